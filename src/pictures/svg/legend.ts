import type { Graph, Link, NodeStatus } from '../graph.ts'
import { kindsOf } from '../kinds.ts'
import { linkWords, remarksOf, statusWords } from '../words.ts'
import { glyphOf, iconOf } from './icons.ts'
import { textWidth } from './text-width.ts'
import { coordinate, escapeXml } from './xml.ts'

/** Rows of small drawn things below a picture, and how high they are together. */
export interface Legend {
  readonly svg: readonly string[]
  readonly height: number
}

const row = 24
const between = 18
interface Item {
  readonly svg: string
  readonly width: number
}

/** What the shapes, lines and colours mean: only those that are there; and what was folded or not framed, in words. */
export function drawLegend(graph: Graph, left: number, top: number, width: number): Legend {
  const links = new Set(graph.links.map(({ kind }) => kind))
  const states = new Set(graph.boxes.flatMap(({ state }) => statusesOf(state?.counts)))
  const items = [
    ...kindsOf(graph.boxes).map(kindItem),
    ...(['data', 'order', 'alternative', 'trial'] as const).filter((kind) => links.has(kind)).map(linkItem),
    ...(['succeeded', 'cached', 'failed', 'skipped'] as const)
      .filter((state) => states.has(state))
      .map(stateItem),
  ]
  const svg: string[] = []
  let x = 0
  let y = 0
  for (const item of items) {
    if (x > 0 && x + item.width > width) {
      x = 0
      y += row
    }
    svg.push(`<g transform="translate(${coordinate(left + x)} ${coordinate(top + y)})">${item.svg}</g>`)
    x += item.width + between
  }
  y += items.length > 0 ? row : 0
  for (const note of remarksOf(graph)) {
    svg.push(
      `<text class="note" x="${coordinate(left)}" y="${coordinate(top + y + 13)}">${escapeXml(note)}</text>`,
    )
    y += row - 5
  }
  return { svg, height: y }
}

function statusesOf(counts: Readonly<Record<NodeStatus, number>> | undefined): readonly NodeStatus[] {
  return Object.entries(counts ?? {}).flatMap(([status, count]) => (count > 0 ? [status as NodeStatus] : []))
}

function kindItem(kind: string): Item {
  const svg = `<g class="${escapeXml(kind)}"><path class="shape" d="M4 0H14A4 4 0 0 1 18 4V14A4 4 0 0 1 14 18H4A4 4 0 0 1 0 14V4A4 4 0 0 1 4 0Z"/><path class="icon" transform="translate(3 3) scale(0.667)" d="${iconOf(kind)}"/></g>${words(kind, 24)}`
  return { svg, width: 24 + textWidth(kind, 11.5) }
}

function linkItem(kind: Link['kind']): Item {
  const svg = `<g class="link ${kind}"><path class="line" d="M0 9H21"/><path class="head" d="M28 9L20 5V13Z"/></g>${words(linkWords[kind], 34)}`
  return { svg, width: 34 + textWidth(linkWords[kind], 11.5) }
}

function stateItem(status: NodeStatus): Item {
  const svg = `<g class="${status}"><rect class="pill" x="0" y="0" width="18" height="18" rx="9"/><path class="glyph" transform="translate(5 5)" d="${glyphOf(status)}"/></g>${words(statusWords[status], 24)}`
  return { svg, width: 24 + textWidth(statusWords[status], 11.5) }
}

function words(text: string, x: number): string {
  return `<text class="note" x="${x}" y="13">${escapeXml(text)}</text>`
}
