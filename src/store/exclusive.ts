import { truncateSync } from 'node:fs'
import { explain, lockPatience, sqliteCode, sqliteCodes } from './failure.ts'
import { type Layout, makeFolder } from './layout.ts'
import type { Connection, OpenDatabase } from './sqlite.ts'

/**
 * Runs work while no other process is inside this function for the same store. The lock is SQLite's own on an empty
 * file: the kernel lets go of it when its holder dies, so it can't be left behind.
 */
export function exclusively<T>(layout: Layout, open: OpenDatabase, work: () => T): T {
  const connection = lock(layout, open)
  try {
    return work()
  } finally {
    connection.close()
  }
}

function lock(layout: Layout, open: OpenDatabase): Connection {
  try {
    makeFolder(layout.folder)
    return begin(layout, open)
  } catch (error) {
    throw explain(error, 'locking', layout.maintenance)
  }
}

function begin(layout: Layout, open: OpenDatabase): Connection {
  const connection = open(layout.maintenance)
  try {
    connection.exec(`PRAGMA busy_timeout = ${lockPatience * 1000}; BEGIN EXCLUSIVE`)
    return connection
  } catch (error) {
    connection.close()
    if (sqliteCode(error) !== sqliteCodes.notADatabase) throw error
    truncateSync(layout.maintenance)
    return begin(layout, open)
  }
}
