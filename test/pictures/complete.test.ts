import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Program } from '../../src/ir/program.ts'
import { folded } from '../../src/pictures/fold/folded.ts'
import { graphOf } from '../../src/pictures/from-program.ts'
import { pictureOf } from '../../src/pictures/picture.ts'
import { arbitraryProgram } from './arbitrary-program.ts'

const options = { theme: 'light', direction: 'down', expand: [] } as const

function dependenciesOf({ nodes }: Program): readonly string[] {
  return nodes
    .flatMap(({ id, dependencies }) => dependencies.map(({ node, kind }) => `${node} ${id} ${kind}`))
    .sort()
}

describe('what tools get is complete', () => {
  test('JSON has each node and each dependency once', () => {
    fc.assert(
      fc.property(arbitraryProgram(40), (program) => {
        const graph = JSON.parse(pictureOf(program, 'json', options))
        const nodes = graph.nodes.map(({ id }: { id: string }) => id)
        expect(nodes.sort()).toEqual(program.nodes.map(({ id }) => id).sort())
        const edges = graph.edges
          .filter(({ kind }: { kind: string }) => kind !== 'trial')
          .map(({ from, to, kind }: { from: string; to: string; kind: string }) => `${from} ${to} ${kind}`)
        expect(edges.sort()).toEqual(dependenciesOf(program))
      }),
    )
  })

  test('DOT has one statement for each node and each link', () => {
    fc.assert(
      fc.property(arbitraryProgram(40), (program) => {
        const lines = pictureOf(program, 'dot', options).split('\n')
        const nodes = lines.flatMap((line) => /^\s*"([^"]+)" \[label=/.exec(line)?.[1] ?? [])
        expect(nodes.sort()).toEqual(program.nodes.map(({ id }) => id).sort())
        const edges = lines.filter((line) => / -> /.test(line) && !line.includes('style=bold'))
        expect(edges.length).toBe(dependenciesOf(program).length)
        expect(new Set(edges).size).toBe(edges.length)
      }),
    )
  })
})

describe('what is folded is still there', () => {
  test.each([1, 3, 8, 20])('every node is in one of at most %d boxes, every dependency in a link', (most) => {
    fc.assert(
      fc.property(arbitraryProgram(60), (program) => {
        const graph = graphOf(program)
        const smaller = folded(graph, most)
        expect(smaller.boxes.length).toBeLessThanOrEqual(Math.max(most, 1))
        const boxOf = new Map(
          smaller.boxes.flatMap((box) => box.nodes.map((node) => [node, box.id] as const)),
        )
        expect(smaller.boxes.flatMap(({ nodes }) => nodes).sort()).toEqual(
          graph.boxes.map(({ id }) => id).sort(),
        )
        const wanted = new Map<string, number>()
        for (const { from, to, kind } of graph.links) {
          const [a, b] = [boxOf.get(from), boxOf.get(to)]
          if (a !== b) wanted.set(`${a} ${b} ${kind}`, (wanted.get(`${a} ${b} ${kind}`) ?? 0) + 1)
        }
        const drawn = smaller.links.map(
          (link) => [`${link.from} ${link.to} ${link.kind}`, link.count] as const,
        )
        expect(new Map(drawn)).toEqual(wanted)
        expect(drawn.length).toBe(wanted.size)
        if (smaller.boxes.length < graph.boxes.length) expect(smaller.notes.join(' ')).toContain('--expand')
      }),
    )
  })

  test('what is to be expanded stays as it is', () => {
    fc.assert(
      fc.property(arbitraryProgram(40), fc.nat(39), (program, index) => {
        const node = program.nodes[index]
        if (!node) return
        const smaller = folded(graphOf(program), 1, [node.id])
        expect(smaller.boxes.find(({ id }) => id === node.id)?.nodes).toEqual([node.id])
      }),
    )
  })
})

test('the order in which nodes come changes nothing', () => {
  fc.assert(
    fc.property(arbitraryProgram(25), (program) => {
      const turned = { ...program, nodes: [...program.nodes].reverse() }
      for (const format of ['svg', 'mermaid', 'dot', 'json'] as const) {
        expect(pictureOf(turned, format, options)).toBe(pictureOf(program, format, options))
      }
    }),
    { numRuns: 30 },
  )
})
