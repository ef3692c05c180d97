import type { Direction, Point, Route } from '../layout/place.ts'
import { coordinate, escapeXml } from './xml.ts'

/** A link as a smooth line with its head; the head is drawn, so that no viewer has to know markers. */
export function drawLink(
  { link, part, points }: Route,
  names: ReadonlyMap<string, string>,
  direction: Direction,
): string {
  const end = points.at(-1)
  if (!end) return ''
  const turn = direction === 'down' ? (point: Point) => point : ({ x, y }: Point) => ({ x: y, y: x })
  const short = points.map(turn)
  const tip = turn(end)
  const line = [...short.slice(0, -1), { x: tip.x, y: tip.y - headLength + 1 }]
  const from = names.get(link.from) ?? link.from
  const to = names.get(link.to) ?? link.to
  const read = part ?? link.reads.join(', ')
  const what = { data: '', order: ' (order only)', alternative: ' (an alternative)', trial: ' (each trial)' }[
    link.kind
  ]
  const count = link.count > 1 ? ` ×${link.count}` : ''
  const head = [tip, { x: tip.x - 4, y: tip.y - headLength }, { x: tip.x + 4, y: tip.y - headLength }]
  return [
    `<g class="link ${link.kind}">`,
    `<title>${escapeXml(`${from}${read ? `.${read}` : ''} → ${to}${what}${count}`)}</title>`,
    `<path class="line" d="${smooth(line, turn)}"/>`,
    `<path class="head" d="M${head.map((point) => pair(turn(point))).join('L')}Z"/>`,
    '</g>',
  ].join('')
}

const headLength = 8

function pair({ x, y }: Point): string {
  return `${coordinate(x)} ${coordinate(y)}`
}

/** A curve that leaves and arrives upright at each point: it bends between the ranks and goes straight past boxes. */
function smooth(points: readonly Point[], turn: (point: Point) => Point): string {
  const [first] = points
  if (!first) return ''
  const pieces = points.slice(1).map((point, index) => {
    const before = points[index] ?? point
    if (Math.abs(before.x - point.x) < 0.05) return `L${pair(turn(point))}`
    const middle = (before.y + point.y) / 2
    const controls = [{ x: before.x, y: middle }, { x: point.x, y: middle }, point]
    return `C${controls.map((control) => pair(turn(control))).join(' ')}`
  })
  return `M${pair(turn(first))}${pieces.join('')}`
}
