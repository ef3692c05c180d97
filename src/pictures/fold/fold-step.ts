import type { Graph } from '../graph.ts'

/** How much can be drawn, and what must be drawn as it is. */
export interface FoldLimits {
  /** Boxes; three times as many links. */
  readonly most: number
  /** Ids of boxes and groups that the reader asked to see whole. */
  readonly kept: ReadonlySet<string>
}

/** One way of drawing less; it may leave a graph as it is. */
export type FoldStep = (graph: Graph, limits: FoldLimits) => Graph

/** Whether a graph is small enough to be laid out fast and read with ease. */
export function fits({ boxes, links }: Graph, { most }: FoldLimits): boolean {
  return boxes.length <= most && links.length <= most * 3
}
