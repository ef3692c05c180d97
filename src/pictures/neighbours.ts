import type { Graph } from './graph.ts'

/** The boxes before and after each box. */
export interface Neighbours {
  readonly before: ReadonlyMap<string, readonly string[]>
  readonly after: ReadonlyMap<string, readonly string[]>
}

/** What each box needs and what needs it, each neighbour once, in the order of the links. */
export function neighboursOf({ boxes, links }: Pick<Graph, 'boxes' | 'links'>): Neighbours {
  const before = new Map<string, Set<string>>(boxes.map(({ id }) => [id, new Set()]))
  const after = new Map<string, Set<string>>(boxes.map(({ id }) => [id, new Set()]))
  for (const { from, to } of links) {
    after.get(from)?.add(to)
    before.get(to)?.add(from)
  }
  return { before: asLists(before), after: asLists(after) }
}

function asLists(sets: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, readonly string[]> {
  return new Map([...sets].map(([id, set]) => [id, [...set]]))
}
