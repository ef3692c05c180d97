import type { Connection } from './sqlite.ts'

/**
 * The steps from an empty database to today's, in order; the number of a step is its place in the list, from 1.
 * A step that was released is never changed: a new one is added.
 */
const migrations: readonly string[] = [
  `
  -- Each key with what went into it, its result, and the stored objects that the result needs as
  -- [[hash, bytes, files], ...]; files is -1 for a plain file. A result that was dropped is NULL: its record stays, to
  -- say which field changed. \`checksum\` is the CRC-32 of key, result and objects, since SQLite itself does not notice
  -- a flipped bit.
  CREATE TABLE results (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, record TEXT NOT NULL, result TEXT, objects TEXT NOT NULL,
    checksum INTEGER NOT NULL, run TEXT NOT NULL
  ) STRICT;
  CREATE TABLE latest (
    program TEXT NOT NULL, node TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (program, node)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE objects (
    hash TEXT NOT NULL PRIMARY KEY, size INTEGER NOT NULL, files INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  -- Hashes of project files, each valid while the stamp of the file is the same: size, times and inode.
  CREATE TABLE files (
    path TEXT NOT NULL PRIMARY KEY, stamp TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  -- Which object was last put at a path of the user's, to know what of an older one may be removed there.
  CREATE TABLE placements (destination TEXT NOT NULL PRIMARY KEY, hash TEXT NOT NULL) STRICT, WITHOUT ROWID;
  -- The bytes of the journal that this database has taken in.
  CREATE TABLE journal (only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1), bytes INTEGER NOT NULL) STRICT;
  INSERT INTO journal VALUES (1, 0);
  `,
]

/** The format of the database that this version reads and writes. */
export const schemaVersion = migrations.length

/** The format of a database; 0 for an empty one. */
export function versionOf(connection: Connection): number {
  return Number(connection.prepare('PRAGMA user_version').get()?.user_version ?? 0)
}

/** Brings a database from the format that it has to today's, each step in a transaction of its own. */
export function migrate(connection: Connection, from: number): void {
  for (let version = from + 1; version <= schemaVersion; version++) {
    connection.exec(`
      BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS migrations (version INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL) STRICT;
      ${migrations[version - 1]}
      INSERT INTO migrations VALUES (${version}, datetime('now'));
      PRAGMA user_version = ${version};
      COMMIT;
    `)
  }
}
