import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Claims } from './claims.ts'
import type { Database } from './database.ts'
import { explain, systemCode } from './failure.ts'
import { type Layout, listFolder, makeFolder } from './layout.ts'
import { deadRuns, markRunning } from './orphans.ts'
import { isAlive, parseIdentity } from './process-identity.ts'

/** Folders of unfinished work: staging belongs to an attempt of a run, scratch to a key. */
export class Workspace {
  private readonly layout: Layout
  private readonly database: Database
  private readonly claims: Claims

  constructor(layout: Layout, database: Database, claims: Claims) {
    this.layout = layout
    this.database = database
    this.claims = claims
  }

  /** See `Store.staging`. */
  async staging(run: string, node: string): Promise<string> {
    const folder = join(this.layout.staging, run)
    const name = join(folder, `${node.replaceAll(/[^\w.-]/g, '_').slice(0, 80)}-`)
    try {
      return await mkdtemp(name).catch((error: unknown) => {
        if (systemCode(error) !== 'ENOENT') throw error
        // First, so that no other process takes the folder for one of a run that is gone.
        markRunning(this.layout, run)
        makeFolder(folder)
        return mkdtemp(name)
      })
    } catch (error) {
      throw explain(error, 'writing', folder)
    }
  }

  /** See `Store.scratch`. */
  scratch(key: string): string {
    const folder = join(this.layout.scratch, key)
    try {
      makeFolder(folder)
      return folder
    } catch (error) {
      throw explain(error, 'writing', folder)
    }
  }

  /** See `Store.tidy`. Scratch that a living process works in stays, even if the key was committed before. */
  tidy(run: string): void {
    remove(join(this.layout.staging, run))
    const keys = listFolder(this.layout.scratch)
    if (keys.length === 0) return
    const committed = this.database.read((sql) =>
      sql('SELECT key FROM results WHERE result IS NOT NULL AND key IN (SELECT value FROM json_each(?))').all(
        JSON.stringify(keys),
      ),
    )
    for (const row of committed) {
      const key = String(row.key)
      if (!this.claims.isHeld(key)) remove(join(this.layout.scratch, key))
    }
  }

  /** Removes what killed processes left: staging of their runs, half-made copies, claims. Scratch is for resuming. */
  sweep(): void {
    const dead = new Set(deadRuns(this.layout))
    const running = new Set(listFolder(this.layout.running))
    for (const run of listFolder(this.layout.staging)) {
      if (dead.has(run) || !running.has(run)) remove(join(this.layout.staging, run))
    }
    for (const name of listFolder(this.layout.temporary)) {
      const maker = parseIdentity(name)
      if (!maker || !isAlive(maker)) remove(join(this.layout.temporary, name))
    }
    for (const key of listFolder(this.layout.claims)) this.claims.dropDead(key)
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch (error) {
    throw explain(error, 'removing', path)
  }
}
