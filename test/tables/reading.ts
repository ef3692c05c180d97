import { Buffer } from 'node:buffer'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { DeclaredColumn } from '../../src/tables/column-builder.ts'
import type { TableFormat } from '../../src/tables/format.ts'
import { readTable } from '../../src/tables/read-table.ts'
import { type FileStart, sampleTable, type TableSample } from '../../src/tables/sample-table.ts'
import type { Column, Table } from '../../src/tables/table.ts'

export type Content = string | Uint8Array

/** Reads files with these contents, called `0.csv`, `1.csv`, …; fails the test when they can't be read. */
export async function read(
  contents: readonly Content[] | Content,
  format: TableFormat = { format: 'csv' },
  declared?: ReadonlyMap<string, DeclaredColumn>,
): Promise<Table> {
  const result = await attempt(contents, format, declared)
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result.value
}

/** The messages of files that must not be readable. */
export async function refusals(
  contents: readonly Content[] | Content,
  format: TableFormat = { format: 'csv' },
  declared?: ReadonlyMap<string, DeclaredColumn>,
): Promise<string> {
  const result = await attempt(contents, format, declared)
  if (result.ok) throw new Error('the file was read')
  return result.diagnostics.map(({ message }) => message).join('\n')
}

function attempt(
  contents: readonly Content[] | Content,
  format: TableFormat,
  declared?: ReadonlyMap<string, DeclaredColumn>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'tables-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const files = typeof contents === 'string' || contents instanceof Uint8Array ? [contents] : contents
  const shown = files.map((_, index) => `${index}.${format.format}`)
  const paths = shown.map((name) => join(folder, name))
  for (const [index, content] of files.entries()) writeFileSync(paths[index] ?? '', content)
  return readTable(paths, format, { shown, ...(declared && { declared }) })
}

/** Values of a column, null where they are missing. */
export function valuesOf(table: Table, name: string): (string | number | boolean | null)[] {
  const column = columnOf(table, name)
  return Array.from(column.values, (value, row) => {
    if (column.missing[row] === 1) return null
    if (column.type === 'string') return column.texts[value] ?? null
    return column.type === 'bool' ? value === 1 : value
  })
}

export function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name)
  if (!column) throw new Error(`there is no column ${name}`)
  return column
}

/** A world in which these files are. */
export function world(files: Readonly<Record<string, Content>>): {
  readStart(path: string, bytes: number): FileStart
} {
  return {
    readStart(path, bytes) {
      const content = files[path]
      if (content === undefined) return { unreadable: 'missing' }
      const all = Buffer.from(content)
      return { bytes: all.subarray(0, bytes), whole: all.length <= bytes }
    },
  }
}

export function sample(
  files: Readonly<Record<string, Content>>,
  format: TableFormat = { format: 'csv' },
): TableSample {
  const result = sampleTable(world(files), Object.keys(files), format)
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result.value
}
