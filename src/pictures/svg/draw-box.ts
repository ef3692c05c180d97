import { formatDuration, groupDigits } from '../../base/number-format.ts'
import type { Box, BoxState } from '../graph.ts'
import type { Direction, Place } from '../layout/place.ts'
import { leading } from '../run-states.ts'
import { aboutOf, shortName } from '../words.ts'
import { cellColumn, measures, sheetsOf, textStart } from './box-size.ts'
import { iconOf } from './icons.ts'
import { cap, innerLineOf, insets, outlineOf } from './outlines.ts'
import { drawPills } from './pills.ts'
import { coordinate, escapeXml } from './xml.ts'

/** A box with its shape, icon, text, cells, and how it ended. */
export function drawBox(box: Box, place: Place, direction: Direction): string {
  const { x, y } = place
  const sheets = sheetsOf(box) * measures.stack
  const [width, height] = [place.width - sheets, place.height - sheets]
  const top = box.kind === 'dataset' ? cap * 2 - 2 : 0
  const inset = (insets[box.kind] ?? 0) + measures.side
  const classes = [
    'box',
    box.kind,
    ...(box.fold ? [`fold-${box.fold}`] : []),
    ...(box.state ? [leading(box.state)] : []),
  ]
  const iconAt = `translate(${coordinate(inset)} ${coordinate(top + (measures.height - measures.icon) / 2)})`
  const inner = innerLineOf(box.kind, width, height)
  return [
    `<g class="${escapeXml(classes.join(' '))}" transform="translate(${coordinate(x)} ${coordinate(y)})">`,
    `<title>${escapeXml(tooltip(box))}</title>`,
    ...stack(box, width, height),
    `<path class="shape" d="${outlineOf(box.kind, width, height)}"/>`,
    ...(inner ? [`<path class="inner" d="${inner}"/>`] : []),
    `<path class="icon" transform="${iconAt}" d="${iconOf(box.kind)}"/>`,
    `<text class="name" x="${coordinate(textStart(box))}" y="${coordinate(top + 20)}">${escapeXml(shortName(box))}</text>`,
    `<text class="gist" x="${coordinate(textStart(box))}" y="${coordinate(top + 36)}">${escapeXml(aboutOf(box))}</text>`,
    ...cells(box, width, height, direction),
    ...drawPills(box, width - inset - (direction === 'right' ? cellColumn(box) : 0), top + 15),
    '</g>',
  ].join('\n')
}

/** The sheets behind a box that stands for several. */
function stack(box: Box, width: number, height: number): readonly string[] {
  const outline = outlineOf(box.kind, width, height)
  const offsets = Array.from({ length: sheetsOf(box) }, (_, sheet) => (sheet + 1) * measures.stack).reverse()
  return offsets.map(
    (offset) => `<path class="shape" transform="translate(${offset} ${offset})" d="${outline}"/>`,
  )
}

/** The parts of a dataset on the side that links leave from, each where its links do. */
function cells(box: Box, width: number, height: number, direction: Direction): readonly string[] {
  if (box.parts.length === 0) return []
  return direction === 'down' ? cellsInRow(box, width, height) : cellsInColumn(box, width, height)
}

function cellsInRow({ parts }: Box, width: number, height: number): readonly string[] {
  const each = width / parts.length
  const top = height - measures.cell - cap / 2
  const lines = parts.slice(1).map((_, index) => {
    return `M${coordinate(each * (index + 1))} ${coordinate(top)}V${coordinate(height - 2)}`
  })
  return [
    `<path class="inner" d="M0 ${coordinate(top)}H${coordinate(width)}${lines.join('')}"/>`,
    ...parts.map((part, index) => cellText(part, each * (index + 0.5), top + 15)),
  ]
}

function cellsInColumn(box: Box, width: number, height: number): readonly string[] {
  const left = width - cellColumn(box)
  const each = (height - 2 * cap) / box.parts.length
  const lines = box.parts.slice(1).map((_, index) => {
    return `M${coordinate(left)} ${coordinate(cap + each * (index + 1))}H${coordinate(width)}`
  })
  return [
    `<path class="inner" d="M${coordinate(left)} ${coordinate(cap + 4)}V${coordinate(height - 2)}${lines.join('')}"/>`,
    ...box.parts.map((part, index) =>
      cellText(part, (left + width) / 2, cap + each * (index + 0.5) + (index === 0 ? 6 : 4)),
    ),
  ]
}

function cellText(part: string, middle: number, baseline: number): string {
  return `<text class="part" x="${coordinate(middle)}" y="${coordinate(baseline)}">${escapeXml(part)}</text>`
}

function tooltip(box: Box): string {
  const members = box.nodes.length > 1 ? `${groupDigits(box.nodes.length)} nodes` : box.kind
  const state = box.state ? `${statusWords(box.state)}, ${formatDuration(box.state.duration)}` : ''
  return [`${box.name}: ${members}`, box.gist, box.doc ?? '', state].filter(Boolean).join('\n')
}

function statusWords({ counts }: BoxState): string {
  const present = Object.entries(counts).filter(([, count]) => count > 0)
  if (present.length === 1 && present[0]?.[1] === 1) return present[0][0]
  return present.map(([status, count]) => `${groupDigits(count)} ${status}`).join(', ')
}
