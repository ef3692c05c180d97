import { accessSync, constants, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import { storeProblems } from '../base/diagnostics/store-problems.ts'

/**
 * What a method of the store throws when the disk or the user's files don't let it go on. The methods of `Store` give
 * plain values, so that the runtime catches this once per node and reports the diagnostic.
 */
export class StoreFailure extends Error {
  readonly diagnostic: Diagnostic

  constructor(diagnostic: Diagnostic, cause?: unknown) {
    super(diagnostic.message, { cause })
    this.name = 'StoreFailure'
    this.diagnostic = diagnostic
  }
}

/** The primary result codes of SQLite that the store tells apart (https://sqlite.org/rescode.html). */
export const sqliteCodes = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  corrupt: 11,
  full: 13,
  notADatabase: 26,
} as const

/** The primary SQLite code of an error, or nothing when it is no error of SQLite. */
export function sqliteCode(error: unknown): number | undefined {
  const { errcode, code, message } = (error ?? {}) as { errcode?: unknown; code?: unknown; message?: unknown }
  if (typeof errcode === 'number') return errcode & 0xff
  if (code !== 'ERR_SQLITE_ERROR') return undefined
  // The packaged engine leaves the number out where a query fails midway; the words are SQLite's own.
  return Object.entries(sqliteWords).find(([words]) => String(message).includes(words))?.[1] ?? 1
}

const sqliteWords: Readonly<Record<string, number>> = {
  'disk image is malformed': sqliteCodes.corrupt,
  'is not a database': sqliteCodes.notADatabase,
  'disk is full': sqliteCodes.full,
  'is locked': sqliteCodes.busy,
  'readonly database': sqliteCodes.readOnly,
}

/** The extended SQLite code, which says more of an input/output error; the two engines keep it in different places. */
export function extendedSqliteCode(error: unknown): number | undefined {
  const { sqliteExtendedCode, errcode } = (error ?? {}) as { sqliteExtendedCode?: unknown; errcode?: unknown }
  const code = sqliteExtendedCode ?? errcode
  return typeof code === 'number' ? code : undefined
}

/** The extended result codes that the store tells apart. */
export const extendedSqliteCodes = {
  /** A file ended before a page that it should have. */
  shortRead: 522,
  /** The database file was moved or replaced while it was open. */
  moved: 1032,
} as const

/** The `ENOENT`-like name of an error of the operating system. */
export function systemCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' ? code : undefined
}

/** Seconds that a process waits for another's lock before it gives up. */
export const lockPatience = 60

/**
 * Turns what the file system or SQLite threw into a failure with a diagnostic; `doing` is a phrase such as "writing",
 * followed in the message by `path`. Any other error is a mistake of ours and stays what it is.
 */
export function explain(error: unknown, doing: string, path: string): unknown {
  if (error instanceof StoreFailure) return error
  if (sqliteCode(error) === undefined && systemCode(error) === undefined) return error
  return new StoreFailure(diagnosticOf(error, doing, path), error)
}

function diagnosticOf(error: unknown, doing: string, path: string): Diagnostic {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diagnose(storeProblems.diskFull, { doing, path, free: freeSpace(path) })
    case 'EACCES':
    case 'EPERM':
      return diagnose(storeProblems.notWritable, { doing, path, reason: 'permission is denied' })
    case 'EROFS':
      return diagnose(storeProblems.notWritable, { doing, path, reason: 'the file system is read-only' })
    case 'ENOENT':
      return diagnose(storeProblems.unreadable, { path, reason: 'there is no such file or folder' })
    default:
      return databaseDiagnostic(error, doing, path)
  }
}

function databaseDiagnostic(error: unknown, doing: string, path: string): Diagnostic {
  switch (sqliteCode(error)) {
    case sqliteCodes.full:
      return diagnose(storeProblems.diskFull, { doing, path, free: freeSpace(path) })
    case sqliteCodes.busy:
    case sqliteCodes.locked:
      return diagnose(storeProblems.busy, { path, seconds: lockPatience })
    case sqliteCodes.readOnly:
      return diagnose(storeProblems.notWritable, { doing, path, reason: firstLine(error) })
    default:
      return vagueDiagnostic(error, doing, path)
  }
}

/** SQLite says "can't open" and "input/output error" for many causes, so the usual two are looked for. */
function vagueDiagnostic(error: unknown, doing: string, path: string): Diagnostic {
  const reason = firstLine(error)
  if (sqliteCode(error) !== undefined) {
    if (freeBytes(path) === 0) return diagnose(storeProblems.diskFull, { doing, path, free: freeSpace(path) })
    if (!isWritable(dirname(path))) return diagnose(storeProblems.notWritable, { doing, path, reason })
  }
  return diagnose(storeProblems.ioFailed, { doing, path, reason })
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** What an error says, in one line without a final full stop, to stand inside a sentence. */
export function firstLine(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
  // Node says `ENOTDIR: not a directory, rename '...' -> '...'`; the middle is what a person needs.
  const system = /^E[A-Z0-9]+: ([^,]+), /.exec(text)
  return (system?.[1] ?? text).replace(/\.$/, '')
}

function freeBytes(path: string): number | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    try {
      const { bavail, bsize } = statfsSync(folder)
      return bavail * bsize
    } catch {
      if (folder === dirname(folder)) return undefined
    }
  }
}

function freeSpace(path: string): string {
  const bytes = freeBytes(path)
  return bytes === undefined ? 'an unknown number of bytes' : readableBytes(bytes)
}

/** `1.5 GiB`, for people: two digits are enough to act on. */
function readableBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']
  let amount = bytes
  let unit = 0
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024
    unit++
  }
  return `${unit === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[unit]}`
}
