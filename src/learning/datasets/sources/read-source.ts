import { relative } from 'node:path'
import { dataProblems } from '../../../base/diagnostics/data-problems.ts'
import type { ComponentValue } from '../../../ir/expression.ts'
import type { DeclaredColumn } from '../../../tables/column-builder.ts'
import type { TableFormat } from '../../../tables/format.ts'
import { type ReadOptions, readTable } from '../../../tables/read-table.ts'
import type { Table } from '../../../tables/table.ts'
import { Arguments, argumentsOf, isComponent, isLocalFile } from '../../component.ts'
import { TaskFailure } from '../../failure.ts'
import type { LocalFile, TaskValue } from '../../protocol.ts'
import { refuse } from '../refuse.ts'
import { generate, generatedTarget, generators } from './generated.ts'

/** What a dataset says of where its rows come from. */
export interface SourceRequest {
  /** For messages. */
  readonly dataset: string
  /** A component of the category `source`, or rows that a command wrote. */
  readonly source: TaskValue
  readonly declared: ReadonlyMap<string, DeclaredColumn>
  readonly seed: number
  /** Told the rows read so far, and the share of the bytes that they took. */
  readonly progress: (rows: number, share: number) => void
}

/** A source's rows, and the target that it has when the program names none. */
export interface SourceRows {
  readonly table: Table
  readonly target: string | undefined
}

/** Reads or makes all rows of a source. */
export async function readSource(request: SourceRequest): Promise<SourceRows> {
  const { source, dataset } = request
  if (isLocalFile(source)) return fromFile(source, formatOf(source), request)
  if (!isComponent(source)) return new Arguments(dataset, { source }).refuse('source', 'a source')
  const generator = Object.hasOwn(generators, source.$component) ? generators[source.$component] : undefined
  if (generator) {
    return { table: generate(generator, source, request.seed), target: generatedTarget }
  }
  const settings = argumentsOf(source)
  const path = settings.value('path')
  if (!isLocalFile(path)) return settings.refuse('path', 'a file')
  return fromFile(path, componentFormat(source), request)
}

function componentFormat(source: ComponentValue): TableFormat {
  if (source.$component === 'json') return { format: 'json' }
  if (source.$component === 'jsonl') return { format: 'jsonl' }
  const settings = argumentsOf(source)
  const missing = settings.value('missing')
  return {
    format: 'csv',
    separator: settings.text('separator'),
    ...(Array.isArray(missing) && { missing: missing.map(String) }),
  }
}

/** The format of rows that a command wrote, by what the program declared or the file's name. */
function formatOf({ $local, format }: LocalFile): TableFormat {
  const name = format ?? /\.(jsonl|ndjson|json)$/i.exec($local)?.[1]?.toLowerCase()
  if (name === 'jsonl' || name === 'ndjson') return { format: 'jsonl' }
  return name === 'json' ? { format: 'json' } : { format: 'csv' }
}

async function fromFile(file: LocalFile, format: TableFormat, request: SourceRequest): Promise<SourceRows> {
  const paths = file.paths ?? [file.$local]
  if (paths.length === 0) refuse(dataProblems.noMatch, { pattern: shownPath(file.$local) })
  const { declared, progress } = request
  return { table: await readAll(paths, format, { declared, progress }), target: undefined }
}

/** All rows that a command wrote. */
export function readLocalTable(file: LocalFile): Promise<Table> {
  return readAll([file.$local], formatOf(file), {})
}

async function readAll(paths: readonly string[], format: TableFormat, options: ReadOptions): Promise<Table> {
  const result = await readTable(paths, format, { ...options, shown: paths.map(shownPath) })
  if (!result.ok) throw new TaskFailure(...result.diagnostics)
  return result.value
}

/** A path as the user would write it: relative to the working folder where it lies inside. */
function shownPath(path: string): string {
  const inside = relative(process.cwd(), path)
  return inside === '' || inside.startsWith('..') ? path : inside
}
