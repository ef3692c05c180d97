import type { Graph } from '../graph.ts'
import type { Layout, Place, Point } from './place.ts'

const padding = { side: 18, top: 30, bottom: 18 } as const

/**
 * A frame close around what lies in it. dagre keeps everything else out of a wider one, stretched by the ways that pass
 * through, so it is never larger than that.
 */
export function framesOf(
  { boxes, groups }: Graph,
  places: ReadonlyMap<string, Place>,
  widest: (group: string) => Place,
): ReadonlyMap<string, Place> {
  const inside = new Map<string, Place[]>()
  const put = (group: string | undefined, place: Place | undefined) => {
    if (group === undefined || !place) return
    inside.set(group, [...(inside.get(group) ?? []), place])
  }
  for (const { id, group } of boxes) put(group, places.get(id))
  const frames = new Map<string, Place>()
  // Groups come with the outer before the inner, and an inner frame is a part of the outer.
  for (const { id, parent } of [...groups].reverse()) {
    const close = around(inside.get(id) ?? [], [])
    const limit = widest(id)
    const x = Math.max(limit.x, close.x - padding.side)
    const y = Math.max(limit.y, close.y - padding.top)
    const right = Math.min(limit.x + limit.width, close.x + close.width + padding.side)
    const bottom = Math.min(limit.y + limit.height, close.y + close.height + padding.bottom)
    const frame = { x, y, width: right - x, height: bottom - y }
    frames.set(id, frame)
    put(parent, frame)
  }
  return new Map([...frames].reverse())
}

const nothing: Place = { x: 0, y: 0, width: 0, height: 0 }

/** Everything moved so that the upper left corner of what is drawn, lines included, is at zero. */
export function moved(layout: Omit<Layout, 'width' | 'height'>): Layout {
  const { boxes, frames, routes, direction } = layout
  const all = around(
    [...boxes.values(), ...frames.values()],
    routes.flatMap(({ points }) => points),
  )
  const shift = <P extends Point>(point: P): P => ({ ...point, x: point.x - all.x, y: point.y - all.y })
  const shifted = (places: ReadonlyMap<string, Place>) =>
    new Map([...places].map(([id, place]) => [id, shift(place)]))
  return {
    direction,
    width: all.width,
    height: all.height,
    boxes: shifted(boxes),
    frames: shifted(frames),
    routes: routes.map((route) => ({ ...route, points: route.points.map(shift) })),
  }
}

function around(places: readonly Place[], points: readonly Point[]): Place {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  const take = (x: number, y: number) => {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  for (const { x, y, width, height } of places) {
    take(x, y)
    take(x + width, y + height)
  }
  for (const { x, y } of points) take(x, y)
  return left > right ? nothing : { x: left, y: top, width: right - left, height: bottom - top }
}
