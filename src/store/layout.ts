import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { storeProblems } from '../base/diagnostics/store-problems.ts'
import { explain, StoreFailure, systemCode } from './failure.ts'

/** Where everything lies in the folder `.pipe`. Sub-folders are made when something is first put into them. */
export interface Layout {
  readonly folder: string
  readonly database: string
  /** Every recorded result as checksummed lines: what a damaged database is rebuilt from. */
  readonly journal: string
  /** Locked by whoever builds the database or takes over what a dead process held. */
  readonly maintenance: string
  readonly objects: string
  readonly runs: string
  /** One file for each run that has begun and not ended. */
  readonly running: string
  readonly staging: string
  readonly scratch: string
  readonly claims: string
  /** Half-made copies, named by the process that makes them. */
  readonly temporary: string
  /** Compiled programs, so that the next call need not compile what did not change. */
  readonly compiled: string
}

/** The paths of the store of a project. */
export function layoutOf(projectRoot: string): Layout {
  const folder = join(projectRoot, '.pipe')
  return {
    folder,
    database: join(folder, 'store.sqlite'),
    journal: join(folder, 'results.jsonl'),
    maintenance: join(folder, 'maintenance.lock'),
    objects: join(folder, 'objects'),
    runs: join(folder, 'runs'),
    running: join(folder, 'running'),
    staging: join(folder, 'staging'),
    scratch: join(folder, 'scratch'),
    claims: join(folder, 'claims'),
    temporary: join(folder, 'temporary'),
    compiled: join(folder, 'compiled'),
  }
}

/** https://bford.info/cachedir/: backup programs leave a folder with this file out. */
const cacheTag = `Signature: 8a477f597d28d172789f06886806bc55
# This folder is Pipewright's store: it can be deleted, and what was in it is made again.
`

/** Makes `.pipe` and the two files that keep it out of version control and backups. */
export function prepareFolder(layout: Layout): void {
  const status = statSync(layout.folder, { throwIfNoEntry: false })
  if (status && !status.isDirectory()) {
    throw new StoreFailure(diagnose(storeProblems.notAFolder, { path: layout.folder }))
  }
  try {
    if (!status) makeFolder(layout.folder)
    writeWhereMissing(join(layout.folder, '.gitignore'), '*\n')
    writeWhereMissing(join(layout.folder, 'CACHEDIR.TAG'), cacheTag)
  } catch (error) {
    throw explain(error, 'writing', layout.folder)
  }
}

function writeWhereMissing(path: string, text: string): void {
  if (!existsSync(path)) writeFileSync(path, text)
}

/**
 * Makes a folder and those above it; says whether it was missing. Node's own way says of a read-only file system that
 * there is no such folder, which would send the user looking in the wrong place.
 */
export function makeFolder(path: string): boolean {
  try {
    mkdirSync(path)
    return true
  } catch (error) {
    if (systemCode(error) === 'ENOENT' && dirname(path) !== path) {
      makeFolder(dirname(path))
      makeFolder(path)
      return true
    }
    if (systemCode(error) === 'EEXIST' && statSync(path).isDirectory()) return false
    throw error
  }
}

/** Runs work that needs the folder of `path`, making the folder when it turns out to be missing. */
export function inFolderOf<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    makeFolder(dirname(path))
    return work()
  }
}

/** Makes the names in a folder survive a power failure; some file systems can't, and need not. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (systemCode(error) !== 'EINVAL') throw error
  } finally {
    await handle.close()
  }
}

/** The names in a folder; none when there is no folder. */
export function listFolder(path: string): string[] {
  try {
    return readdirSync(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}
