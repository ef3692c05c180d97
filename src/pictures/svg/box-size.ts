import type { Box } from '../graph.ts'
import type { Direction, Size } from '../layout/place.ts'
import { aboutOf, shortName } from '../words.ts'
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
export function sheetsOf({ nodes, each }: Box): number {
  return each === undefined ? Math.min(2, nodes.length - 1) : 2
}

/** How wide the cells of a dataset are where they stand in a column on the side that links leave from. */
export function cellColumn({ parts }: Box): number {
  return parts.length === 0 ? 0 : Math.ceil(widestPart(parts)) + 18
}

/** What a box needs for its text, so that nothing is cut; whole numbers, which keep coordinates short. */
export function boxSize(box: Box, direction: Direction): Size {
  const pills = pillsWidth(box)
  const name = textWidth(shortName(box), 13.5, true) + (pills > 0 ? pills + measures.gap : 0)
  const text = Math.max(name, textWidth(aboutOf(box), 11.5))
  const { length: count } = box.parts
  const row = direction === 'down' ? count * (widestPart(box.parts) + 18) : 0
  const column = direction === 'right' ? cellColumn(box) : 0
  const width = textStart(box) + text + measures.side + (insets[box.kind] ?? 0) + column
  const caps = box.kind === 'dataset' ? 2 * cap : 0
  const strip = direction === 'down' && count > 0 ? measures.cell - 2 : 0
  const stacked = direction === 'right' ? count * measures.cell : 0
  const sheets = sheetsOf(box) * measures.stack
  return {
    width: Math.ceil(Math.max(width, row, 110) / 2) * 2 + sheets,
    height: Math.max(measures.height, stacked) + caps + strip + sheets,
  }
}

function widestPart(parts: readonly string[]): number {
  return parts.reduce((widest, part) => Math.max(widest, textWidth(part, 11.5)), 0)
}
