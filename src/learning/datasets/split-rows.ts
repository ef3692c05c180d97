import { datasetProblems } from '../../base/diagnostics/dataset-problems.ts'
import type { Table } from '../../tables/table.ts'
import { type Arguments, argumentsOf, lookUp } from '../component.ts'
import { refuse } from './refuse.ts'
import { beyondOne, partNames } from './splits/split.ts'
import { splits } from './splits/table.ts'

/** Which rows of a table a part has. */
export interface PartRows {
  readonly name: string
  /** Ascending. */
  readonly rows: Float64Array
}

/** Deals the rows of a table into parts: those of the field `split` that have a share, or one part `all`. */
export function splitRows(
  table: Table,
  fields: Arguments,
  dataset: string,
  seed: number,
): readonly PartRows[] {
  if (fields.value('split') === null) {
    return [{ name: 'all', rows: Float64Array.from({ length: table.rows }, (_, row) => row) }]
  }
  const split = fields.component('split')
  const settings = argumentsOf(split)
  const shares = partNames.map((name) => settings.number(name))
  if (beyondOne(shares)) {
    refuse(datasetProblems.sharesBeyondOne, { dataset, sum: shares.reduce((sum, share) => sum + share, 0) })
  }
  const method = lookUp(splits, 'split', split)
  const assignment = method({ table, shares, settings, seed, dataset })
  const parts: PartRows[] = []
  for (const [index, name] of partNames.entries()) {
    const share = shares[index] ?? 0
    if (share === 0 && name !== 'train') continue
    const rows = rowsOf(assignment, index)
    if (rows.length === 0) {
      refuse(datasetProblems.emptyPart, { dataset, part: name, share, rows: table.rows })
    }
    parts.push({ name, rows })
  }
  return parts
}

function rowsOf(assignment: Int8Array, part: number): Float64Array {
  const rows: number[] = []
  for (let row = 0; row < assignment.length; row++) if (assignment[row] === part) rows.push(row)
  return Float64Array.from(rows)
}
