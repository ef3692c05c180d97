import { statSync } from 'node:fs'
import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { storeProblems } from '../base/diagnostics/store-problems.ts'
import type { Report } from './damage.ts'
import { buildDatabase, catchUp, type Reason } from './database-repair.ts'
import { exclusively } from './exclusive.ts'
import {
  explain,
  extendedSqliteCode,
  extendedSqliteCodes,
  lockPatience,
  StoreFailure,
  sqliteCode,
  sqliteCodes,
} from './failure.ts'
import { Journal, type JournalEntry, journalLine } from './journal.ts'
import { type Layout, prepareFolder } from './layout.ts'
import { applyTexts, prepared, type Sql } from './result-rows.ts'
import { migrate, schemaVersion, versionOf } from './schema.ts'
import type { Connection, OpenDatabase, Statement } from './sqlite.ts'

/** Thrown inside a transaction by one who finds a row that is not what was written. */
export class DamagedRow extends Error {}

interface Open {
  readonly connection: Connection
  readonly statements: Map<string, Statement>
  /** Tells this file from another that was put in its place. */
  readonly inode: bigint
}

/**
 * The database as an index of the journal: opened, followed when another process replaces it, and built anew from the
 * journal when it turns out to be damaged, whichever operation meets the damage.
 */
export class Database {
  private readonly layout: Layout
  private readonly openFile: OpenDatabase
  private readonly report: Report
  readonly journal: Journal
  private current: Open | undefined

  constructor(layout: Layout, openFile: OpenDatabase, report: Report) {
    this.layout = layout
    this.openFile = openFile
    this.report = report
    this.journal = new Journal(layout.journal)
  }

  /** Opens the database, making or mending it as need be. */
  connect(): void {
    this.mended('opening', () => undefined)
  }

  /** Runs work that only reads. */
  read<T>(work: (sql: Sql) => T): T {
    return this.mended('reading', work)
  }

  /** Runs work in one transaction that holds the write lock from its start. */
  write<T>(work: (sql: Sql) => T): T {
    return this.mended('writing', (sql) => transaction(sql, () => work(sql)))
  }

  /** Records a result in the journal and here; when this returns, a killed process does not lose it. */
  record(
    entry: JournalEntry,
    texts: { readonly record: string; readonly result: string; readonly objects: string },
  ): void {
    const { run, program, node, key } = entry
    const names = JSON.stringify({ run, program, node, key }).slice(0, -1)
    const line = journalLine(
      `${names},"record":${texts.record},"result":${texts.result},"objects":${texts.objects}}`,
    )
    this.write((sql) => {
      let size = this.journal.size()
      const advance = sql('UPDATE journal SET bytes = ? WHERE bytes = ?')
      if (advance.run(size + line.length, size).changes !== 1) {
        catchUp(sql, this.journal, this.report)
        size = this.journal.size()
        advance.run(size + line.length, size)
      }
      applyTexts(prepared(sql), entry, texts)
      this.journal.append(line, size)
    })
  }

  /** Has SQLite read every page; a fault leads to a rebuilt database. */
  checkPages(): void {
    this.read((sql) => {
      const verdict = sql('PRAGMA quick_check(1)').get()?.quick_check
      if (verdict !== 'ok') throw new DamagedRow('its pages are corrupt')
    })
  }

  close(): void {
    try {
      // Not left to SQLite, which does it only once the last statement is gone, long after with the packaged engine.
      this.current?.connection.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)')
    } catch {
      // Another process is at work in it; then the last to close it does.
    }
    this.disconnect()
    this.journal.close()
  }

  /** Moves the damaged database aside and goes on with one made from the journal. */
  private rebuild(reason: Reason): void {
    const seen = this.current?.inode
    this.disconnect()
    exclusively(this.layout, this.openFile, () => {
      // Another process may have been faster.
      if (seen !== undefined && seen !== this.inode()) return
      buildDatabase(this.layout, this.openFile, this.journal, reason, this.report)
    })
  }

  private mended<T>(doing: string, work: (sql: Sql) => T): T {
    try {
      return this.attempt(work)
    } catch (error) {
      if (extendedSqliteCode(error) === extendedSqliteCodes.moved) return this.afterMove(doing, work)
      const reason = damageOf(error)
      if (reason === undefined) throw explain(error, doing, this.layout.database)
      try {
        this.rebuild(reason)
        return this.attempt(work)
      } catch (again) {
        throw explain(this.stillDamaged(again, doing), doing, this.layout.database)
      }
    }
  }

  private stillDamaged(error: unknown, doing: string): unknown {
    const reason = damageOf(error)
    if (reason === undefined) return error
    const path = this.layout.database
    return new StoreFailure(
      diagnose(storeProblems.ioFailed, { doing, path, reason: `${reason}, and so is the one made anew` }),
      error,
    )
  }

  /** SQLite noticed before `follow` did that another process has replaced the file. */
  private afterMove<T>(doing: string, work: (sql: Sql) => T): T {
    this.disconnect()
    try {
      return this.attempt(work)
    } catch (error) {
      throw explain(error, doing, this.layout.database)
    }
  }

  private attempt<T>(work: (sql: Sql) => T): T {
    const { connection, statements } = this.follow()
    return work((text) => {
      const known = statements.get(text)
      if (known) return known
      const statement = connection.prepare(text)
      statements.set(text, statement)
      return statement
    })
  }

  /** The open database; opened (again) when there is none or the file is another than before. */
  private follow(): Open {
    const inode = this.inode()
    if (this.current && this.current.inode === inode) return this.current
    this.disconnect()
    prepareFolder(this.layout)
    if (inode === undefined) {
      exclusively(this.layout, this.openFile, () => {
        if (this.inode() !== undefined) return
        const reason = this.journal.exists() && this.journal.size() > 0 ? 'its file was gone' : undefined
        buildDatabase(this.layout, this.openFile, this.journal, reason, this.report)
      })
    }
    this.current = this.open()
    const { connection } = this.current
    const bytes = connection.prepare('SELECT bytes FROM journal').get()?.bytes
    if (this.journal.size() !== bytes) {
      const sql: Sql = (text) => connection.prepare(text)
      transaction(sql, () => catchUp(sql, this.journal, this.report))
    }
    return this.current
  }

  private open(): Open {
    const connection = this.openFile(this.layout.database)
    this.current = { connection, statements: new Map(), inode: this.inode() ?? -1n }
    connection.exec(`PRAGMA busy_timeout = ${lockPatience * 1000}; PRAGMA synchronous = NORMAL`)
    const version = versionOf(connection)
    if (version > schemaVersion) {
      this.disconnect()
      throw new StoreFailure(
        diagnose(storeProblems.newerStore, {
          path: this.layout.folder,
          found: version,
          known: schemaVersion,
        }),
      )
    }
    if (version === 0) throw new DamagedRow('it was empty')
    if (version < schemaVersion)
      exclusively(this.layout, this.openFile, () => migrate(connection, versionOf(connection)))
    return this.current
  }

  private inode(): bigint | undefined {
    return statSync(this.layout.database, { bigint: true, throwIfNoEntry: false })?.ino
  }

  private disconnect(): void {
    const { current } = this
    this.current = undefined
    try {
      current?.connection.close()
    } catch {
      // A damaged database may fail to close; nothing of it is needed any more.
    }
  }
}

function transaction<T>(sql: Sql, work: () => T): T {
  sql('BEGIN IMMEDIATE').run()
  try {
    const value = work()
    sql('COMMIT').run()
    return value
  } catch (error) {
    try {
      sql('ROLLBACK').run()
    } catch {
      // SQLite has rolled back by itself, as it does when the disk is full.
    }
    throw error
  }
}

function damageOf(error: unknown): Reason | undefined {
  if (error instanceof DamagedRow) return error.message
  if (extendedSqliteCode(error) === extendedSqliteCodes.shortRead) return 'its files were cut off'
  switch (sqliteCode(error)) {
    case sqliteCodes.notADatabase:
      return 'it is not a database'
    case sqliteCodes.corrupt:
      return 'its pages are corrupt'
    default:
      return undefined
  }
}
