import { crc32 } from 'node:zlib'
import type { JournalEntry } from './journal.ts'
import type { Run, SqlRow, Statement } from './sqlite.ts'

/** Gives the prepared statement of a text; each text is prepared once a connection. */
export type Sql = (text: string) => Statement

/** Guards a row against a flipped bit. */
export function rowChecksum(key: string, result: string, objects: string): number {
  return crc32(key + result + objects)
}

/** Writes what a line of the journal says into the tables. Doing it twice changes nothing. */
export function applyEntry(run: Run, entry: JournalEntry): void {
  applyTexts(run, entry, {
    record: JSON.stringify(entry.record),
    result: JSON.stringify(entry.result),
    objects: JSON.stringify(entry.objects),
  })
}

/** The same for one who has made the texts already. An entry whose result is `null` tells only of its record. */
export function applyTexts(
  run: Run,
  entry: JournalEntry,
  texts: { readonly record: string; readonly result: string; readonly objects: string },
): void {
  const { key, program, node } = entry
  if (node !== '') run('INSERT OR REPLACE INTO latest VALUES (?, ?, ?)', program, node, key)
  const result = entry.result === null ? null : texts.result
  const checksum = rowChecksum(key, texts.result, texts.objects)
  run(upsertResult, key, texts.record, result, texts.objects, checksum, entry.run)
  for (const [hash, size, files] of entry.objects) {
    run('INSERT OR IGNORE INTO objects VALUES (?, ?, ?)', hash, size, files)
  }
}

const upsertResult = `
  INSERT INTO results (key, record, result, objects, checksum, run) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET
    record = excluded.record, result = excluded.result, objects = excluded.objects, checksum = excluded.checksum,
    run = excluded.run
`

/** Runs prepared statements. */
export function prepared(sql: Sql): Run {
  return (text, ...values) => {
    sql(text).run(...values)
  }
}

/** The entries of which a journal must consist to give this database. */
export function entriesOf(sql: Sql): readonly JournalEntry[] {
  const rows = sql(`
    SELECT results.key, record, result, objects, run, coalesce(program, '') AS program, coalesce(node, '') AS node
    FROM results LEFT JOIN latest ON latest.key = results.key ORDER BY id
  `).all()
  return rows.map(entryOf)
}

function entryOf(row: SqlRow): JournalEntry {
  return {
    run: String(row.run),
    program: String(row.program),
    node: String(row.node),
    key: String(row.key),
    record: JSON.parse(String(row.record)),
    result: row.result === null ? null : JSON.parse(String(row.result)),
    objects: JSON.parse(String(row.objects)),
  }
}
