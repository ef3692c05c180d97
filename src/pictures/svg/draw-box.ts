import { formatDuration, groupDigits } from '../../base/number-format.ts'
import type { Box, BoxState } from '../graph.ts'
import type { Place } from '../layout/place.ts'
import { leading } from '../run-states.ts'
import { aboutOf } from '../words.ts'
import { measures, sheetsOf, textStart } from './box-size.ts'
import { iconOf } from './icons.ts'
import { cap, innerLineOf, insets, outlineOf } from './outlines.ts'
import { drawPills } from './pills.ts'
import { coordinate, escapeXml } from './xml.ts'

/** A box with its shape, icon, text, cells, and how it ended. */
export function drawBox(box: Box, place: Place): string {
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
    `<text class="name" x="${coordinate(textStart(box))}" y="${coordinate(top + 20)}">${escapeXml(box.name)}</text>`,
    `<text class="gist" x="${coordinate(textStart(box))}" y="${coordinate(top + 36)}">${escapeXml(aboutOf(box))}</text>`,
    ...cells(box, width, height),
    ...drawPills(box, width - inset, top + 15),
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

/** The parts of a dataset in its foot, each over the place where its links leave. */
function cells(box: Box, width: number, height: number): readonly string[] {
  if (box.parts.length === 0) return []
  const each = width / box.parts.length
  const top = height - measures.cell - cap / 2
  const lines = box.parts.slice(1).map((_, index) => {
    const x = coordinate(each * (index + 1))
    return `M${x} ${coordinate(top)}V${coordinate(height - 2)}`
  })
  return [
    `<path class="inner" d="M0 ${coordinate(top)}H${coordinate(width)}${lines.join('')}"/>`,
    ...box.parts.map(
      (part, index) =>
        `<text class="part" x="${coordinate(each * (index + 0.5))}" y="${coordinate(top + 15)}">${escapeXml(part)}</text>`,
    ),
  ]
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
