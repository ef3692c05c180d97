/** What a statement can be given and gives back. */
type SqlValue = null | number | bigint | string | Uint8Array

/** A row by column name. */
export type SqlRow = Readonly<Record<string, SqlValue>>

/** The part of `node:sqlite`'s statement that the store uses. */
export interface Statement {
  run(...values: readonly SqlValue[]): { readonly changes: number | bigint }
  get(...values: readonly SqlValue[]): SqlRow | undefined
  all(...values: readonly SqlValue[]): readonly SqlRow[]
}

/** The part of `node:sqlite`'s connection that the store uses. */
export interface Connection {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

/** Runs a statement with values for its question marks. */
export type Run = (text: string, ...values: readonly (null | number | string)[]) => void

/**
 * Runs statements with their values written into the text. The packaged engine keeps a connection half open after
 * `close` while a prepared statement of it lives, together with the name that its file had; a database that is to be
 * renamed must therefore be made without any.
 */
export function withoutPreparing(connection: Connection): Run {
  return (text, ...values) => {
    const rest = [...values]
    connection.exec(text.replaceAll('?', () => literal(rest.shift() ?? null)))
  }
}

function literal(value: null | number | string): string {
  if (value === null) return 'NULL'
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}

/** Opens a database file, making it where it is missing. */
export type OpenDatabase = (path: string) => Connection

interface SqliteModule {
  readonly DatabaseSync: new (path: string) => Connection
}

/**
 * SQLite from Node itself where this Node has it without a flag (22.13 and later), else from the package that has the
 * same interface. Loaded when a store is first opened, since the package costs some 10 ms.
 */
export async function loadSqlite(): Promise<OpenDatabase> {
  const { DatabaseSync } = builtIn() ?? ((await import('@photostructure/sqlite')) as unknown as SqliteModule)
  return (path) => new DatabaseSync(path)
}

/** Node says that its SQLite is experimental when it is first loaded; the user can't act on that, so it is not said. */
function builtIn(): SqliteModule | undefined {
  const said = process.emitWarning
  process.emitWarning = (() => undefined) as typeof process.emitWarning
  try {
    return process.getBuiltinModule?.('node:sqlite') as SqliteModule | undefined
  } finally {
    process.emitWarning = said
  }
}
