import type { Graph } from './graph.ts'
import { neighboursOf } from './neighbours.ts'

/**
 * How many boxes lie before each at most, counted from the sources. Closing a group can tie a knot; it is then cut at
 * the box that comes first.
 */
export function levelsOf(graph: Pick<Graph, 'boxes' | 'links'>): ReadonlyMap<string, number> {
  const { before, after } = neighboursOf(graph)
  const levels = new Map<string, number>()
  const waiting = new Map(graph.boxes.map(({ id }) => [id, before.get(id)?.length ?? 0]))
  const open = graph.boxes.filter(({ id }) => waiting.get(id) === 0).map(({ id }) => id)
  const rest = graph.boxes.map(({ id }) => id).reverse()
  while (levels.size < graph.boxes.length) {
    const id = open.pop() ?? rest.pop()
    if (id === undefined || levels.has(id)) continue
    const known = (before.get(id) ?? []).map((other) => levels.get(other) ?? -1)
    levels.set(id, known.reduce((highest, level) => Math.max(highest, level), -1) + 1)
    for (const next of after.get(id) ?? []) {
      const left = (waiting.get(next) ?? 0) - 1
      waiting.set(next, left)
      if (left === 0) open.push(next)
    }
  }
  return levels
}
