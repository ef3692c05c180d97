import type { BoxState, NodeStatus, RunFacts } from './graph.ts'

const instance = /--[te][0-9a-f]{12}$/

/** States by node of the program: what trials and elements did is counted with the node they are instances of. */
export function statesOf(run: RunFacts | undefined): ReadonlyMap<string, BoxState> {
  const states = new Map<string, BoxState>()
  for (const { node, status, duration } of run?.nodes ?? []) {
    const id = node.replace(instance, '')
    const counts = { ...none, [status]: 1 }
    states.set(id, together([states.get(id), { counts, duration }]) ?? { counts, duration })
  }
  return states
}

const none: BoxState['counts'] = { failed: 0, skipped: 0, succeeded: 0, cached: 0 }

/** The state of several together; nothing where none of them has one. */
export function together(states: readonly (BoxState | undefined)[]): BoxState | undefined {
  const known = states.filter((state) => state !== undefined)
  if (known.length === 0) return undefined
  const sum = (status: NodeStatus) => known.reduce((total, { counts }) => total + counts[status], 0)
  return {
    counts: {
      failed: sum('failed'),
      skipped: sum('skipped'),
      succeeded: sum('succeeded'),
      cached: sum('cached'),
    },
    duration: known.reduce((total, { duration }) => total + duration, 0),
  }
}

/** The status that a box is coloured by: the one that asks most for a look. */
export function leading({ counts }: BoxState): NodeStatus {
  const order = ['failed', 'skipped', 'succeeded', 'cached'] as const
  // A few skipped nodes among many that ran are told in numbers, not in the colour of all.
  const found = order.find((status) => counts[status] > 0 && (status !== 'skipped' || onlySkipped(counts)))
  return found ?? 'skipped'
}

function onlySkipped(counts: BoxState['counts']): boolean {
  return counts.succeeded + counts.cached === 0
}
