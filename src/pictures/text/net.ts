import type { Link } from '../graph.ts'

/** One line of a drawing from a box, or from one part of a dataset, to all that read it: it branches on its way. */
export interface Net {
  readonly index: number
  readonly source: string
  readonly part?: string
  readonly kind: Link['kind']
  readonly targets: ReadonlySet<string>
}
