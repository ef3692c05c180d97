import { columnsOf, graphemes } from '../../base/display-width.ts'
import type { Link } from '../graph.ts'
import type { Net } from './net.ts'
import type { TextLine, TextSpan, TextStyle } from './styled.ts'

const up = 1
const right = 2
const down = 4
const left = 8

/** Box-drawing characters by the sides that they join. */
const joints: Readonly<Record<number, string>> = {
  [up | down]: '│',
  [left | right]: '─',
  [down | right]: '╭',
  [down | left]: '╮',
  [up | right]: '╰',
  [up | left]: '╯',
  [up | down | right]: '├',
  [up | down | left]: '┤',
  [down | left | right]: '┬',
  [up | left | right]: '┴',
  [up | down | left | right]: '┼',
}

const broken: Readonly<Record<Link['kind'], Readonly<Record<number, string>>>> = {
  data: {},
  trial: { [up | down]: '┃', [left | right]: '━' },
  order: { [up | down]: '┆', [left | right]: '┄' },
  alternative: { [up | down]: '┊', [left | right]: '┈' },
}

interface Cell {
  text?: string
  style?: TextStyle
  lines: { net: Net; sides: number }[]
}

/** A field of characters: lines that know whose they are, so that crossing is not joining, and text over them. */
export class Canvas {
  readonly #rows: Cell[][] = []

  /** Text from a column on; a wide character takes two cells. */
  write(row: number, column: number, text: string, style: TextStyle = {}): void {
    let at = column
    for (const grapheme of graphemes(text)) {
      const cell = this.#cell(row, at)
      cell.text = grapheme
      cell.style = style
      const width = Math.max(1, columnsOf(grapheme))
      if (width === 2) this.#cell(row, at + 1).text = ''
      at += width
    }
  }

  horizontal(net: Net, row: number, from: number, to: number): void {
    const [first, last] = from < to ? [from, to] : [to, from]
    for (let column = first; column <= last; column++) {
      this.#mark(net, row, column, (column > first ? left : 0) | (column < last ? right : 0))
    }
  }

  vertical(net: Net, column: number, first: number, last: number): void {
    for (let row = first; row <= last; row++) this.#mark(net, row, column, up | down)
  }

  /** The upper or lower half of a cell, where a line turns. */
  half(net: Net, row: number, column: number, side: 'up' | 'down'): void {
    this.#mark(net, row, column, side === 'up' ? up : down)
  }

  /** Whether two nets lie on each other somewhere, rather than cross. */
  clashes(): boolean {
    return this.#rows.some((row) => row?.some((cell) => cell && clash(cell)))
  }

  lines(lineStyle: (net: Net) => TextStyle): readonly TextLine[] {
    return Array.from(this.#rows, (row) => {
      const spans: TextSpan[] = []
      let end = row?.length ?? 0
      while (end > 0 && isEmpty(row?.[end - 1])) end -= 1
      for (let column = 0; column < end; column++) {
        const cell = row?.[column]
        const { text, style } = shown(cell, lineStyle)
        const last = spans.at(-1)
        if (last && sameStyle(last, style)) spans[spans.length - 1] = { ...last, text: last.text + text }
        else spans.push({ text, ...style })
      }
      return spans
    })
  }

  #mark(net: Net, row: number, column: number, sides: number): void {
    const cell = this.#cell(row, column)
    const own = cell.lines.find((line) => line.net === net)
    if (own) own.sides |= sides
    else cell.lines.push({ net, sides })
  }

  #cell(row: number, column: number): Cell {
    this.#rows[row] ??= []
    const cells = this.#rows[row] ?? []
    cells[column] ??= { lines: [] }
    return cells[column] ?? { lines: [] }
  }
}

function isEmpty(cell: Cell | undefined): boolean {
  return !cell || (cell.lines.length === 0 && (cell.text === undefined || cell.text === ' '))
}

/** Two nets in one cell cross when one goes straight up and down and the other straight sideways. */
function clash({ lines, text }: Cell): boolean {
  if (lines.length < 2 || text !== undefined) return false
  if (lines.length > 2) return true
  const sides = lines.map((line) => line.sides)
  return !(sides.includes(up | down) && sides.includes(left | right))
}

function shown(
  cell: Cell | undefined,
  lineStyle: (net: Net) => TextStyle,
): { text: string; style: TextStyle } {
  if (!cell) return { text: ' ', style: {} }
  if (cell.text !== undefined) return { text: cell.text, style: cell.style ?? {} }
  // Where two cross, the upright one is drawn: the other is seen to go on behind it.
  const line = cell.lines.find(({ sides }) => sides === (up | down)) ?? cell.lines[0]
  if (!line) return { text: ' ', style: {} }
  const text = broken[line.net.kind][line.sides] ?? joints[line.sides] ?? ' '
  return { text, style: lineStyle(line.net) }
}

function sameStyle(a: TextStyle, b: TextStyle): boolean {
  return a.color === b.color && a.bold === b.bold && a.dim === b.dim
}
