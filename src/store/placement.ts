import { chmodSync, constants, copyFileSync, lstatSync, renameSync, rmSync, statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { storeProblems } from '../base/diagnostics/store-problems.ts'
import type { Database } from './database.ts'
import { explain, StoreFailure, systemCode } from './failure.ts'
import type { FileHashes } from './file-hashes.ts'
import { scanFolder } from './folder-scan.ts'
import { inFolderOf, type Layout, listFolder, makeFolder } from './layout.ts'
import { discard, objectPath } from './object-files.ts'
import { copyTree, type Objects } from './objects.ts'
import { isAlive, parseIdentity } from './process-identity.ts'
import type { Placed } from './store.ts'
import { temporaryPath } from './temporary.ts'

/** Copies stored objects to where the user finds them. Never a hard link: users edit their files. */
export class Placement {
  private readonly layout: Layout
  private readonly database: Database
  private readonly hashes: FileHashes
  private readonly objects: Objects

  constructor(layout: Layout, database: Database, hashes: FileHashes, objects: Objects) {
    this.layout = layout
    this.database = database
    this.hashes = hashes
    this.objects = objects
  }

  /** See `Store.unplaced`. */
  unplaced<P extends Placed>(placements: readonly P[]): readonly P[] {
    const known = this.hashes.rememberedOf(placements.map(({ destination }) => destination))
    return placements.filter(({ hash, destination }) => {
      const status = lstatSync(destination, { bigint: true, throwIfNoEntry: false })
      return !status?.isFile() || known(destination, status) !== hash
    })
  }

  /** Puts the object at the destination, unless it is there already. */
  async place(hash: string, path: string): Promise<void> {
    const destination = resolve(path)
    const source = objectPath(this.layout, hash)
    const stored = statSync(source, { throwIfNoEntry: false })
    if (!stored) throw new StoreFailure(diagnose(storeProblems.objectGone, { hash, destination }))
    try {
      refuseOtherKind(destination, stored.isDirectory())
      if (await this.isThere(destination, hash, stored.size, stored.isDirectory())) return
      if (!(await this.isIntact(hash))) {
        throw new StoreFailure(diagnose(storeProblems.objectGone, { hash, destination }))
      }
      if (stored.isDirectory()) await this.placeFolder(hash, source, destination)
      else await this.placeFile(source, destination, (stored.mode & 0o111) !== 0)
    } catch (error) {
      throw explain(error, 'writing', destination)
    }
  }

  /** Whether an object still is what was stored; one that is not is taken out, so that its result is made anew. */
  async isIntact(hash: string): Promise<boolean> {
    if (this.objects.read.has(hash)) return true
    const source = objectPath(this.layout, hash)
    if ((await this.hashOf(source)) !== hash) {
      discard(this.layout, source)
      return false
    }
    this.objects.read.add(hash)
    return true
  }

  /** What can't be read is as good as gone. */
  private async hashOf(path: string): Promise<string | undefined> {
    try {
      return await this.hashes.hash(path)
    } catch (error) {
      if (error instanceof StoreFailure) return undefined
      throw error
    }
  }

  private async isThere(path: string, hash: string, size: number, folder: boolean): Promise<boolean> {
    const status = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    if (!status || status.isSymbolicLink()) return false
    if (!folder && Number(status.size) !== size) return false
    if (!folder && this.hashes.remembered(path, status) === hash) return true
    try {
      return (await this.hashes.hash(path)) === hash
    } catch (error) {
      // A user's folder may hold what a stored one never does, such as links; then it is another.
      if (error instanceof StoreFailure) return false
      throw error
    }
  }

  private async placeFile(source: string, destination: string, executable: boolean): Promise<void> {
    const copy = temporaryPath(this.layout)
    makeFolder(dirname(copy))
    try {
      await this.copyAndMove(source, copy, destination, executable)
    } catch (error) {
      if (systemCode(error) !== 'EXDEV') throw error
      const prefix = join(dirname(destination), `.${basename(destination)}.`)
      removeDeadCopies(prefix)
      await this.copyAndMove(source, `${prefix}${basename(copy)}`, destination, executable)
    }
  }

  private async copyAndMove(
    source: string,
    copy: string,
    destination: string,
    executable: boolean,
  ): Promise<void> {
    try {
      await copyContent(source, copy)
      chmodSync(copy, (executable ? 0o777 : 0o666) & ~process.umask())
      inFolderOf(destination, () => renameSync(copy, destination))
    } finally {
      rmSync(copy, { force: true })
    }
  }

  /**
   * A folder that is not there appears whole. One that is there may hold the user's own files, so it is brought up to
   * date file by file, and only what an earlier object put there is removed.
   */
  private async placeFolder(hash: string, source: string, destination: string): Promise<void> {
    if (statSync(destination, { throwIfNoEntry: false })) await this.update(source, destination)
    else await this.placeNewFolder(source, destination)
    this.database.write((sql) =>
      sql('INSERT OR REPLACE INTO placements VALUES (?, ?)').run(destination, hash),
    )
  }

  private async placeNewFolder(source: string, destination: string): Promise<void> {
    const copy = temporaryPath(this.layout)
    makeFolder(dirname(copy))
    try {
      await copyTree(source, copy)
      inFolderOf(destination, () => renameSync(copy, destination))
    } catch (error) {
      if (systemCode(error) !== 'EXDEV') throw error
      await this.update(source, destination)
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  }

  private async update(source: string, destination: string): Promise<void> {
    const wanted = scanFolder(source)
    for (const folder of wanted.folders) {
      refuseOtherKind(join(destination, folder), true)
      makeFolder(join(destination, folder))
    }
    for (const { path, size, executable } of wanted.files) {
      const [from, to] = [join(source, path), join(destination, path)]
      refuseOtherKind(to, false)
      if (await this.isThere(to, await this.hashes.hash(from), size, false)) continue
      await this.placeFile(from, to, executable)
    }
    const kept = new Set(wanted.files.map(({ path }) => path))
    for (const path of this.placedBefore(destination)) {
      if (!kept.has(path)) rmSync(join(destination, path), { force: true })
    }
  }

  /** The files that the last object put there, as far as that object still exists. */
  private placedBefore(destination: string): readonly string[] {
    const row = this.database.read((sql) =>
      sql('SELECT hash FROM placements WHERE destination = ?').get(destination),
    )
    const source = row && objectPath(this.layout, String(row.hash))
    if (!source || !statSync(source, { throwIfNoEntry: false })) return []
    return scanFolder(source).files.map(({ path }) => path)
  }
}

/** On another disk a copy is made beside its destination; here is removed what killed processes left there. */
function removeDeadCopies(prefix: string): void {
  const folder = dirname(prefix)
  for (const name of listFolder(folder)) {
    const maker = name.startsWith(basename(prefix)) && parseIdentity(name.slice(basename(prefix).length))
    if (maker && !isAlive(maker)) rmSync(join(folder, name), { force: true })
  }
}

/** A small file is copied at once: that takes less time than handing it to another thread. */
async function copyContent(from: string, to: string): Promise<void> {
  if (statSync(from).size < 1 << 20) copyFileSync(from, to, constants.COPYFILE_FICLONE)
  else await copyFile(from, to, constants.COPYFILE_FICLONE)
}

/** A link is replaced where a file is wanted; where a folder is, files would be written to wherever it leads. */
function refuseOtherKind(destination: string, folder: boolean): void {
  const status = lstatSync(destination, { throwIfNoEntry: false })
  if (!status || status.isDirectory() === folder) return
  if (!folder && !status.isDirectory()) return
  const found = status.isDirectory() ? 'a folder' : status.isSymbolicLink() ? 'a symbolic link' : 'a file'
  const wanted = folder ? 'a folder' : 'a file'
  throw new StoreFailure(diagnose(storeProblems.destinationTaken, { destination, found, wanted }))
}
