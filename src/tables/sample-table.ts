import { failed, ok, type Result } from '../base/result.ts'
import type { Location } from '../base/source.ts'
import { formatProblem, missingTexts, type TableFormat } from './format.ts'
import { parserOf } from './parsers.ts'
import type { ColumnType } from './table.ts'
import { TableBuilder } from './table-builder.ts'
import { unreadable } from './unreadable.ts'

/** The start of a file, or why it can't be read: `missing`, or words such as `permission denied`. */
export type FileStart =
  | {
      readonly bytes: Uint8Array
      /** True when `bytes` is all of the file. */
      readonly whole: boolean
    }
  | { readonly unreadable: string }

/** The outside world of a sample, so that checking a program touches no disk in tests. */
export interface StartReader {
  /** The first `bytes` bytes of a file, or all of it when it is shorter. */
  readStart(path: string, bytes: number): FileStart
}

/** What the start of a source says of a column. */
interface SampledColumn {
  readonly name: string
  /** `unknown`: every sampled value is missing. A longer look may find a wider type. */
  readonly type: ColumnType | 'unknown'
  readonly hasMissing: boolean
}

export interface TableSample {
  readonly columns: readonly SampledColumn[]
  /** Rows that were looked at. */
  readonly rows: number
  /** True when these are all rows of the source. */
  readonly complete: boolean
}

/** Bytes read of the first file, and of each of the next few. */
const firstBytes = 256 * 1024
const nextBytes = 16 * 1024
const files = 8

/**
 * The columns of a source, from its start: at most 256 KiB of the first file and 16 KiB of each of the next seven.
 * `paths` are the files of the source in order; `location` is where the program names them.
 */
export function sampleTable(
  reader: StartReader,
  paths: readonly string[],
  format: TableFormat,
  location?: Location,
): Result<TableSample> {
  const wrong = formatProblem(format, location)
  if (wrong) return failed(wrong)
  const missing = new Set(format.format === 'csv' ? (format.missing ?? missingTexts) : [])
  const builder = new TableBuilder({ missing, location })
  let complete = paths.length <= files
  for (const [index, path] of paths.slice(0, files).entries()) {
    const start = reader.readStart(path, index === 0 ? firstBytes : nextBytes)
    if ('unreadable' in start) return failed(unreadable(path, start.unreadable, location))
    const parser = parserOf(format, path, builder, location)
    parser.write(start.bytes)
    parser.end(start.whole)
    if (parser.problem) return failed(parser.problem)
    complete &&= start.whole
  }
  const problem = complete ? builder.problem(paths) : undefined
  if (problem) return failed(problem)
  const columns = builder.columns.map(({ name, type, hasMissing }) => ({
    name,
    type: type ?? 'unknown',
    hasMissing,
  }))
  return ok({ columns: columns as SampledColumn[], rows: builder.rows, complete })
}
