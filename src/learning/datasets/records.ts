import type { Column, Table } from '../../tables/table.ts'
import { textAt } from './frame.ts'
import type { Part, Target } from './part.ts'

/** Rows as a person would write them down: by name, each value in its own form. */
export interface Records {
  readonly names: readonly string[]
  readonly rows: number
  /** Null where it is missing. */
  readonly valueAt: (row: number, column: number) => string | number | boolean | null
}

/** A part's features and target: classes by name, 32-bit floats in their shortest form. */
export function partRecords({ featureNames, features, rows, target }: Part): Records {
  const width = featureNames.length
  return {
    names: target ? [...featureNames, target.name] : featureNames,
    rows,
    valueAt: (row, column) =>
      column < width || !target ? shortest(features[row * width + column] ?? 0) : targetAt(target, row),
  }
}

/** A table as it was read. */
export function tableRecords({ columns, rows }: Table): Records {
  return {
    names: columns.map((column) => column.name),
    rows,
    valueAt: (row, index) => {
      const column = columns[index]
      return column ? valueOfColumn(column, row) : null
    },
  }
}

function valueOfColumn(column: Column, row: number): string | number | boolean | null {
  if (column.type === 'string') return textAt(column, row) ?? null
  if (column.missing[row] === 1) return null
  const value = column.values[row] ?? 0
  return column.type === 'bool' ? value === 1 : value
}

function targetAt(target: Target, row: number): string | number {
  const value = target.values[row] ?? 0
  return target.kind === 'classes' ? (target.names[value] ?? '') : shortest(value)
}

/** The number of fewest digits that is read back as the same 32-bit float: nine are always enough. */
function shortest(value: number): number {
  if (Number.isInteger(value)) return value === 0 ? 0 : value
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return Number(value.toPrecision(9))
}
