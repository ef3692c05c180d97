import { unreachable } from '../../base/unreachable.ts'
import type { Column } from '../../tables/table.ts'

/** The rows of one part on their way from the source's columns to features. */
export interface Frame {
  readonly rows: number
  /** For each row, its row of the source, from 0. */
  readonly sourceRows: Float64Array
  /** Features so far. */
  readonly columns: readonly Column[]
  readonly target: Column | undefined
}

/** Some rows of a column, in the order given. */
function gather(column: Column, rows: ArrayLike<number>): Column {
  const { name } = column
  const missing = pick(column.missing, rows, new Uint8Array(rows.length))
  switch (column.type) {
    case 'int':
    case 'float': {
      const values = pick(column.values, rows, new Float64Array(rows.length))
      return { name, type: column.type, missing, values }
    }
    case 'bool':
      return {
        name,
        type: 'bool',
        missing,
        values: pick(column.values, rows, new Uint8Array(rows.length)),
      }
    case 'string': {
      const values = pick(column.values, rows, new Int32Array(rows.length))
      return { name, type: 'string', missing, values, texts: column.texts }
    }
    default:
      return unreachable(column)
  }
}

function pick<T extends { [index: number]: number }>(from: T, rows: ArrayLike<number>, into: T): T {
  for (let index = 0; index < rows.length; index++) into[index] = from[rows[index] ?? 0] ?? 0
  return into
}

/** Some rows of a frame, in the order given. */
export function selectRows(frame: Frame, rows: ArrayLike<number>): Frame {
  return {
    rows: rows.length,
    sourceRows: pick(frame.sourceRows, rows, new Float64Array(rows.length)),
    columns: frame.columns.map((column) => gather(column, rows)),
    target: frame.target && gather(frame.target, rows),
  }
}

/** A value as text: the one form in which columns of every type are compared. Undefined where it is missing. */
export function textAt(column: Column, row: number): string | undefined {
  if (column.missing[row] === 1) return undefined
  const value = column.values[row] ?? 0
  if (column.type === 'string') return column.texts[value]
  return column.type === 'bool' ? (value === 1 ? 'true' : 'false') : String(value)
}

export function countMissing(column: Column): number {
  let count = 0
  for (const flag of column.missing) count += flag
  return count
}
