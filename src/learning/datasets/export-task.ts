import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Arguments, isLocalFile } from '../component.ts'
import { TaskFailure } from '../failure.ts'
import type { LocalFile } from '../protocol.ts'
import type { TaskRunner } from '../task.ts'
import { openPart } from './part.ts'
import { partRecords, type Records, tableRecords } from './records.ts'
import { readLocalTable } from './sources/read-source.ts'

/**
 * Writes a part as CSV or JSONL, for commands: config `{ data, format }`, output `file`. Rows that a command wrote are
 * turned into the other format.
 */
export const runExportTask: TaskRunner = async ({ config, staging, node }, context) => {
  const settings = new Arguments(node, config)
  const data = settings.value('data')
  if (!isLocalFile(data)) return settings.refuse('data', 'rows of a dataset')
  const format = settings.text('format')
  if (format !== 'csv' && format !== 'jsonl') return settings.refuse('format', '"csv" or "jsonl"')
  const { name, records } = await openRecords(data)
  const path = `${name}.${format}`
  const file = openSync(join(staging, path), 'w')
  try {
    let text = ''
    let rows = 0
    for (const line of format === 'csv' ? csvLines(records) : jsonLines(records)) {
      text += line
      if (++rows % rowsAtOnce !== 0) continue
      writeFileSync(file, text)
      text = ''
      context.tell({
        type: 'progress',
        done: Math.min(rows, records.rows),
        total: records.rows,
        unit: 'rows',
      })
    }
    writeFileSync(file, text)
  } finally {
    closeSync(file)
  }
  return { ok: true, outputs: { file: { artifact: 'Dataset', path, format } } }
}

const rowsAtOnce = 10_000

async function openRecords(data: LocalFile): Promise<{ readonly name: string; readonly records: Records }> {
  if (data.format !== undefined) return { name: 'rows', records: tableRecords(await readLocalTable(data)) }
  const opened = openPart(data.$local)
  if (!opened.ok) throw new TaskFailure(...opened.diagnostics)
  return { name: opened.value.name, records: partRecords(opened.value) }
}

/** A header, then the rows, as RFC 4180 has it with `\n` line ends; nothing where a value is missing. */
function* csvLines({ names, rows, valueAt }: Records): Generator<string> {
  yield `${names.map(csvField).join(',')}\n`
  for (let row = 0; row < rows; row++) {
    const fields = names.map((_, column) => csvField(String(valueAt(row, column) ?? '')))
    // A row of one empty field would be a blank line, which is no row.
    yield fields.length === 1 && fields[0] === '' ? '""\n' : `${fields.join(',')}\n`
  }
}

/** The rows, one JSON record a line; null where a value is missing. */
function* jsonLines({ names, rows, valueAt }: Records): Generator<string> {
  const keys = names.map((name) => `${JSON.stringify(name)}:`)
  for (let row = 0; row < rows; row++) {
    yield `{${keys.map((key, column) => key + JSON.stringify(valueAt(row, column))).join(',')}}\n`
  }
}

function csvField(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
