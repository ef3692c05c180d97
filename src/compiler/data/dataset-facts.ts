import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import { closest } from '../../base/suggestion.ts'
import type { Declared } from '../bind/declared.ts'
import type { Context } from '../elaborate/context.ts'
import { columnsOf } from '../elaborate/schema-term.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { Column, DataFacts, Task } from './facts.ts'
import { type SourceFacts, sourceFacts } from './source-columns.ts'

/** What is known of the rows of a dataset node: its columns, the one to predict, and what predicting it is. */
export function datasetFacts(
  context: Context,
  dataset: Declared,
  field: (name: string) => Term | undefined,
): DataFacts {
  const source = field('source')
  const schema = field('schema')
  const declared = schema?.structure?.kind === 'schema' ? columnsOf(schema.structure.fields) : undefined
  const from = source ? sourceFacts(context, source, declared !== undefined) : { sampled: false }
  if (source && !source.broken && !from.columns && !declared && dependsOnResult(source)) {
    context.report(diagnose(typeProblems.schemaNeeded, { dataset: dataset.name }, source.location))
  }
  if (schema && declared) compare(context, dataset, schema, declared, from)
  const columns = schema?.broken || from.unreadable ? undefined : merged(from, declared)
  const partial = from.columns ? from.partial : declared && true
  const targetTerm = field('target')
  const named = targetTerm && knownValue(targetTerm)
  const target = typeof named === 'string' ? named : from.target
  const column = columns?.find((candidate) => candidate.name === target)
  const task = taskOf(column)
  return {
    kind: 'data',
    origin: dataset.name,
    dataset: dataset.name,
    ...(columns && { columns }),
    ...(partial && { partial }),
    ...(target !== undefined && { target }),
    ...(!targetTerm?.broken && !source?.broken && { hasTarget: target !== undefined }),
    ...(task && { task }),
  }
}

/** Texts, truth values and whole numbers are classes; other numbers are predicted as numbers. */
function taskOf(column: Column | undefined): Task | undefined {
  if (!column || column.type === 'unknown') return undefined
  return column.type === 'float' ? 'regression' : 'classification'
}

function dependsOnResult(source: Term): boolean {
  return source.phase === 'result'
}

/** The schema's word counts for the columns that it names; a sample knows the others. */
function merged(from: SourceFacts, declared: readonly Column[] | undefined): readonly Column[] | undefined {
  if (!from.columns) return declared
  if (!declared) return from.columns
  const columns = from.columns.map((column) => declared.find(({ name }) => name === column.name) ?? column)
  if (!from.partial) return columns
  return [...columns, ...declared.filter(({ name }) => !columns.some((column) => column.name === name))]
}

function compare(
  context: Context,
  dataset: Declared,
  schema: Term,
  declared: readonly Column[],
  from: SourceFacts,
): void {
  if (!from.columns || !from.sampled) return
  const known = from.columns.map((column) => column.name)
  for (const column of declared) {
    const found = from.columns.find((candidate) => candidate.name === column.name)
    if (!found) {
      const suggestion = closest(column.name, known)
      const data = `The source of \`${dataset.name}\``
      const parameters = { name: column.name, data, known, suggestion }
      context.report(diagnose(typeProblems.unknownColumn, parameters, schema.location))
    } else if (!holds(column.type, found.type)) {
      const path = `the source of \`${dataset.name}\``
      const parameters = { column: column.name, declared: column.type, found: found.type, path }
      context.report(diagnose(typeProblems.schemaDiffers, parameters, schema.location))
    }
  }
}

/** Anything can be read as text, and a whole number as a number. */
function holds(declared: Column['type'], found: Column['type']): boolean {
  if (declared === 'string' || found === 'unknown') return true
  return declared === found || (declared === 'float' && found === 'int')
}
