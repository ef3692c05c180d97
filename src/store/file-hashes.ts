import { type BigIntStats, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type FileContent, hashFile, hashListing, type ListedFile } from './content-hash.ts'
import type { Database } from './database.ts'
import { explain } from './failure.ts'
import { type FolderScan, scanFolder } from './folder-scan.ts'

/**
 * A file that changed less than this many milliseconds ago is hashed but not remembered: within the resolution of the
 * file system's clock it could change again and look the same (git's rule for its index).
 */
const racyWindow = 2000

interface Remembered {
  readonly stamp: string
  readonly hash: string
}

/** Hashes of the user's files, remembered by path, size, times and inode. */
export class FileHashes {
  private readonly database: Database
  private readonly fresh = new Map<string, Remembered>()
  private readonly hashing = new Map<string, Promise<string>>()
  private scheduled: NodeJS.Immediate | undefined

  constructor(database: Database) {
    this.database = database
  }

  /** The content hash of a file, or the listing hash of a folder. */
  async hash(path: string): Promise<string> {
    const file = resolve(path)
    try {
      const status = statSync(file, { bigint: true })
      if (status.isDirectory()) return await this.hashFolder(file, scanFolder(file))
      return this.remembered(file, status) ?? (await this.hashOnce(file))
    } catch (error) {
      throw explain(error, 'reading', file)
    }
  }

  /** The hash of a file that has not changed since it was hashed; costs a look at its status. */
  remembered(file: string, status: BigIntStats): string | undefined {
    const fresh = this.fresh.get(file)
    if (fresh) return fresh.stamp === stampOf(status) ? fresh.hash : undefined
    const row = this.database.read((sql) =>
      sql('SELECT hash FROM files WHERE path = ? AND stamp = ?').get(file, stampOf(status)),
    )
    return row && String(row.hash)
  }

  /** The same for many files, whose rows are read at once. */
  rememberedOf(files: readonly string[]): (file: string, status: BigIntStats) => string | undefined {
    const rows = this.database.read((sql) =>
      sql('SELECT path, stamp, hash FROM files WHERE path IN (SELECT value FROM json_each(?))').all(
        JSON.stringify(files),
      ),
    )
    const known = new Map(rows.map((row) => [row.path, row]))
    return (file, status) => {
      const row = this.fresh.get(file) ?? known.get(file)
      return row && row.stamp === stampOf(status) ? String(row.hash) : undefined
    }
  }

  /** Writes what was learnt since the last time into the database. */
  flush(): void {
    clearImmediate(this.scheduled)
    this.scheduled = undefined
    if (this.fresh.size === 0) return
    const rows = [...this.fresh]
    this.fresh.clear()
    this.database.write((sql) => {
      const insert = sql('INSERT OR REPLACE INTO files VALUES (?, ?, ?)')
      for (const [path, { stamp, hash }] of rows) insert.run(path, stamp, hash)
    })
  }

  /** Those who ask for a file that is being hashed wait for the one answer. */
  private hashOnce(file: string): Promise<string> {
    const known = this.hashing.get(file)
    if (known) return known
    const hashing = hashFile(file)
      .then((content) => {
        this.remember(file, content)
        return content.hash
      })
      .finally(() => this.hashing.delete(file))
    this.hashing.set(file, hashing)
    return hashing
  }

  private async hashFolder(folder: string, scan: FolderScan): Promise<string> {
    const listed: ListedFile[] = scan.empty.map((path) => ({ path: `${path}/`, executable: false, hash: '' }))
    for (const { path, executable } of scan.files) {
      listed.push({ path, executable, hash: await this.hash(join(folder, path)) })
    }
    return hashListing(listed)
  }

  private remember(file: string, content: FileContent): void {
    const { mtimeMs, ctimeMs } = content.status
    const changed = Math.max(Number(mtimeMs), Number(ctimeMs))
    if (Date.now() - changed < racyWindow) return
    this.fresh.set(file, { stamp: stampOf(content.status), hash: content.hash })
    this.scheduled ??= setImmediate(() => this.flushQuietly())
  }

  /** What is remembered only saves time: when it can't be written, the file is hashed again next time. */
  flushQuietly(): void {
    try {
      this.flush()
    } catch {
      this.fresh.clear()
    }
  }
}

/** Changes whenever the content does, except within the resolution of the file system's clock. */
function stampOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return `${size} ${mtimeNs} ${ctimeNs} ${ino}`
}
