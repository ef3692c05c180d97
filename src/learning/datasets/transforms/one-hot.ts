import { datasetProblems } from '../../../base/diagnostics/dataset-problems.ts'
import type { Column } from '../../../tables/table.ts'
import { countMissing, textAt } from '../frame.ts'
import type { FittedTransform } from '../preprocessing.ts'
import { refuse } from '../refuse.ts'
import type { Transform } from './transform.ts'

type OneHot = Extract<FittedTransform, { kind: 'one_hot' }>

/**
 * A column `island` becomes columns `island=Biscoe`, `island=Dream`, … of 0 and 1: one for each value of the train
 * part, numbers in order of size, texts in order of code unit. A value that the train part lacks is 0 in all of them.
 */
export const oneHot: Transform = {
  chooses: (column) => column.type === 'string',
  fit(column, _settings, { dataset, part }) {
    const missing = countMissing(column)
    if (missing > 0) {
      refuse(datasetProblems.missingBeforeOneHot, { dataset, column: column.name, rows: missing })
    }
    const values = [...distinctTexts(column)]
    if (values.length === 0) {
      refuse(datasetProblems.nothingToFit, { transform: 'one_hot', dataset, column: column.name, part })
    }
    return { kind: 'one_hot', column: column.name, values: sortedValues(column, values) }
  },
}

/** Applies what was fitted; the columns that it makes are of type bool, so that they are no `numeric` columns. */
export function applyOneHot(column: Column, { values }: OneHot): readonly Column[] {
  const rows = column.missing.length
  const indices = new Map(values.map((value, index) => [value, index]))
  const flags = values.map(() => new Uint8Array(rows))
  for (let row = 0; row < rows; row++) {
    const index = indices.get(textAt(column, row) ?? '')
    const flag = index === undefined || column.missing[row] === 1 ? undefined : flags[index]
    if (flag) flag[row] = 1
  }
  return values.map((value, index) => ({
    name: `${column.name}=${value}`,
    type: 'bool' as const,
    missing: column.missing,
    values: flags[index] ?? new Uint8Array(rows),
  }))
}

/** The values of a column that are there, as texts, in order of first appearance. */
export function distinctTexts(column: Column): ReadonlySet<string> {
  const found = new Set<string>()
  for (let row = 0; row < column.missing.length; row++) {
    const text = textAt(column, row)
    if (text !== undefined) found.add(text)
  }
  return found
}

/** Values of a column in their natural order, whatever the order of rows. */
export function sortedValues(column: Column, values: readonly string[]): readonly string[] {
  const numeric = column.type === 'int' || column.type === 'float'
  return [...values].sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0))
}
