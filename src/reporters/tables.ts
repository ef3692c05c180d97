import { displayWidth } from '../base/display-width.ts'
import { cutLine, fitLine, type Line, lineWidth, paint, type Span } from './text/styled-line.ts'

/** A cell: plain text, or one with a look. */
export type Cell = string | Span

export interface Column {
  readonly title: string
  /** Numbers stand flush right. */
  readonly align?: 'left' | 'right'
  /** The column that gives way when the table is too wide; the widest when none says so. */
  readonly shrink?: boolean
}

export interface TableOptions {
  readonly columns: readonly Column[]
  /** Columns of the terminal; nothing is written beyond them. */
  readonly width: number
  /** Columns left free before each row. Default 0. */
  readonly indent?: number
  /** The titles are left out where the cells speak for themselves. */
  readonly titles?: boolean
}

const gap = 2
const narrowest = 4

function toSpan(cell: Cell | undefined): Span {
  return typeof cell === 'string' ? { text: cell } : (cell ?? { text: '' })
}

/** The widths of the columns that the rows need in full. */
function naturalWidths(rows: readonly (readonly Cell[])[], options: TableOptions): number[] {
  return options.columns.map(({ title }, index) => {
    let width = options.titles === false ? 0 : displayWidth(title)
    for (const row of rows) width = Math.max(width, displayWidth(toSpan(row[index]).text))
    return width
  })
}

/** Columns that the table needs to show everything. */
export function tableWidth(rows: readonly (readonly Cell[])[], options: TableOptions): number {
  const widths = naturalWidths(rows, options)
  const sum = widths.reduce((total, width) => total + width, 0)
  return sum + gap * Math.max(0, widths.length - 1) + (options.indent ?? 0)
}

function fitWidths(widths: number[], options: TableOptions): number[] {
  const room = options.width - (options.indent ?? 0) - gap * Math.max(0, widths.length - 1)
  let excess = widths.reduce((total, width) => total + width, 0) - room
  const shrinkable = options.columns.flatMap((column, index) => (column.shrink ? [index] : []))
  const order = [
    ...shrinkable,
    ...widths.map((_, index) => index).sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0)),
  ]
  for (const index of order) {
    if (excess <= 0) break
    const width = widths[index] ?? 0
    const cut = Math.min(excess, Math.max(0, width - narrowest))
    widths[index] = width - cut
    excess -= cut
  }
  return widths
}

function tableRow(cells: readonly Cell[], widths: readonly number[], options: TableOptions): Line {
  const line: Span[] = [{ text: ' '.repeat(options.indent ?? 0) }]
  for (const [index, width] of widths.entries()) {
    const cell = cutLine([toSpan(cells[index])], width)
    const missing = { text: ' '.repeat(Math.max(0, width - lineWidth(cell))) }
    if (index > 0) line.push({ text: ' '.repeat(gap) })
    line.push(...(options.columns[index]?.align === 'right' ? [missing, ...cell] : [...cell, missing]))
  }
  return line
}

/** A table as styled lines: dim titles, then the rows; never wider than `width`. */
export function tableLines(rows: readonly (readonly Cell[])[], options: TableOptions): readonly Line[] {
  const widths = fitWidths(naturalWidths(rows, options), options)
  const titles = options.columns.map(({ title }): Span => ({ text: title, dim: true }))
  const head = options.titles === false ? [] : [tableRow(titles, widths, options)]
  const body = rows.map((row) => tableRow(row, widths, options))
  return [...head, ...body].map((line) =>
    lineWidth(line) > options.width ? fitLine(line, options.width) : line,
  )
}

/** A table as text, without a line break at the end. */
export function renderTable(
  rows: readonly (readonly Cell[])[],
  options: TableOptions & { readonly color: boolean },
): string {
  return tableLines(rows, options)
    .map((line) => paint(line, options.color).trimEnd())
    .join('\n')
}
