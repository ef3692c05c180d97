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

/** The rows of the parts of one table, one part after the other. */
export function joinRows(frames: readonly Frame[]): Frame {
  const [first] = frames
  if (!first) return { rows: 0, sourceRows: new Float64Array(), columns: [], target: undefined }
  const rows = frames.reduce((sum, frame) => sum + frame.rows, 0)
  return {
    rows,
    sourceRows: joined(
      frames.map((frame) => frame.sourceRows),
      new Float64Array(rows),
    ),
    columns: first.columns.map((column, index) =>
      joinColumns(column, rows, (frame) => frame.columns[index], frames),
    ),
    target: first.target && joinColumns(first.target, rows, (frame) => frame.target, frames),
  }
}

/** One column of all parts; transforms made the same of each part, so that types and texts are those of the first. */
function joinColumns(
  first: Column,
  rows: number,
  columnOf: (frame: Frame) => Column | undefined,
  frames: readonly Frame[],
): Column {
  const columns = frames.flatMap((frame) => columnOf(frame) ?? [])
  const missing = joined(
    columns.map((column) => column.missing),
    new Uint8Array(rows),
  )
  const values = columns.map((column) => column.values)
  const { name } = first
  switch (first.type) {
    case 'int':
    case 'float':
      return { name, type: first.type, missing, values: joined(values, new Float64Array(rows)) }
    case 'bool':
      return { name, type: 'bool', missing, values: joined(values, new Uint8Array(rows)) }
    case 'string':
      return {
        name,
        type: 'string',
        missing,
        values: joined(values, new Int32Array(rows)),
        texts: first.texts,
      }
    default:
      return unreachable(first)
  }
}

type Numbers = Float64Array | Int32Array | Uint8Array

function joined<T extends Numbers>(pieces: readonly Numbers[], into: T): T {
  let at = 0
  for (const piece of pieces) {
    into.set(piece, at)
    at += piece.length
  }
  return into
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
