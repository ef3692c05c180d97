import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeForest } from '../../../src/reporters/state/node-forest.ts'
import { type NodeState, type NodeStatus, nodeStatuses } from '../../../src/reporters/state/run-state.ts'
import { type GraphOptions, graphRows } from '../../../src/reporters/tui/graph-rows.ts'

function graphOf(statuses: readonly NodeStatus[]): ReadonlyMap<string, NodeState> {
  return new Map(
    statuses.map((status, index) => {
      const id = `n${index}`
      const node = {
        id,
        name: id,
        kind: 'step',
        dependencies: [],
        status,
        attempt: 0,
        curves: new Map(),
        metrics: {},
        outputs: [],
        regulations: new Map(),
        diagnostics: [],
      }
      return [id, node as NodeState]
    }),
  )
}

function rowsOf(statuses: readonly NodeStatus[], options: Partial<GraphOptions> = {}): string[] {
  const nodes = graphOf(statuses)
  const all = { height: 10, selected: undefined, open: new Set<string>(), unfolded: false, ...options }
  return graphRows(nodeForest(nodes), nodes, all).map((row) =>
    row.type === 'node' ? row.id : `${row.id}×${row.members().length}`,
  )
}

const many = (status: NodeStatus, count: number) => new Array<NodeStatus>(count).fill(status)

describe('graphRows', () => {
  it('shows every node where there is room', () => {
    expect(rowsOf(many('succeeded', 10))).toHaveLength(10)
  })

  it('folds what is done and what waits around what is running', () => {
    const rows = rowsOf([...many('succeeded', 50), 'running', 'running', ...many('waiting', 50)])
    expect(rows).toEqual([
      'group:n0×47',
      'n47',
      'n48',
      'n49',
      'n50',
      'n51',
      'n52',
      'n53',
      'n54',
      'group:n101×47',
    ])
  })

  it('never folds what failed', () => {
    const rows = rowsOf([...many('cached', 30), 'failed', ...many('skipped', 30)])
    expect(rows).toContain('n30')
  })

  it('folds what is done together with what still waits', () => {
    const pairs = Array.from(
      { length: 40 },
      (_, index) => (index % 2 === 0 ? 'succeeded' : 'ready') as NodeStatus,
    )
    expect(rowsOf([...pairs, 'running'])).toHaveLength(10)
    expect(rowsOf([...pairs, 'running'])[0]).toBe('group:n0×32')
  })

  it('keeps the names of groups while a run goes on', () => {
    const before = rowsOf([...many('succeeded', 40), 'running', ...many('waiting', 40)])
    const after = rowsOf([...many('succeeded', 41), 'running', ...many('waiting', 39)])
    expect(before[0]?.split('×')[0]).toBe(after[0]?.split('×')[0])
    expect(before.at(-1)?.split('×')[0]).toBe(after.at(-1)?.split('×')[0])
  })

  it('shows the selected node, opened groups, and everything on demand', () => {
    const statuses = [...many('succeeded', 50), 'running' as const]
    expect(rowsOf(statuses, { selected: 'n7' })).toContain('n7')
    expect(
      rowsOf(statuses, { open: new Set(Array.from({ length: 50 }, (_, index) => `n${index}`)) }),
    ).toHaveLength(51)
    expect(rowsOf(statuses, { unfolded: true })).toHaveLength(51)
  })

  it('accounts for every node once, for any statuses', () => {
    const statuses = fc.array(fc.constantFrom(...nodeStatuses), { maxLength: 120 })
    fc.assert(
      fc.property(statuses, fc.integer({ min: 1, max: 40 }), fc.nat(150), (list, height, chosen) => {
        const nodes = graphOf(list)
        const selected = `n${chosen}`
        const rows = graphRows(nodeForest(nodes), nodes, {
          height,
          selected,
          open: new Set(),
          unfolded: false,
        })
        const ids = rows.flatMap((row) =>
          row.type === 'node' ? [row.id] : row.members().map(({ id }) => id),
        )
        expect(ids).toEqual([...nodes.keys()])
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
        if (nodes.has(selected)) expect(rows.some(({ id }) => id === selected)).toBe(true)
      }),
    )
  })

  it('folds 10,000 nodes into what fits', () => {
    const nodes = graphOf([...many('succeeded', 5000), 'running', ...many('waiting', 4999)])
    const forest = nodeForest(nodes)
    const rows = graphRows(forest, nodes, { height: 30, selected: 'n5000', open: new Set(), unfolded: false })
    expect(rows.length).toBeLessThanOrEqual(30)
  })
})
