import type { Column } from '../../../tables/table.ts'
import type { Arguments } from '../../component.ts'
import type { FittedTransform } from '../preprocessing.ts'

/** What fitting knows beside the column: for messages. */
interface FitContext {
  readonly dataset: string
  /** The part that is fitted on: `train`, or `all` where there is no split. */
  readonly part: string
  /** Told of a column with one value, from which nothing can be learned. */
  onConstant(column: string): void
}

/** A transform of the standard library. */
export interface Transform {
  /** The columns that it takes when the program names none. */
  chooses(column: Column): boolean
  /** Learns what it needs from the train part's column; refuses a column that it can't take. */
  fit(column: Column, settings: Arguments, context: FitContext): FittedTransform
}

/** A column of numbers with other values; `missing` is shared. */
export function withNumbers(column: Column, map: (value: number) => number): Column {
  const values = new Float64Array(column.missing.length)
  for (let row = 0; row < values.length; row++) {
    if (column.missing[row] !== 1) values[row] = map(column.values[row] ?? 0)
  }
  return { name: column.name, type: 'float', missing: column.missing, values }
}

export function isNumeric(column: Column): boolean {
  return column.type === 'int' || column.type === 'float'
}
