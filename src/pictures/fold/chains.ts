import type { Box } from '../graph.ts'
import { neighboursOf } from '../neighbours.ts'
import type { FoldStep } from './fold-step.ts'
import { merged } from './merge.ts'

const shortest = 3

/** Rows of boxes with one way in and one way out, drawn as one box from the first to the last. */
export const chains: FoldStep = (graph, { kept }) => {
  const { before, after } = neighboursOf(graph)
  const byId = new Map(graph.boxes.map((box) => [box.id, box]))
  const next = (box: Box): Box | undefined => {
    const [id, ...others] = after.get(box.id) ?? []
    const following = others.length === 0 && id !== undefined ? byId.get(id) : undefined
    if (!following || (before.get(following.id) ?? []).length !== 1) return undefined
    return following.group === box.group && !kept.has(box.id) && !kept.has(following.id)
      ? following
      : undefined
  }
  const continued = new Set(graph.boxes.flatMap((box) => next(box)?.id ?? []))
  const rows = graph.boxes
    .filter(({ id }) => !continued.has(id))
    .map((first) => {
      const row = [first]
      for (let box = next(first); box; box = next(box)) row.push(box)
      return row
    })
  return merged(
    graph,
    rows
      .filter((row) => row.length >= shortest)
      .map((members) => ({
        members,
        fold: 'chain',
        name: `${members[0]?.name} … ${members.at(-1)?.name}`,
        group: members[0]?.group,
      })),
  )
}
