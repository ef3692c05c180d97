import { displayWidth } from '../../base/display-width.ts'
import { sliceColumns } from './fit-columns.ts'

/** The sixteen colours of every terminal: the user's own theme decides how they look. */
export type Color = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'gray'

export interface Style {
  readonly color?: Color
  readonly bold?: boolean
  readonly dim?: boolean
  readonly inverse?: boolean
}

/** A piece of text with one look. */
export interface Span extends Style {
  readonly text: string
}

/** One line of a view, before it is known whether colours may be used. */
export type Line = readonly Span[]

const colorCodes: Readonly<Record<Color, number>> = {
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
  gray: 90,
}

/** A span, short to write: `span('text', { color: 'red' })`. */
export function span(text: string, style: Style = {}): Span {
  return { text, ...style }
}

/** A line of one plain span. */
export function plainLine(text: string): Line {
  return [{ text }]
}

/** Columns that a line takes. */
export function lineWidth(line: Line): number {
  let width = 0
  for (const { text } of line) width += displayWidth(text)
  return width
}

/** The text of a line without its look. */
export function lineText(line: Line): string {
  return line.map(({ text }) => text).join('')
}

/** A line of at most so many columns, `…` where it was cut. */
export function cutLine(line: Line, columns: number): Line {
  if (lineWidth(line) <= columns) return line
  const kept: Span[] = []
  let left = columns - 1
  for (const piece of line) {
    const width = displayWidth(piece.text)
    if (width > left) {
      if (columns > 0) kept.push({ ...piece, text: `${sliceColumns(piece.text, left)}…` })
      break
    }
    kept.push(piece)
    left -= width
  }
  return kept
}

/** A line of exactly so many columns. */
export function fitLine(line: Line, columns: number): Line {
  const cut = cutLine(line, columns)
  const missing = columns - lineWidth(cut)
  return missing > 0 ? [...cut, { text: ' '.repeat(missing) }] : cut
}

/** Two lines on one: the first flush left and cut where needed, the second flush right. */
export function justify(left: Line, right: Line, columns: number): Line {
  const rightWidth = lineWidth(right)
  if (rightWidth === 0) return fitLine(left, columns)
  if (rightWidth >= columns) return fitLine(right, columns)
  return [...fitLine(left, columns - rightWidth), ...right]
}

function styleCodes({ color, bold, dim, inverse }: Style): number[] {
  const codes: number[] = []
  if (bold) codes.push(1)
  if (dim) codes.push(2)
  if (inverse) codes.push(7)
  if (color) codes.push(colorCodes[color])
  return codes
}

/** The line as a terminal wants it: with escape sequences for its look, or bare where colours are not wanted. */
export function paint(line: Line, color: boolean): string {
  if (!color) return lineText(line)
  let painted = ''
  for (const piece of line) {
    const codes = styleCodes(piece)
    painted += codes.length > 0 ? `\u001b[${codes.join(';')}m${piece.text}\u001b[0m` : piece.text
  }
  return painted
}
