import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { failed, ok, type Result } from '../base/result.ts'
import type { Location } from '../base/source.ts'
import type { DeclaredColumn } from './column-builder.ts'
import { formatProblem, missingTexts, type TableFormat } from './format.ts'
import { parserOf } from './parsers.ts'
import type { Table } from './table.ts'
import { TableBuilder } from './table-builder.ts'
import { reasonOf, unreadable } from './unreadable.ts'

/** What to read beyond the paths. */
export interface ReadOptions {
  /** Types that the program declares, by column; the others are inferred from all rows. */
  readonly declared?: ReadonlyMap<string, DeclaredColumn>
  readonly location?: Location
  /** Paths as messages show them, in the order of the paths. */
  readonly shown?: readonly string[]
  /** Told the rows read so far, and the share of the bytes that they took, now and then. */
  readonly progress?: (rows: number, share: number) => void
}

/** Reads files as one table, one after the other in the given order, in memory bounded by the typed columns. */
export async function readTable(
  paths: readonly string[],
  format: TableFormat,
  options: ReadOptions = {},
): Promise<Result<Table>> {
  const wrong = formatProblem(format, options.location)
  if (wrong) return failed(wrong)
  const first = await pass(paths, format, options.declared ?? new Map(), options)
  if (!first.ok) return first
  const lost = first.value.columns.filter((column) => column.lostTexts)
  if (lost.length === 0) return ok(first.value.finish())
  // Numbers that turned out to be texts, as in "1", "2", "n/a": only a second reading has them as they were written.
  const declared = new Map(options.declared)
  for (const { name } of lost) declared.set(name, { type: 'string', optional: true })
  const second = await pass(paths, format, declared, options)
  return second.ok ? ok(second.value.finish()) : second
}

async function pass(
  paths: readonly string[],
  format: TableFormat,
  declared: ReadonlyMap<string, DeclaredColumn>,
  options: ReadOptions,
): Promise<Result<TableBuilder>> {
  const { location, shown = paths } = options
  const missing = new Set(format.format === 'csv' ? (format.missing ?? missingTexts) : [])
  const builder = new TableBuilder({ declared, missing, location })
  const size = options.progress ? await sizeOf(paths) : 0
  let done = 0
  for (const [index, path] of paths.entries()) {
    const parser = parserOf(format, shown[index] ?? path, builder, location)
    try {
      for await (const bytes of createReadStream(path, { highWaterMark: 1 << 18 })) {
        parser.write(bytes as Uint8Array)
        if (parser.problem) return failed(parser.problem)
        done += (bytes as Uint8Array).length
        options.progress?.(builder.rows, size > 0 ? done / size : 0)
      }
    } catch (error) {
      return failed(unreadable(shown[index] ?? path, reasonOf(error), location))
    }
    parser.end(true)
    if (parser.problem) return failed(parser.problem)
  }
  const problem = builder.problem(shown)
  return problem ? failed(problem) : ok(builder)
}

/** Bytes of all files together; a file that can't be read counts nothing, and is reported where it is read. */
async function sizeOf(paths: readonly string[]): Promise<number> {
  let size = 0
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    size += found?.size ?? 0
  }
  return size
}
