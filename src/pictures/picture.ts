import type { Program } from '../ir/program.ts'
import { folded } from './fold/folded.ts'
import { toDot } from './formats/dot.ts'
import { toJson } from './formats/json.ts'
import { toMermaid } from './formats/mermaid.ts'
import { graphOf } from './from-program.ts'
import type { Graph, RunFacts } from './graph.ts'
import type { Direction } from './layout/place.ts'
import { toSvg } from './svg/svg.ts'
import type { TextLine } from './text/styled.ts'
import { toText } from './text/text.ts'
import type { Theme } from './theme.ts'

export interface PictureOptions {
  readonly theme: Theme
  readonly direction: Direction
  /** Names of nodes and groups that are not folded, or everything. */
  readonly expand: readonly string[] | 'all'
  readonly run?: RunFacts
}

/** The formats that are plain text in a file. */
export const fileFormats = ['svg', 'mermaid', 'dot', 'json'] as const

export type FileFormat = (typeof fileFormats)[number]

/** As many boxes as are laid out in a second and read in one look. */
const mostInSvg = 120
/** GitHub's limits for Mermaid are 500 edges and 50,000 characters. */
const mostInMermaid = 120

/** A picture of a program as the content of a file. JSON and DOT are for tools, and have every node. */
export function pictureOf(program: Program, format: FileFormat, options: PictureOptions): string {
  const graph = graphOf(program, options.run)
  const seen = withoutImplied(graph)
  const within = (most: number) => (options.expand === 'all' ? seen : folded(seen, most, options.expand))
  switch (format) {
    case 'svg':
      return toSvg(within(mostInSvg), options)
    case 'mermaid':
      return toMermaid(within(mostInMermaid), options.direction, options.theme)
    case 'dot':
      return toDot(graph, options.direction)
    case 'json':
      return toJson(graph)
  }
}

/** A picture of a program in characters, for a terminal of so many columns. */
export function drawingOf(
  program: Program,
  columns: number,
  { run, expand }: Pick<PictureOptions, 'run' | 'expand'>,
): readonly TextLine[] {
  return toText(withoutImplied(graphOf(program, run)), { columns, expand })
}

/** What a frame already says is not drawn a second time; tools get it all the same. */
function withoutImplied(graph: Graph): Graph {
  return { ...graph, links: graph.links.filter(({ implied }) => !implied) }
}
