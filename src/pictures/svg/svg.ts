import { sha256 } from '../../base/hash.ts'
import { plural } from '../../base/number-format.ts'
import { shortened } from '../gist.ts'
import type { Graph, Group } from '../graph.ts'
import { layOut } from '../layout/layout.ts'
import type { Direction, Layout, Place } from '../layout/place.ts'
import type { Theme } from '../theme.ts'
import { runLine, shortName } from '../words.ts'
import { boxSize } from './box-size.ts'
import { drawBox } from './draw-box.ts'
import { drawLink } from './draw-link.ts'
import { iconOf } from './icons.ts'
import { drawLegend } from './legend.ts'
import { styleSheet } from './style.ts'
import { textWidth } from './text-width.ts'
import { coordinate, escapeXml } from './xml.ts'

export interface SvgOptions {
  readonly theme: Theme
  readonly direction: Direction
}

const margin = 28
const narrowest = 420
const mostAboutLines = 3

/** A picture that stands alone: no font, script or file from elsewhere, the same bytes for the same graph. */
export function toSvg(graph: Graph, { theme, direction }: SvgOptions): string {
  const layout = layOut(graph, (box) => boxSize(box, direction), direction)
  const head = titleLines(graph, Math.max(layout.width, narrowest))
  const width = Math.ceil(Math.max(layout.width, narrowest, ...head.map((line) => line.width)) + 2 * margin)
  const top = margin + head.reduce((sum, line) => sum + line.height, 0) + 18
  const left = Math.max(margin, (width - layout.width) / 2)
  const legendTop = top + layout.height + 30
  const legend = drawLegend(graph, margin, legendTop, width - 2 * margin)
  const height = Math.ceil(legendTop + legend.height + margin - 8)
  // Several pictures may stand in one page, and ids are the page's.
  const id = `pipe-${sha256(JSON.stringify([graph, theme, direction])).slice(0, 8)}`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-about">`,
    `<title id="${id}-title">${escapeXml(graph.name)}</title>`,
    `<desc id="${id}-about">${escapeXml(description(graph))}</desc>`,
    `<style>${styleSheet(theme)}\n</style>`,
    `<rect class="page" width="${width}" height="${height}" rx="12"/>`,
    ...drawTitle(head),
    `<g transform="translate(${coordinate(left)} ${coordinate(top)})">`,
    ...drawGraph(graph, layout),
    '</g>',
    ...legend.svg,
    '</svg>',
    '',
  ].join('\n')
}

function drawGraph(graph: Graph, layout: Layout): readonly string[] {
  const names = new Map(graph.boxes.map((box) => [box.id, box.name]))
  return [
    ...graph.groups.flatMap((group) => drawFrame(group, layout.frames.get(group.id))),
    ...layout.routes.map((route) => drawLink(route, names, layout.direction)),
    ...graph.groups.flatMap((group) => drawFrameName(group, layout.frames.get(group.id))),
    ...graph.boxes.flatMap((box) => {
      const place = layout.boxes.get(box.id)
      return place ? [drawBox(box, place, layout.direction)] : []
    }),
  ]
}

function drawFrame(group: Group, place: Place | undefined): readonly string[] {
  if (!place) return []
  const { x, y, width, height } = place
  return [
    `<rect class="frame frame-${group.kind}" x="${coordinate(x)}" y="${coordinate(y)}" width="${coordinate(width)}" height="${coordinate(height)}" rx="12"><title>${escapeXml(`${group.kind} ${group.name}`)}</title></rect>`,
  ]
}

/** Over the links, with a rim in the colour of the frame, so that a line behind it does not make it hard to read. */
function drawFrameName(group: Group, place: Place | undefined): readonly string[] {
  if (!place) return []
  const { x, y, width } = place
  const own = shortName({ name: group.name, ...(group.parent !== undefined && { group: group.parent }) })
  const words = [own, group.gist].filter(Boolean).join(' · ')
  const kind = group.kind === 'sweep' ? 'sweep' : 'several'
  return [
    `<g class="${kind}"><path class="icon" transform="translate(${coordinate(x + 10)} ${coordinate(y + 5)}) scale(0.8)" d="${iconOf(kind)}"/></g>`,
    `<text class="frame-name" x="${coordinate(x + 30)}" y="${coordinate(y + 17)}">${escapeXml(shortened(words, Math.floor((width - 44) / 7)))}</text>`,
  ]
}

interface TitleLine {
  readonly text: string
  readonly look: 'title' | 'about'
  readonly width: number
  readonly height: number
}

function titleLines(graph: Graph, room: number): readonly TitleLine[] {
  const doc = wrapped(graph.doc?.replaceAll(/\s+/g, ' ').trim() ?? '', room)
  const run = runLine(graph)
  return [
    { text: graph.name, look: 'title', width: textWidth(graph.name, 18, true), height: 20 },
    ...[...doc, ...(run === undefined ? [] : [run])].map((text) => ({
      text,
      look: 'about' as const,
      width: textWidth(text, 11.5),
      height: 18,
    })),
  ]
}

/** A text in a few lines of this width; what does not fit them ends in `…`. */
function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ').filter(Boolean)) {
    const longer = [...lines.slice(-1), word].join(' ')
    if (lines.length > 0 && textWidth(longer, 11.5) <= room) lines[lines.length - 1] = longer
    else if (lines.length < mostAboutLines) lines.push(shortened(word, Math.floor(room / 7)))
    else return [...lines.slice(0, -1), `${lines.at(-1)} …`]
  }
  return lines
}

function drawTitle(lines: readonly TitleLine[]): readonly string[] {
  let y = margin
  return lines.map(({ text, look, height }) => {
    const baseline = y + 12
    y += height
    return `<text class="${look}" x="${margin}" y="${coordinate(baseline)}">${escapeXml(text)}</text>`
  })
}

const mostDescribed = 40

/** The picture in words, for who can't see it: each box with what it needs. */
function description(graph: Graph): string {
  const names = new Map(graph.boxes.map((box) => [box.id, box.name]))
  const needs = new Map<string, string[]>()
  for (const { from, to } of graph.links) {
    const list = needs.get(to) ?? []
    list.push(names.get(from) ?? from)
    needs.set(to, list)
  }
  const said = graph.boxes.slice(0, mostDescribed).map(({ id, name, kind }) => {
    const all = [...new Set(needs.get(id) ?? [])]
    return `${name} (${kind})${all.length > 0 ? ` needs ${all.join(', ')}` : ''}.`
  })
  const left = graph.boxes.length - said.length
  const rest = left > 0 ? [`And ${plural(left, 'more box').replace('boxs', 'boxes')}.`] : []
  return [graph.doc ?? '', ...said, ...rest, ...graph.notes].filter(Boolean).join(' ')
}
