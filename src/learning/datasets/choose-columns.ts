import { datasetProblems } from '../../base/diagnostics/dataset-problems.ts'
import { closest } from '../../base/suggestion.ts'
import type { Column, Table } from '../../tables/table.ts'
import { refuse } from './refuse.ts'

/** What a dataset says of its columns. */
export interface ColumnChoice {
  readonly dataset: string
  readonly target: string | undefined
  /** All but the target when undefined. */
  readonly features: readonly string[] | undefined
  readonly drop: readonly string[]
}

/** The column of a name; `field` is where the program names it, for the message. */
export function columnOf(table: Table, name: string, dataset: string, field: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name)
  if (column) return column
  const suggestion = closest(
    name,
    table.columns.map((candidate) => candidate.name),
  )
  return refuse(datasetProblems.noColumn, { dataset, field, name, suggestion })
}

/** The columns to learn from, in the order of `features` or of the source, and the column to predict. */
export function chooseColumns(
  table: Table,
  choice: ColumnChoice,
): { readonly features: readonly Column[]; readonly target: Column | undefined } {
  const { dataset, target: targetName } = choice
  const target = targetName === undefined ? undefined : columnOf(table, targetName, dataset, 'target')
  const dropped = new Set(choice.drop.map((name) => columnOf(table, name, dataset, 'drop').name))
  const named = choice.features?.map((name) => columnOf(table, name, dataset, 'features'))
  if (target && dropped.has(target.name)) {
    refuse(datasetProblems.targetChosenTwice, { dataset, target: target.name, field: 'drop' })
  }
  if (target && named?.includes(target)) {
    refuse(datasetProblems.targetChosenTwice, { dataset, target: target.name, field: 'features' })
  }
  const candidates = named ? [...new Set(named)] : table.columns.filter((column) => column !== target)
  const features = candidates.filter((column) => !dropped.has(column.name))
  if (features.length === 0) refuse(datasetProblems.noFeatures, { dataset })
  return { features, target }
}
