import type { Column } from '../../../tables/table.ts'

/** The values of a column that are there, in order of row. */
export function presentNumbers(column: Column): Float64Array {
  const values = new Float64Array(column.missing.length)
  let count = 0
  for (let row = 0; row < values.length; row++) {
    if (column.missing[row] !== 1) values[count++] = column.values[row] ?? 0
  }
  return values.subarray(0, count)
}
