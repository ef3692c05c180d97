import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { basename } from 'node:path'
import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { storeProblems } from '../base/diagnostics/store-problems.ts'
import type { Report } from './damage.ts'
import { type Journal, journalLine } from './journal.ts'
import { type Layout, makeFolder } from './layout.ts'
import { applyEntry, entriesOf, prepared, type Sql } from './result-rows.ts'
import { migrate } from './schema.ts'
import { type OpenDatabase, withoutPreparing } from './sqlite.ts'
import { temporaryPath } from './temporary.ts'

/** Why a database is built anew, to stand in brackets after "was damaged". */
export type Reason = string

/**
 * Makes a database of what the journal says and puts it in place, moving a damaged one aside. The caller is inside
 * `exclusively`. Without a reason it is a new store, and nothing is reported.
 */
export function buildDatabase(
  layout: Layout,
  open: OpenDatabase,
  journal: Journal,
  reason: Reason | undefined,
  report: Report,
): void {
  const path = temporaryPath(layout)
  makeFolder(layout.temporary)
  const results = fill(path, open, journal)
  const aside = moveAside(layout)
  renameSync(path, layout.database)
  syncPath(layout.folder)
  if (reason !== undefined) report(diagnose(storeProblems.databaseRebuilt, { reason, results, aside }))
}

/** Returns the number of results. A half-made database is never put in place, so it is synced once, at the end. */
function fill(path: string, open: OpenDatabase, journal: Journal): number {
  const connection = open(path)
  try {
    connection.exec('PRAGMA synchronous = OFF')
    migrate(connection, 0)
    const { entries, end } = journal.read(0)
    const run = withoutPreparing(connection)
    run('BEGIN')
    const whole = new Set<string>()
    for (const entry of entries) {
      applyEntry(run, entry)
      if (entry.result !== null) whole.add(entry.key)
    }
    run('UPDATE journal SET bytes = ?', end)
    run('COMMIT')
    connection.exec('PRAGMA journal_mode = WAL')
    return whole.size
  } finally {
    connection.close()
    syncPath(path)
  }
}

/** The log files go with their database: SQLite would read them into the new one. */
function moveAside(layout: Layout): string | undefined {
  const stamp = new Date()
    .toISOString()
    .replaceAll(/[-:]|\.\d+Z/g, '')
    .replace('T', '-')
  const aside = `${layout.database}.damaged-${stamp}`
  let moved: string | undefined
  for (const suffix of ['', '-wal', '-shm']) {
    if (!statSync(layout.database + suffix, { throwIfNoEntry: false })) continue
    renameSync(layout.database + suffix, aside + suffix)
    moved = basename(aside)
  }
  return moved
}

/**
 * Takes in the lines of the journal that this database has not seen: those of a process that was killed before its
 * transaction ended, or of one that still had an older database open. The caller holds the write lock.
 */
export function catchUp(sql: Sql, journal: Journal, report: Report): void {
  const bytes = Number(sql('SELECT bytes FROM journal').get()?.bytes)
  const size = journal.size()
  if (size < bytes) {
    rewriteJournal(sql, journal, size === 0 ? 'it was gone' : 'its end was cut off', report)
    return
  }
  const { entries, end, torn } = journal.read(bytes)
  const run = prepared(sql)
  for (const entry of entries) applyEntry(run, entry)
  if (torn) journal.append(Buffer.from('\n'), end)
  sql('UPDATE journal SET bytes = ?').run(journal.size())
}

/** Puts a journal in place that says all that the database knows. The caller holds the write lock. */
export function rewriteJournal(sql: Sql, journal: Journal, reason: string, report: Report): void {
  const entries = entriesOf(sql)
  const path = `${journal.path}.new`
  const descriptor = openSync(path, 'w')
  try {
    for (const entry of entries) writeAll(descriptor, journalLine(JSON.stringify(entry)))
    fsyncSync(descriptor)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
  journal.close()
  renameSync(path, journal.path)
  sql('UPDATE journal SET bytes = ?').run(journal.size())
  const results = entries.filter((entry) => entry.result !== null).length
  report(diagnose(storeProblems.journalRewritten, { reason, results }))
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done)
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
