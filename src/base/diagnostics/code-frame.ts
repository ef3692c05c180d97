import type { Location, SourceText } from '../source.ts'
import type { Paint, Style } from './ansi.ts'
import { showLine } from './source-line.ts'

/** How a frame is drawn. */
export interface FrameStyle {
  readonly paint: Paint
  /** Columns to write for. */
  readonly width: number
  readonly mark: '^' | '-'
  readonly markStyle: Style
}

/** More lines than this are shown as the first two and the last. */
const mostLines = 5

/**
 * The place of a diagnostic: ` --> file:line:column`, the lines with their numbers, and marks under the span. `gutter`
 * is the width of the line numbers, the same for all frames of one diagnostic.
 */
export function renderFrame(
  location: Location,
  source: SourceText | undefined,
  gutter: number,
  style: FrameStyle,
): readonly string[] {
  const { paint } = style
  const arrow = `${' '.repeat(gutter)}${paint('blue', '-->')} `
  if (!source) return [`${arrow}${location.file}`]
  const start = source.position(clamp(location.start, source))
  const last = lastLine(location, source)
  const bar = `${' '.repeat(gutter)} ${paint('blue', '|')}`
  const lines = [`${arrow}${location.file}:${start.line}:${start.column}`, bar]
  for (const number of linesToShow(start.line, last)) {
    if (number === undefined) lines.push(paint('blue', '...'))
    else lines.push(...renderLine(number, location, source, gutter, style))
  }
  return lines
}

/** Digits of the largest line number that a frame of this location shows. */
export function gutterOf(location: Location, source: SourceText | undefined): number {
  return source ? String(lastLine(location, source)).length : 1
}

/** The line that holds the last character of the span. */
function lastLine(location: Location, source: SourceText): number {
  const end = clamp(location.end, source)
  return source.position(Math.max(clamp(location.start, source), end - 1)).line
}

function clamp(offset: number, source: SourceText): number {
  return Math.max(0, Math.min(offset, source.text.length))
}

function linesToShow(first: number, last: number): readonly (number | undefined)[] {
  if (last - first < mostLines) return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return [first, first + 1, undefined, last]
}

function renderLine(
  number: number,
  location: Location,
  source: SourceText,
  gutter: number,
  { paint, width, mark, markStyle }: FrameStyle,
): readonly string[] {
  const line = source.line(number)
  const lineStart = source.offsetOf(number)
  const indentation = line.length - line.trimStart().length
  const starts = location.start >= lineStart
  const from = starts ? location.start - lineStart : indentation
  const to = Math.min(location.end - lineStart, line.length)
  const shown = showLine(line, Math.min(from, line.length), to, mark, width - gutter - 3)
  const label = paint('blue', `${String(number).padStart(gutter)} |`)
  const text = `${label} ${shown.text}`.trimEnd()
  if (!starts && line.trim() === '') return [text]
  return [text, `${' '.repeat(gutter)} ${paint('blue', '|')} ${paint(markStyle, shown.marks)}`]
}
