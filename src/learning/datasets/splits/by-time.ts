import { datasetProblems } from '../../../base/diagnostics/dataset-problems.ts'
import type { Column } from '../../../tables/table.ts'
import { columnOf } from '../choose-columns.ts'
import { countMissing, textAt } from '../frame.ts'
import { refuse } from '../refuse.ts'
import { dealInOrder, type SplitMethod, undealt } from './split.ts'

const isoDate = /^\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?$/

/** Deals the oldest rows to train and the newest to test; rows of one time stay in the order of the source. */
export const byTime: SplitMethod = ({ table, shares, settings, dataset }) => {
  const column = columnOf(table, settings.text('column'), dataset, 'split.column')
  const rows = countMissing(column)
  if (rows > 0) {
    refuse(datasetProblems.missingSplitValue, { dataset, split: 'by_time', column: column.name, rows })
  }
  const times = timesOf(column, dataset)
  const order = Array.from({ length: table.rows }, (_, row) => row)
  order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)
  const parts = undealt(table.rows)
  dealInOrder(order, shares, parts)
  return parts
}

/** Numbers as they are; dates as milliseconds since 1970, in UTC where they name no zone. */
function timesOf(column: Column, dataset: string): Float64Array {
  const rows = column.missing.length
  const times = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const time = column.type === 'string' ? dateOf(textAt(column, row) ?? '') : column.values[row]
    if (time === undefined || Number.isNaN(time)) {
      const value = textAt(column, row) ?? ''
      refuse(datasetProblems.notATime, { dataset, column: column.name, value, row: row + 1 })
    }
    times[row] = time
  }
  return times
}

function dateOf(text: string): number | undefined {
  if (!isoDate.test(text)) return undefined
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) || text.length <= 10
  return Date.parse(zoned ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`)
}
