import type { Box } from '../graph.ts'
import type { Size } from '../layout/place.ts'
import { aboutOf } from '../words.ts'
import { cap, insets } from './outlines.ts'
import { pillsWidth } from './pills.ts'
import { textWidth } from './text-width.ts'

/** The measures of a box: where text begins, how high its rows are. */
export const measures = { side: 12, icon: 18, gap: 9, height: 46, cell: 21, stack: 4 } as const

/** Where the text of a box begins. */
export function textStart(box: Box): number {
  return (insets[box.kind] ?? 0) + measures.side + measures.icon + measures.gap
}

/** How many more sheets lie under a box that stands for several. */
export function sheetsOf({ nodes }: Box): number {
  return Math.min(2, nodes.length - 1)
}

/** What a box needs for its text, so that nothing is cut; whole numbers, which keep coordinates short. */
export function boxSize(box: Box): Size {
  const pills = pillsWidth(box)
  const name = textWidth(box.name, 13.5, true) + (pills > 0 ? pills + measures.gap : 0)
  const text = Math.max(name, textWidth(aboutOf(box), 11.5))
  const cells = box.parts.length * (Math.max(0, ...box.parts.map((part) => textWidth(part, 11.5))) + 18)
  const width = textStart(box) + text + measures.side + (insets[box.kind] ?? 0)
  const caps = box.kind === 'dataset' ? 2 * cap : 0
  const strip = box.parts.length > 0 ? measures.cell - 2 : 0
  const sheets = sheetsOf(box) * measures.stack
  return {
    width: Math.ceil(Math.max(width, cells, 110) / 2) * 2 + sheets,
    height: measures.height + caps + strip + sheets,
  }
}
