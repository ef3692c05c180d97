import { type Dirent, lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { storeProblems } from '../base/diagnostics/store-problems.ts'
import { StoreFailure } from './failure.ts'

/** A file of a folder as the file system has it. */
interface ScannedFile {
  /** Relative to the folder, `/`-separated. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly executable: boolean
  /** Whether the file has another name too, through which it could be changed. */
  readonly linked: boolean
}

/** What is in a folder. */
export interface FolderScan {
  readonly files: readonly ScannedFile[]
  /** Sub-folders with nothing in them, relative, without a final `/`. */
  readonly empty: readonly string[]
  /** Every sub-folder, parents first. */
  readonly folders: readonly string[]
  /** Bytes of all files. */
  readonly size: number
}

/** Lists a folder. Symbolic links and what is neither file nor folder are refused. */
export function scanFolder(root: string): FolderScan {
  const files: ScannedFile[] = []
  const empty: string[] = []
  const folders: string[] = []
  let size = 0
  const visit = (folder: string): void => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true })
    if (entries.length === 0 && folder !== '') empty.push(folder)
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      refuseOthers(root, path, entry)
      if (entry.isDirectory()) {
        folders.push(path)
        visit(path)
        continue
      }
      const status = statSync(join(root, path))
      size += status.size
      const executable = (status.mode & 0o111) !== 0
      files.push({ path, size: status.size, executable, linked: status.nlink > 1 })
    }
  }
  visit('')
  return { files, empty, folders, size }
}

/** Throws unless the path itself is a file or a folder, no link. */
export function refuseLink(path: string): void {
  refuseOthers(dirname(path), path.slice(dirname(path).length + 1), lstatSync(path))
}

type EntryType = Pick<
  Dirent,
  'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket' | 'isBlockDevice' | 'isCharacterDevice'
>

function refuseOthers(root: string, path: string, entry: EntryType): void {
  if (entry.isFile() || entry.isDirectory()) return
  if (entry.isSymbolicLink()) {
    const target = readlinkSync(join(root, path))
    const outside = leadsOutside(root, resolve(root, dirname(path), target))
    throw new StoreFailure(diagnose(storeProblems.symbolicLink, { path, target, outside }))
  }
  throw new StoreFailure(diagnose(storeProblems.specialFile, { path, what: nameOf(entry) }))
}

function leadsOutside(root: string, target: string): boolean {
  const way = relative(root, target)
  return way.startsWith('..') || isAbsolute(way)
}

function nameOf(entry: EntryType): string {
  if (entry.isFIFO()) return 'a named pipe'
  if (entry.isSocket()) return 'a socket'
  return 'a device'
}
