import type { Box, Graph, Group } from '../graph.ts'
import { type FoldStep, fits } from './fold-step.ts'
import { merged } from './merge.ts'

/** Components and sweeps drawn shut, the innermost first, until what is left can be drawn. */
export const closedGroups: FoldStep = (graph, limits) => {
  let current = graph
  while (!fits(current, limits)) {
    const closed = closeInnermost(current, limits.kept)
    if (!closed) return current
    current = closed
  }
  return current
}

function closeInnermost(graph: Graph, kept: ReadonlySet<string>): Graph | undefined {
  const members = new Map<string, Box[]>()
  for (const box of graph.boxes) {
    if (box.group === undefined) continue
    const list = members.get(box.group)
    if (list) list.push(box)
    else members.set(box.group, [box])
  }
  const parents = new Set(graph.groups.flatMap(({ parent }) => parent ?? []))
  const shut = graph.groups.filter(
    ({ id }) =>
      !parents.has(id) && !kept.has(id) && (members.get(id) ?? []).every((box) => !kept.has(box.id)),
  )
  const deepest = Math.max(...shut.map((group) => depth(group, graph.groups)))
  const closing = shut.filter((group) => depth(group, graph.groups) === deepest)
  if (closing.length === 0) return undefined
  return merged(
    graph,
    closing.map(({ id, name, parent }) => ({
      members: members.get(id) ?? [],
      fold: 'group',
      name,
      group: parent,
    })),
  )
}

function depth(group: Group, groups: readonly Group[]): number {
  const parent = groups.find(({ id }) => id === group.parent)
  return parent ? depth(parent, groups) + 1 : 0
}
