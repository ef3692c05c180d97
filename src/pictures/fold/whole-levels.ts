import { groupDigits } from '../../base/number-format.ts'
import type { Box } from '../graph.ts'
import { levelsOf } from '../levels.ts'
import type { FoldStep } from './fold-step.ts'
import { merged } from './merge.ts'

/**
 * The last resort, which always fits: boxes of one kind at one level drawn as one, and where that is still too much,
 * whole bands of levels.
 */
export const wholeLevels: FoldStep = (graph, { most, kept }) => {
  const level = levelsOf(graph)
  const free = graph.boxes.filter(({ id }) => !kept.has(id))
  const places = new Set(level.values()).size
  const byKind = grouped(free, (box) => [level.get(box.id) ?? 0, box.group ?? '', box.kind].join(' '))
  if (byKind.length <= most && places * 3 <= most) {
    const several = byKind.filter((members) => members.length > 1)
    return merged(
      graph,
      several.map((members) => ({ members, fold: 'levels', group: members[0]?.group })),
    )
  }
  const bands = Math.max(1, Math.floor(most / 5))
  const wide = grouped(free, (box) =>
    String(Math.floor(((level.get(box.id) ?? 0) * Math.min(bands, places)) / places)),
  )
  return merged(
    graph,
    wide.map((members) => ({ members, fold: 'levels', name: bandName(members, level) })),
  )
}

function bandName(members: readonly Box[], level: ReadonlyMap<string, number>): string {
  const found = members.map(({ id }) => (level.get(id) ?? 0) + 1)
  const [first, last] = [Math.min(...found), Math.max(...found)]
  return first === last
    ? `level ${groupDigits(first)}`
    : `levels ${groupDigits(first)} to ${groupDigits(last)}`
}

function grouped(boxes: readonly Box[], keyOf: (box: Box) => string): readonly (readonly Box[])[] {
  const sets = new Map<string, Box[]>()
  for (const box of boxes) {
    const key = keyOf(box)
    const set = sets.get(key)
    if (set) set.push(box)
    else sets.set(key, [box])
  }
  return [...sets.values()]
}
