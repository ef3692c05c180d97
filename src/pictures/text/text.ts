import { displayWidth } from '../../base/display-width.ts'
import { folded } from '../fold/folded.ts'
import { shortened } from '../gist.ts'
import type { Graph, NodeStatus } from '../graph.ts'
import { linkWords, runLine, statusSigns, statusWords } from '../words.ts'
import { layerWidth } from './columns.ts'
import { drawPlan } from './draw-plan.ts'
import { type Layered, layered } from './layered.ts'
import { ordered } from './order.ts'
import type { TextLine } from './styled.ts'

export interface TextOptions {
  readonly columns: number
  readonly expand: readonly string[] | 'all'
}

/** The graph in characters, no wider than the terminal: with shorter labels first, then with more folded. */
export function toText(graph: Graph, { columns, expand }: TextOptions): readonly TextLine[] {
  const drawn = drawnWithin(graph, columns, expand)
  return [...heading(graph, columns), [], ...drawn.lines, ...footing(drawn, columns)]
}

const boxLimits = [40, 24, 14, 8, 4, 1] as const
const labelLimits = [34, 24, 16] as const

interface Drawn {
  readonly plan: Layered
  readonly graph: Graph
  readonly lines: readonly TextLine[]
}

function drawnWithin(graph: Graph, columns: number, expand: TextOptions['expand']): Drawn {
  for (const most of expand === 'all' ? [] : boxLimits) {
    const smaller = folded(graph, most, expand === 'all' ? [] : expand)
    for (const label of labelLimits) {
      const drawn = drawnWith(smaller, label, columns)
      if (drawn) return drawn
    }
  }
  // What was asked to be whole is drawn whole, however wide it gets.
  const whole = ordered(layered(graph, labelLimits[0]))
  return { plan: whole, graph, lines: drawPlan(whole, widthOf(whole)).lines }
}

function drawnWith(graph: Graph, label: number, columns: number): Drawn | undefined {
  const plan = layered(graph, label)
  if (widthOf(plan) > columns) return undefined
  const better = ordered(plan)
  const { lines, clashes } = drawPlan(better, columns)
  return clashes ? undefined : { plan: better, graph, lines }
}

function widthOf({ layers }: Layered): number {
  return layers.reduce((widest, layer) => Math.max(widest, layerWidth(layer)), 1)
}

function heading(graph: Graph, columns: number): readonly TextLine[] {
  const doc = graph.doc?.replaceAll(/\s+/g, ' ').trim() ?? ''
  const run = runLine(graph)
  return [
    [{ text: shortened(graph.name, columns), bold: true }],
    ...[doc, run ?? '']
      .filter((text) => text !== '')
      .flatMap((text) => wrapped(printable(text), columns))
      .map((text): TextLine => [{ text, dim: true }]),
  ]
}

/** What the signs mean that are there, what lines are broken, and what is not drawn as it is. */
function footing({ graph, plan }: Drawn, columns: number): readonly TextLine[] {
  const names = new Map(graph.boxes.map(({ id, name }) => [id, name]))
  const statuses = Object.entries(statusWords).filter(([status]) =>
    graph.boxes.some(({ state }) => (state?.counts[status as NodeStatus] ?? 0) > 0),
  )
  const signs = statuses.map(([status, word]) => `${statusSigns[status as NodeStatus]} ${word}`)
  const links = new Set(graph.links.map(({ kind }) => kind))
  if (links.has('order')) signs.push(`┄ ${linkWords.order}`)
  if (links.has('trial')) signs.push(`━ ${linkWords.trial}`)
  if (links.has('alternative')) signs.push(`┈ ${linkWords.alternative}`)
  const sweeps = graph.sweeps.map(({ name, cone }) => `↻ ${name} repeats ${cone.join(', ')}`)
  const upward = plan.upward.map(({ from, to }) => `${names.get(to)} also needs ${names.get(from)}`)
  const words = [...(signs.length > 0 ? [signs.join('  ')] : []), ...sweeps, ...graph.notes, ...upward]
  const lines = words.flatMap((text) => wrapped(text, columns))
  return lines.length > 0 ? [[], ...lines.map((text): TextLine => [{ text, dim: true }])] : []
}

function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const longer = `${lines.at(-1)} ${word}`
    if (lines.length > 0 && displayWidth(longer) <= columns) lines[lines.length - 1] = longer
    else lines.push(shortened(word, columns))
  }
  return lines
}

/** Nothing that a document says may move the cursor or change colours. */
function printable(text: string): string {
  return text.replace(/[\p{Control}\p{Bidi_Control}\p{Surrogate}]/gu, '')
}
