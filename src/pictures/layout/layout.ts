import { Graph as DagreGraph, layout as dagreLayout } from '@dagrejs/dagre'
import type { Box, Graph, Link } from '../graph.ts'
import { levelsOf } from '../levels.ts'
import { framesOf, moved } from './extent.ts'
import type { Direction, Layout, Place, Point, Size } from './place.ts'
import { routed } from './routes.ts'

/** A place for each box and group, and a way for each link, by dagre; the same graph always gets the same. */
export function layOut(graph: Graph, sizeOf: (box: Box) => Size, direction: Direction): Layout {
  const drawn = new DagreGraph({ compound: true, multigraph: true })
  drawn.setGraph({
    rankdir: direction === 'down' ? 'TB' : 'LR',
    nodesep: direction === 'down' ? 30 : 22,
    edgesep: 14,
    ranksep: direction === 'down' ? 58 : 76,
    acyclicer: 'greedy',
  })
  for (const box of graph.boxes) drawn.setNode(box.id, { ...sizeOf(box) })
  for (const { id } of graph.groups) drawn.setNode(id, {})
  for (const { id, parent } of graph.groups) if (parent !== undefined) drawn.setParent(id, parent)
  for (const { id, group } of graph.boxes) if (group !== undefined) drawn.setParent(id, group)
  const strands = strandsOf(graph)
  for (const { link, name } of strands) drawn.setEdge(link.from, link.to, {}, name)
  for (const [from, to] of lastOnes(graph)) drawn.setEdge(from, to, {}, 'last')
  dagreLayout(drawn)
  const boxes = new Map(graph.boxes.map(({ id }) => [id, placeOf(drawn.node(id))]))
  const frames = framesOf(graph, boxes, (id) => placeOf(drawn.node(id)))
  const routes = strands.map(({ link, part, name }) => ({
    link,
    ...(part !== undefined && { part }),
    points: (drawn.edge(link.from, link.to, name)?.points ?? []).map(({ x, y }: Point) => ({ x, y })),
  }))
  return moved({ direction, boxes, frames, routes: routed(routes, graph, boxes, direction) })
}

/** What is told at the end of a run is drawn at the end, below what is deepest, though it waits for nothing by name. */
function lastOnes(graph: Graph): readonly (readonly [string, string])[] {
  const linked = new Set(graph.links.flatMap(({ from, to }) => [from, to]))
  const levels = levelsOf(graph)
  const others = graph.boxes.filter(({ kind }) => kind !== 'notify')
  const level = ({ id }: Box) => levels.get(id) ?? 0
  const deepest = others.reduce<Box | undefined>(
    (found, box) => (found && level(found) >= level(box) ? found : box),
    undefined,
  )
  if (!deepest) return []
  return graph.boxes
    .filter(({ id, kind }) => kind === 'notify' && !linked.has(id))
    .map(({ id }) => [deepest.id, id] as const)
}

interface Strand {
  readonly link: Link
  readonly part?: string
  /** Tells strands between the same two boxes apart. */
  readonly name: string
}

function strandsOf({ boxes, links }: Graph): readonly Strand[] {
  const parts = new Map(boxes.map((box) => [box.id, box.parts]))
  return links.flatMap((link): readonly Strand[] => {
    const read = (parts.get(link.from) ?? []).filter((part) => link.reads.includes(part))
    if (read.length === 0) return [{ link, name: link.kind }]
    return read.map((part) => ({ link, part, name: `${link.kind} ${part}` }))
  })
}

function placeOf(node: {
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly height?: number
}): Place {
  const { x = 0, y = 0, width = 0, height = 0 } = node
  return { x: x - width / 2, y: y - height / 2, width, height }
}
