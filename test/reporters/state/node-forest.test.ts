import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeForest } from '../../../src/reporters/state/node-forest.ts'

function graph(edges: Readonly<Record<string, readonly string[]>>) {
  return new Map(
    Object.entries(edges).map(([id, needs]) => [
      id,
      { id, dependencies: needs.map((node) => ({ node, kind: 'data' as const })) },
    ]),
  )
}

function drawn(edges: Readonly<Record<string, readonly string[]>>): string[] {
  return nodeForest(graph(edges)).map(({ prefix, id }) => prefix + id)
}

describe('nodeForest', () => {
  it('puts each node below the deepest that it needs', () => {
    expect(
      drawn({
        data: [],
        linear: ['data'],
        mlp: ['data'],
        judged_linear: ['linear', 'data'],
        judged_mlp: ['mlp'],
        best: ['judged_linear', 'judged_mlp'],
        notes: [],
      }),
    ).toEqual(['data', '├ linear', '│ └ judged_linear', '└ mlp', '  └ judged_mlp', '    └ best', 'notes'])
  })

  it('has every node once, with its layer, for any graph, even one with a cycle', () => {
    const edges = fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 30 })
    fc.assert(
      fc.property(edges, (lists) => {
        const nodes = graph(
          Object.fromEntries(lists.map((needs, index) => [`n${index}`, needs.map((need) => `n${need}`)])),
        )
        const forest = nodeForest(nodes)
        expect(forest.map(({ id }) => id).sort()).toEqual([...nodes.keys()].sort())
        for (const { layer, prefix } of forest) expect(prefix.length).toBeLessThanOrEqual(2 * layer)
      }),
    )
  })

  it('draws a chain of 10,000 nodes and 10,000 siblings at once', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`n${index}`, index > 0 ? [`n${index - 1}`] : []]),
    )
    const star = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`n${index}`, index > 0 ? ['n0'] : []]),
    )
    expect(nodeForest(graph(chain)).at(-1)?.layer).toBe(9999)
    expect(nodeForest(graph(star))).toHaveLength(10_000)
  })
})
