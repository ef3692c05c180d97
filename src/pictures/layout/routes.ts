import type { Graph } from '../graph.ts'
import type { Direction, Place, Point, Route } from './place.ts'

/**
 * Ways made neat: each leaves its box in the middle of the side it goes out of, or of its part's cell, beside the
 * others; and it bends only between the ranks of boxes, so that it touches none of them.
 */
export function routed(
  routes: readonly Route[],
  graph: Graph,
  boxes: ReadonlyMap<string, Place>,
  direction: Direction,
): readonly Route[] {
  const turn = direction === 'down' ? (point: Point) => point : turned
  const places = new Map(
    [...boxes].map(([id, place]) => [id, direction === 'down' ? place : turnedPlace(place)]),
  )
  const flat = routes.map((route) => ({ ...route, points: route.points.map(turn) }))
  const parts = new Map(graph.boxes.map((box) => [box.id, box.parts]))
  const exits = portsOf(flat, places, 'from')
  const entries = portsOf(flat, places, 'to')
  const bands = bandsOf(places)
  return flat.map((route, index) => {
    const from = places.get(route.link.from)
    const to = places.get(route.link.to)
    if (!from || !to) return route
    const cell = cellOf(route, parts.get(route.link.from) ?? [], from)
    // A line begins a little inside of its box, which is drawn over it: not every shape reaches its lower side.
    const start = { x: cell ?? exits.get(index) ?? 0, y: from.y + from.height - overlap }
    const end = { x: entries.get(index) ?? 0, y: to.y }
    const between = route.points.slice(1, -1).flatMap((point) => passing(point, bands))
    return { ...route, points: [start, ...between, end].map(turn) }
  })
}

function turned({ x, y }: Point): Point {
  return { x: y, y: x }
}

function turnedPlace({ x, y, width, height }: Place): Place {
  return { x: y, y: x, width: height, height: width }
}

/** The middle of a part's cell: cells share the side of a box that links leave from. */
function cellOf({ part }: Route, parts: readonly string[], place: Place): number | undefined {
  if (part === undefined) return undefined
  return place.x + (place.width * (parts.indexOf(part) + 0.5)) / parts.length
}

const apart = 13
const overlap = 6

/** Where each route meets the side of its box: in the order in which they come, so that they don't cross there. */
function portsOf(
  routes: readonly Route[],
  places: ReadonlyMap<string, Place>,
  end: 'from' | 'to',
): ReadonlyMap<number, number> {
  const atBox = new Map<string, { index: number; beyond: number }[]>()
  for (const [index, { link, points }] of routes.entries()) {
    const beyond = (end === 'from' ? points[1] : points.at(-2)) ?? { x: 0, y: 0 }
    const list = atBox.get(link[end]) ?? []
    list.push({ index, beyond: beyond.x })
    atBox.set(link[end], list)
  }
  const ports = new Map<number, number>()
  for (const [id, list] of atBox) {
    const place = places.get(id)
    if (!place) continue
    list.sort((a, b) => a.beyond - b.beyond || a.index - b.index)
    const step = Math.min(apart, (place.width * 0.6) / list.length)
    const middle = place.x + place.width / 2
    for (const [at, { index }] of list.entries())
      ports.set(index, middle + (at - (list.length - 1) / 2) * step)
  }
  return ports
}

interface Band {
  readonly middle: number
  readonly half: number
}

/** The ranks of boxes, as heights that a way must pass straight. */
function bandsOf(places: ReadonlyMap<string, Place>): readonly Band[] {
  const bands = new Map<number, number>()
  for (const { y, height } of places.values()) {
    const middle = Math.round(y + height / 2)
    bands.set(middle, Math.max(bands.get(middle) ?? 0, height / 2))
  }
  return [...bands].map(([middle, half]) => ({ middle, half }))
}

function passing(point: Point, bands: readonly Band[]): readonly Point[] {
  const band = bands.find(({ middle }) => Math.abs(middle - point.y) <= 1)
  if (!band) return []
  return [
    { x: point.x, y: point.y - band.half },
    { x: point.x, y: point.y + band.half },
  ]
}
