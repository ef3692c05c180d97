import { columnsOf, graphemes } from '../display-width.ts'

/** One character of a source line as it is shown. */
interface Cell {
  /** What is shown: tabs as spaces, control characters as their pictures. */
  readonly text: string
  readonly width: number
  /** UTF-16 offset within the line. */
  readonly offset: number
}

const tabStop = 4

/** A source line as it is shown: what is seen, and where marks stand below it. */
export interface ShownLine {
  readonly text: string
  /** Marks under the given part of the line; empty when the part lies outside of what is shown. */
  readonly marks: string
}

/**
 * Shows a line within so many columns, with `mark` under the UTF-16 units from `from` to `to` (at least one mark).
 * A longer line is cut to a window around the marks, with `…` where something is left out. Nothing in the line can
 * reach the terminal as a control sequence.
 */
export function showLine(line: string, from: number, to: number, mark: string, columns: number): ShownLine {
  const near = { start: boundary(line, from - 2 * columns), end: boundary(line, from + 2 * columns) }
  const cells = cellsOf(line, near.start, near.end)
  const window = windowOf(cells, from, columns)
  const cutBefore = window.start > 0 || near.start > 0
  const cutAfter = window.end < cells.length || near.end < line.length
  let text = cutBefore ? '…' : ''
  let marks = ' '.repeat(text.length)
  let marked = false
  for (let index = window.start; index < window.end; index++) {
    const cell = cells[index]
    if (!cell) break
    const inside = cell.offset >= from && cell.offset < to
    text += cell.text
    marks += (inside ? mark : ' ').repeat(cell.width)
    marked ||= inside
  }
  if (cutAfter) text += '…'
  else if (!marked && from >= line.length) marks += mark
  else if (!marked) marks = markAt(cells, window, from, mark)
  return { text: text.trimEnd(), marks: marks.trimEnd() }
}

/** An empty span stands before a character: one mark under that. */
function markAt(
  cells: readonly Cell[],
  window: { start: number; end: number },
  from: number,
  mark: string,
): string {
  let before = (cells[0]?.offset ?? 0) > 0 || window.start > 0 ? 1 : 0
  for (let index = window.start; index < window.end; index++) {
    const cell = cells[index]
    if (!cell || cell.offset >= from) break
    before += cell.width
  }
  return ' '.repeat(before) + mark
}

/** The nearest offset that lies within the line and does not split a pair of surrogates. */
function boundary(line: string, offset: number): number {
  const within = Math.max(0, Math.min(offset, line.length))
  const splits = /^[\udc00-\udfff]/.test(line.slice(within, within + 1))
  return splits ? within - 1 : within
}

/** The characters between two offsets of a line: of a very long one only those near what is shown. */
function cellsOf(line: string, start: number, end: number): readonly Cell[] {
  const cells: Cell[] = []
  let offset = start
  let column = 0
  for (const grapheme of graphemes(line.slice(start, end))) {
    const text = shown(grapheme, column)
    const width = grapheme === '\t' ? text.length : columnsOf(text)
    cells.push({ text, width, offset })
    offset += grapheme.length
    column += width
  }
  return cells
}

function shown(grapheme: string, column: number): string {
  if (grapheme === '\t') return ' '.repeat(tabStop - (column % tabStop))
  const code = grapheme.charCodeAt(0)
  // The pictures of the control characters, U+2400 and on.
  if (code < 32) return String.fromCharCode(0x2400 + code)
  if (code === 127) return '\u2421'
  return /^[\p{Control}\p{Format}\u2028\u2029]/u.test(grapheme) ? '\ufffd' : grapheme
}

/** The cells that fit, the first marked one well inside. */
function windowOf(cells: readonly Cell[], from: number, columns: number): { start: number; end: number } {
  const total = cells.reduce((sum, cell) => sum + cell.width, 0)
  if (total <= columns) return { start: 0, end: cells.length }
  // Room for the two `…`.
  const room = Math.max(10, columns - 2)
  const first = cells.findIndex((cell) => cell.offset >= from)
  const target = first < 0 ? cells.length : first
  let start = target
  for (let width = 0; start > 0; start--) {
    width += cells[start - 1]?.width ?? 0
    if (width > room / 3) break
  }
  // Near the end of the line the window reaches back.
  start = Math.min(start, startOfLast(cells, room))
  let end = start
  for (let width = 0; end < cells.length; end++) {
    width += cells[end]?.width ?? 0
    if (width > room) break
  }
  return { start, end }
}

/** The first cell from which the rest of the line fits. */
function startOfLast(cells: readonly Cell[], room: number): number {
  let start = cells.length
  for (let width = 0; start > 0; start--) {
    width += cells[start - 1]?.width ?? 0
    if (width > room) break
  }
  return start
}
