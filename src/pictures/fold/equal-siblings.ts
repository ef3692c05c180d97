import type { Box } from '../graph.ts'
import { levelsOf } from '../levels.ts'
import { neighboursOf } from '../neighbours.ts'
import type { FoldStep } from './fold-step.ts'
import { merged } from './merge.ts'

/**
 * Boxes with the same kind, the same history and the same future, drawn as one `×128`: not only the arms of one fan, but
 * whole parallel branches, box by box. Equal histories have equal lengths, so no cycle can come of it.
 */
export const equalSiblings: FoldStep = (graph, { kept }) => {
  const { before, after } = neighboursOf(graph)
  const levels = levelsOf(graph)
  const rising = [...graph.boxes].sort((a, b) => (levels.get(a.id) ?? 0) - (levels.get(b.id) ?? 0))
  const history = classesOf(rising, before, kept)
  const future = classesOf(rising.reverse(), after, kept)
  const sets = new Map<string, Box[]>()
  for (const box of graph.boxes) {
    const key = `${history.get(box.id)} ${future.get(box.id)}`
    const set = sets.get(key)
    if (set) set.push(box)
    else sets.set(key, [box])
  }
  const merges = [...sets.values()].filter((members) => members.length > 1)
  return merged(
    graph,
    merges.map((members) => ({ members, fold: 'siblings', group: members[0]?.group })),
  )
}

/** A number for each box that two share when they and all that lies on the one side of them look alike. */
function classesOf(
  boxes: readonly Box[],
  side: ReadonlyMap<string, readonly string[]>,
  kept: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  const classes = new Map<string, number>()
  for (const box of boxes) {
    const beyond = new Set((side.get(box.id) ?? []).map((id) => classes.get(id) ?? -1))
    const own = kept.has(box.id) ? box.id : [box.fold ?? '', box.group ?? '', looks(box)].join('|')
    const key = `${own}|${[...beyond].sort((a, b) => a - b).join(',')}`
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    classes.set(box.id, number)
  }
  return classes
}

function looks({ tally }: Box): string {
  return Object.entries(tally).flat().join(' ')
}
