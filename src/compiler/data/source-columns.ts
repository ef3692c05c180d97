import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { isGlob } from '../../base/glob.ts'
import type { FileValue, Value } from '../../ir/expression.ts'
import type { TableFormat } from '../../tables/format.ts'
import { sampleTable, type TableSample } from '../../tables/sample-table.ts'
import type { Context } from '../elaborate/context.ts'
import { nominalValue } from '../elaborate/range.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { Column } from './facts.ts'

/** What a source says of its rows without reading all of them. */
export interface SourceFacts {
  /** Absent where they are known only when the source has been made, or depend on a result. */
  readonly columns?: readonly Column[]
  /** True where the columns of a file are known from a file that exists. */
  readonly sampled: boolean
  /** Set where the columns are only those that are declared. */
  readonly partial?: true
  /** Set where the file can't be read as a table, which has been told. */
  readonly unreadable?: true
  /** Of a generated set: the column that it is about. */
  readonly target?: string
}

const unknown: SourceFacts = { sampled: false }

type ComponentStructure = Extract<NonNullable<Term['structure']>, { kind: 'component' }>

/** The columns of a source. A file that is declared with a schema may come into being later; others must be there. */
export function sourceFacts(context: Context, source: Term, hasSchema: boolean): SourceFacts {
  const { structure } = source
  if (source.broken || !structure) return unknown
  if (structure.kind === 'conditional') {
    const yes = sourceFacts(context, structure.yes, hasSchema)
    const no = sourceFacts(context, structure.no, hasSchema)
    const chosen = nominalValue(context, structure.condition)
    const target = yes.target !== undefined && yes.target === no.target ? { target: yes.target } : {}
    if (chosen === undefined) return { ...unknown, ...target }
    const { target: _, ...facts } = chosen === true ? yes : no
    return { ...facts, ...target }
  }
  if (structure.kind !== 'component') return unknown
  const path = structure.arguments.get('path')
  return path ? fileFacts(context, structure, path, hasSchema) : generatedFacts(context, structure)
}

function fileFacts(
  context: Context,
  source: ComponentStructure,
  path: Term,
  hasSchema: boolean,
): SourceFacts {
  const file = knownValue(path)
  if (!isFile(file)) {
    return path.facts?.kind === 'data' && path.facts.columns
      ? {
          columns: path.facts.columns,
          sampled: !path.facts.partial,
          ...(path.facts.partial && { partial: true }),
        }
      : unknown
  }
  const paths = context.project.expand(file.$file)
  if (paths.length === 0 && (hasSchema || isGlob(file.$file))) {
    if (!hasSchema) {
      context.report(diagnose(nameProblems.noSuchProjectFile, { path: file.$file }, path.location))
    }
    return unknown
  }
  const { host } = context.project
  const reader = {
    readStart: (name: string, bytes: number) => host.readStart(context.project.absolute(name), bytes),
  }
  const named = paths.length > 0 ? paths : [file.$file]
  const sample = sampleTable(reader, named, formatOf(source), path.location)
  if (sample.ok) return { columns: columnsOf(sample.value), sampled: true }
  for (const diagnostic of sample.diagnostics) context.report(diagnostic)
  return { sampled: false, unreadable: true }
}

function isFile(value: Value | undefined): value is FileValue {
  return typeof value === 'object' && value !== null && '$file' in value
}

function formatOf(source: ComponentStructure): TableFormat {
  const format = source.signature.name
  if (format !== 'csv') return { format: format === 'json' ? 'json' : 'jsonl' }
  const separator = knownArgument(source, 'separator')
  const missing = knownArgument(source, 'missing')
  return {
    format: 'csv',
    ...(typeof separator === 'string' && { separator }),
    ...(Array.isArray(missing) && { missing: missing as readonly string[] }),
  }
}

function knownArgument(source: ComponentStructure, name: string): Value | undefined {
  const argument = source.arguments.get(name)
  return argument && knownValue(argument)
}

function columnsOf(sample: TableSample): readonly Column[] {
  return sample.columns.map(({ name, type, hasMissing }) => ({ name, type, missing: hasMissing }))
}

/** Coordinates and a class: x, y, z, or x0, x1, … where there are more than three. */
function generatedFacts(context: Context, source: ComponentStructure): SourceFacts {
  const argument = source.arguments.get('dimensions')
  const dimensions = argument && nominalValue(context, argument)
  if (typeof dimensions !== 'number' || dimensions > 1024) return { ...unknown, target: 'label' }
  const names =
    dimensions <= 3
      ? ['x', 'y', 'z'].slice(0, dimensions)
      : Array.from({ length: dimensions }, (_, axis) => `x${axis}`)
  const coordinates = names.map((name): Column => ({ name, type: 'float', missing: false }))
  return {
    columns: [...coordinates, { name: 'label', type: 'int', missing: false }],
    sampled: true,
    target: 'label',
  }
}
