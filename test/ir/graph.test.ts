import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { programText } from '../../src/ir/canonical.ts'
import { dependenciesOf, topologicalOrder } from '../../src/ir/graph.ts'
import { instancePart, maximumIdLength, nodeId } from '../../src/ir/node-id.ts'
import { nodeKey } from '../../src/ir/node-key.ts'
import type { Dependency, Program } from '../../src/ir/program.ts'
import { validateProgram } from '../../src/ir/validate.ts'

const graph = fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { minLength: 1, maxLength: 30 }).map((edges) =>
  edges.map((targets, index) => ({
    id: `n${index}`,
    dependencies: [...new Set(targets.filter((target) => target < index))].map(
      (target): Dependency => ({ node: `n${target}`, kind: 'data' }),
    ),
  })),
)

describe('topological order', () => {
  test('puts every node after what it depends on, whatever order they came in', () => {
    fc.assert(
      fc.property(graph, fc.infiniteStream(fc.nat()), (nodes, random) => {
        const { order, cycle } = topologicalOrder(nodes)
        expect(cycle).toBeUndefined()
        const place = new Map(order.map((node, index) => [node.id, index]))
        for (const node of nodes) {
          for (const { node: upstream } of node.dependencies) {
            expect(place.get(upstream)).toBeLessThan(place.get(node.id)!)
          }
        }
        const shuffled = nodes
          .map((node) => ({ node, at: random.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ node }) => node)
        expect(topologicalOrder(shuffled).order.map((node) => node.id)).toEqual(order.map((node) => node.id))
      }),
    )
  })

  test('names a cycle', () => {
    const node = (id: string, ...needs: string[]) => ({
      id,
      dependencies: needs.map((need): Dependency => ({ node: need, kind: 'order' })),
    })
    const { order, cycle } = topologicalOrder([
      node('a'),
      node('b', 'a', 'd'),
      node('c', 'b'),
      node('d', 'c'),
    ])
    expect(order.map(({ id }) => id)).toEqual(['a'])
    expect([...(cycle ?? [])].sort()).toEqual(['b', 'c', 'd'])
  })
})

test('a node read both inside and outside first_ok is needed', () => {
  const read = { op: 'output', node: 'a', path: ['x'] } as const
  const other = { op: 'output', node: 'b', path: ['x'] } as const
  expect(dependenciesOf([{ op: 'first_ok', alternatives: [read, other] }, read], ['c'])).toEqual([
    { node: 'a', kind: 'data' },
    { node: 'b', kind: 'alternative' },
    { node: 'c', kind: 'order' },
  ])
})

describe('ids', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9]{0,9}(_[a-z0-9]{1,9}){0,4}$/)

  test('fit every engine', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (path) => {
        const id = nodeId(path)
        expect(id.length).toBeLessThanOrEqual(maximumIdLength)
        expect(id).toMatch(/^[a-z][a-z0-9-]*[a-z0-9]$|^[a-z]$/)
      }),
    )
  })

  test('200,000 random ones do not collide', () => {
    const ids = new Set<string>()
    for (let index = 0; index < 200_000; index++) {
      ids.add(
        nodeId(['a_component_with_a_long_name', 'another_long_name', instancePart('trial', { lr: index })]),
      )
    }
    expect(ids.size).toBe(200_000)
  })
})

test('a key does not depend on the order of fields, and does on every value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string()), { minKeys: 1 }), (config) => {
      const record = (fields: typeof config) =>
        ({ form: 1, component: { kind: 'step', version: 1 }, config: fields }) as const
      const reversed = Object.fromEntries(Object.entries(config).reverse())
      expect(nodeKey(record(reversed))).toBe(nodeKey(record(config)))
      const [first] = Object.keys(config)
      expect(nodeKey(record({ ...config, [first!]: 'another value' }))).not.toBe(nodeKey(record(config)))
    }),
  )
})

const empty: Program = {
  format: 'pipewright-ir',
  version: 1,
  pipeline: { name: 'p', edition: '2026', seed: { op: 'value', value: 0 } },
  params: [],
  secrets: [],
  executors: [],
  nodes: [],
  triggers: [],
  targets: [],
  locations: {},
}

test('the schema accepts a program and refuses an unknown field', async () => {
  expect(await validateProgram(JSON.parse(JSON.stringify(empty)))).toMatchObject({ ok: true })
  const odd = { ...empty, nodes: [{ id: 'x' }] }
  expect(await validateProgram(odd)).toMatchObject({ ok: false, diagnostics: [{ code: 'PIPE9009' }] })
})

test('canonical text leaves out where things are declared', () => {
  const moved = { ...empty, locations: { a: { file: 'x.pipe', line: 3, column: 1 } } }
  expect(programText(moved)).toBe(programText(empty))
})
