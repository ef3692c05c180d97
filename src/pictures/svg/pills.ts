import type { Box, NodeStatus } from '../graph.ts'
import { leading } from '../run-states.ts'
import { countText, stateText } from '../words.ts'
import { glyphOf } from './icons.ts'
import { textWidth } from './text-width.ts'
import { coordinate, escapeXml } from './xml.ts'

interface Pill {
  readonly text: string
  readonly width: number
  readonly status?: NodeStatus
}

const size = 11
const gap = 4

/** The room that a box needs for its pills. */
export function pillsWidth(box: Box): number {
  return pillsOf(box).reduce((sum, { width }) => sum + width + gap, 0)
}

/** How many nodes a box stands for, how they ended and how long they took, flush right on one line. */
export function drawPills(box: Box, right: number, middle: number): readonly string[] {
  let x = right + gap
  return pillsOf(box).map(({ text, width, status }) => {
    x -= width + gap
    const sign = status
      ? `<path class="glyph" transform="translate(${coordinate(x + 6)} ${coordinate(middle - 4)})" d="${glyphOf(status)}"/>`
      : ''
    const words = text
      ? `<text class="${status ? 'pill-text' : 'count-text'}" x="${coordinate(x + (status ? 19 : 7))}" y="${coordinate(middle + 4)}">${escapeXml(text)}</text>`
      : ''
    const look = status ? 'pill' : 'count'
    return `<rect class="${look}" x="${coordinate(x)}" y="${coordinate(middle - 8.5)}" width="${coordinate(width)}" height="17" rx="8.5"/>${sign}${words}`
  })
}

function pillsOf(box: Box): readonly Pill[] {
  const { state } = box
  const pills: Pill[] = []
  if (state) pills.push(pill(stateText(box) ?? '', leading(state)))
  const count = countText(box)
  if (count !== '') pills.push(pill(count))
  return pills
}

function pill(text: string, status?: NodeStatus): Pill {
  const width = Math.ceil(textWidth(text, size, true)) + (status ? 13 : 0) + (text ? 13 : 7)
  return { text, width, ...(status && { status }) }
}
