import type { Box, Graph, Link } from '../graph.ts'
import { levelsOf } from '../levels.ts'
import { type Face, faceOf } from './face.ts'
import type { Net } from './net.ts'

/** What takes columns in a layer: a box, or a net that passes. */
export interface Item {
  readonly layer: number
  readonly width: number
  readonly face?: Face
  readonly net?: Net
}

/** A net between a layer and the next: where it comes from, and where it goes. */
export interface Leg {
  readonly net: Net
  readonly upper: Item
  readonly lowers: readonly Item[]
}

/** Boxes in layers, every link going down, and the legs between each layer and the next. */
export interface Layered {
  readonly layers: readonly (readonly Item[])[]
  readonly legs: readonly (readonly Leg[])[]
  /** Links between shut groups that would have to go up; told in words. */
  readonly upward: readonly Link[]
}

/** Layers from the sources down; labels are at most so wide. */
export function layered(graph: Graph, label: number): Layered {
  const layerOf = layersOf(graph)
  const count = [...layerOf.values()].reduce((deepest, layer) => Math.max(deepest, layer), 0) + 1
  const layers: Item[][] = Array.from({ length: count }, () => [])
  const nets = netsOf(graph, layerOf)
  const arriving = new Map<string, number>()
  for (const net of nets) for (const id of net.targets) arriving.set(id, (arriving.get(id) ?? 0) + 1)
  const leavingBy = new Map<string, Net[]>()
  for (const net of nets) leavingBy.set(net.source, [...(leavingBy.get(net.source) ?? []), net])
  const items = new Map<string, Item>()
  for (const box of graph.boxes) {
    const layer = layerOf.get(box.id) ?? 0
    const leaving = leavingBy.get(box.id) ?? []
    const face = faceOf(box, { label, arriving: arriving.get(box.id) ?? 0, leaving })
    const item = { layer, width: face.width, face }
    items.set(box.id, item)
    layers[layer]?.push(item)
  }
  const legs: Leg[][] = Array.from({ length: count - 1 }, () => [])
  for (const net of nets) {
    let upper = items.get(net.source)
    const targets = [...net.targets].flatMap((id) => items.get(id) ?? [])
    const last = Math.max(...targets.map(({ layer }) => layer))
    while (upper && upper.layer < last) {
      const layer: number = upper.layer + 1
      const lowers = targets.filter((item) => item.layer === layer)
      const lane: Item = { layer, width: 1, net }
      if (layer < last) {
        layers[layer]?.push(lane)
        lowers.push(lane)
      }
      legs[layer - 1]?.push({ net, upper, lowers })
      upper = lane
    }
  }
  const goesUp = ({ from, to }: Link) => (layerOf.get(from) ?? 0) >= (layerOf.get(to) ?? 0)
  return { layers, legs, upward: graph.links.filter(goesUp) }
}

/** As deep as what they need allows; what needs nothing stands right above what needs it, notices at the end. */
function layersOf(graph: Graph): ReadonlyMap<string, number> {
  const levels = new Map(levelsOf(graph))
  const reached = new Set(graph.links.map(({ to }) => to))
  const last = [...levels.values()].reduce((deepest, level) => Math.max(deepest, level), 0)
  const firstUse = new Map<string, number>()
  for (const { from, to } of graph.links) {
    firstUse.set(from, Math.min(firstUse.get(from) ?? last, levels.get(to) ?? last))
  }
  for (const { id, kind } of graph.boxes) {
    if (reached.has(id)) continue
    const use = firstUse.get(id)
    if (use !== undefined) levels.set(id, Math.max(0, use - 1))
    else if (kind === 'notify' && graph.boxes.length > 1) levels.set(id, last + 1)
  }
  return levels
}

function netsOf({ boxes, links }: Graph, layerOf: ReadonlyMap<string, number>): readonly Net[] {
  const nets = new Map<string, { net: Omit<Net, 'targets' | 'index'>; targets: Set<string> }>()
  const parts = new Map(boxes.map((box: Box) => [box.id, box.parts]))
  for (const { from, to, kind, reads } of links) {
    // A shut group can need what needs it.
    if ((layerOf.get(from) ?? 0) >= (layerOf.get(to) ?? 0)) continue
    const read = (parts.get(from) ?? []).filter((part) => reads.includes(part))
    for (const part of read.length > 0 ? read : [undefined]) {
      const key = `${from} ${kind} ${part ?? ''}`
      const entry = nets.get(key) ?? {
        net: { source: from, kind, ...(part !== undefined && { part }) },
        targets: new Set(),
      }
      entry.targets.add(to)
      nets.set(key, entry)
    }
  }
  return [...nets.values()].map(({ net, targets }, index) => ({ ...net, index, targets }))
}
