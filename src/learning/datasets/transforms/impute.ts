import { datasetProblems } from '../../../base/diagnostics/dataset-problems.ts'
import type { Column } from '../../../tables/table.ts'
import { textAt } from '../frame.ts'
import type { FittedTransform } from '../preprocessing.ts'
import { refuse } from '../refuse.ts'
import { sortedValues } from './one-hot.ts'
import { presentNumbers } from './present-numbers.ts'
import { meanOf } from './standardize.ts'
import type { Transform } from './transform.ts'

type Impute = Extract<FittedTransform, { kind: 'impute' }>

/**
 * Fills in what is missing: the mean, the median (of an even count: the middle of the two in the middle), the most
 * frequent value (of several: the smallest), or zero. Texts and booleans take the most frequent value whatever is
 * said, and are dropped where that is said.
 */
export const impute: Transform = {
  chooses: () => true,
  fit(column, settings, { dataset, part }) {
    const method = settings.text('with')
    if (method === 'drop') return { kind: 'drop_missing', column: column.name }
    const textual = column.type === 'string' || column.type === 'bool'
    if (method === 'zero' && !textual) return { kind: 'impute', column: column.name, fill: 0 }
    const values = presentNumbers(column)
    if (values.length === 0) {
      refuse(datasetProblems.nothingToFit, { transform: 'impute', dataset, column: column.name, part })
    }
    if (textual) return { kind: 'impute', column: column.name, fill: mostFrequent(column) }
    const fill =
      method === 'mean'
        ? meanOf(values)
        : method === 'median'
          ? medianOf(values)
          : Number(mostFrequent(column))
    return { kind: 'impute', column: column.name, fill }
  },
}

/** Applies what was fitted. */
export function applyImpute(column: Column, { fill }: Impute): readonly Column[] {
  const missing = new Uint8Array(column.missing.length)
  if (column.type === 'string') {
    const text = String(fill)
    const known = column.texts.indexOf(text)
    const texts = known < 0 ? [...column.texts, text] : column.texts
    const code = known < 0 ? column.texts.length : known
    const values = column.values.map((value, row) => (column.missing[row] === 1 ? code : value))
    return [{ name: column.name, type: 'string', missing, values, texts }]
  }
  if (column.type === 'bool') {
    const value = fill === 'true' ? 1 : 0
    const values = column.values.map((old, row) => (column.missing[row] === 1 ? value : old))
    return [{ name: column.name, type: 'bool', missing, values }]
  }
  const number = Number(fill)
  const values = column.values.map((value, row) => (column.missing[row] === 1 ? number : value))
  const type = column.type === 'int' && Number.isSafeInteger(number) ? 'int' : 'float'
  return [{ name: column.name, type, missing, values }]
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort()
  const upper = sorted.length >> 1
  const high = sorted[upper] ?? 0
  return sorted.length % 2 === 1 ? high : ((sorted[upper - 1] ?? 0) + high) / 2
}

function mostFrequent(column: Column): string {
  const counts = new Map<string, number>()
  for (let row = 0; row < column.missing.length; row++) {
    const text = textAt(column, row)
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const highest = Math.max(...counts.values())
  const candidates = [...counts].filter(([, count]) => count === highest).map(([text]) => text)
  return sortedValues(column, candidates)[0] ?? ''
}
