import { constants, existsSync } from 'node:fs'
import { chmod, copyFile, lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { hashHandle, hashListing, type ListedFile } from './content-hash.ts'
import { explain, systemCode } from './failure.ts'
import { type FolderScan, refuseLink, scanFolder } from './folder-scan.ts'
import { type Layout, makeFolder, syncFolder } from './layout.ts'
import { discard, faultOf, fileMeasure, isFolder, type Measure, objectPath } from './object-files.ts'
import type { StoredObject } from './store.ts'
import { temporaryPath } from './temporary.ts'

/** Files that are synced at the same time: the disk then does many in one go. */
const atOnce = 8

/** The content-addressed files and folders of `.pipe/objects`. */
export class Objects {
  private readonly layout: Layout
  /** What this process knows of objects that it put or looked at. */
  readonly known = new Map<string, Measure>()
  /** Those of which this process has read every byte. */
  readonly read = new Set<string>()

  constructor(layout: Layout) {
    this.layout = layout
  }

  /** Takes a file or folder into the cache; afterwards nothing is left at `path`. */
  async put(path: string): Promise<StoredObject> {
    try {
      refuseLink(path)
      return await this.putWhereItIs(path).catch((error: unknown) => this.putCopy(path, error))
    } catch (error) {
      throw explain(error, 'storing', path)
    }
  }

  /** Whether an object is there and measures what it should, as far as this process knows. */
  has(hash: string): boolean {
    const path = objectPath(this.layout, hash)
    const expected = this.known.get(hash)
    return expected ? faultOf(path, expected) === undefined : existsSync(path)
  }

  private async putWhereItIs(path: string): Promise<StoredObject> {
    const status = await lstat(path)
    const { hash, measure } = status.isDirectory() ? await sealFolder(path) : await sealFile(path)
    await this.moveIn(path, hash, measure)
    this.known.set(hash, measure)
    this.read.add(hash)
    return { hash, size: measure.size, folder: isFolder(measure) }
  }

  /** For what lies on another disk, belongs to another user or has another name: its copy can be moved in. */
  private async putCopy(path: string, error: unknown): Promise<StoredObject> {
    if (!['EXDEV', 'EPERM', 'EACCES'].includes(systemCode(error) ?? '')) throw error
    const copy = temporaryPath(this.layout)
    makeFolder(dirname(copy))
    try {
      await copyTree(path, copy)
      const stored = await this.putWhereItIs(copy)
      await rm(path, { recursive: true, force: true })
      return stored
    } finally {
      await rm(copy, { recursive: true, force: true })
    }
  }

  private async moveIn(path: string, hash: string, measure: Measure): Promise<void> {
    const target = objectPath(this.layout, hash)
    if (faultOf(target, measure) === undefined) {
      await rm(path, { recursive: true, force: true })
      return
    }
    if (existsSync(target)) discard(this.layout, target)
    const made = makeFolder(dirname(target))
    try {
      await rename(path, target)
    } catch (error) {
      // Another process has put the same folder there since.
      if (faultOf(target, measure) !== undefined) throw error
      await rm(path, { recursive: true, force: true })
    }
    await syncFolder(dirname(target))
    if (made) await syncFolder(this.layout.objects)
  }
}

interface Sealed {
  readonly hash: string
  readonly measure: Measure
}

/** Hashes a file, makes it read-only and syncs it. Links are not followed, even if one appears just now. */
async function sealFile(path: string): Promise<Sealed & { readonly executable: boolean }> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    const { hash, status } = await hashHandle(handle, path)
    if (status.nlink > 1n) throw Object.assign(new Error('it has another name'), { code: 'EXDEV' })
    const executable = (Number(status.mode) & 0o111) !== 0
    await handle.chmod(executable ? 0o555 : 0o444)
    await handle.sync()
    return { hash, measure: fileMeasure(Number(status.size)), executable }
  } finally {
    await handle.close()
  }
}

/** Seals every file of a folder. The folders themselves stay writable, so that a user can simply delete `.pipe`. */
async function sealFolder(root: string): Promise<Sealed> {
  const scan = scanFolder(root)
  const listed: ListedFile[] = scan.empty.map((path) => ({ path: `${path}/`, executable: false, hash: '' }))
  for (let start = 0; start < scan.files.length; start += atOnce) {
    const group = scan.files.slice(start, start + atOnce)
    listed.push(
      ...(await Promise.all(
        group.map(async ({ path }) => {
          const { hash, executable } = await sealFile(join(root, path))
          return { path, executable, hash }
        }),
      )),
    )
  }
  for (const folder of [...scan.folders, '']) await syncFolder(join(root, folder))
  return { hash: hashListing(listed), measure: { size: scan.size, files: scan.files.length } }
}

/** Copies a file or a folder of files, sharing blocks where the file system can. */
export async function copyTree(from: string, to: string): Promise<void> {
  const status = await lstat(from)
  if (!status.isDirectory()) {
    await copyFile(from, to, constants.COPYFILE_FICLONE)
    return
  }
  const scan: FolderScan = scanFolder(from)
  await mkdir(to)
  for (const folder of scan.folders) await mkdir(join(to, folder))
  for (const { path, executable } of scan.files) {
    await copyFile(join(from, path), join(to, path), constants.COPYFILE_FICLONE)
    await chmod(join(to, path), executable ? 0o755 : 0o644)
  }
}
