import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs'
import { isAbsolute, join, posix } from 'node:path'
import { isGlob, parseGlob } from '../../base/glob.ts'

/** What lies at a path: the files that it stands for, in order of name, or why there are none. */
export type Found =
  | { readonly is: 'files'; readonly paths: readonly string[] }
  | { readonly is: 'missing' }
  | { readonly is: 'unreadable'; readonly reason: string }

/** Folders that no pattern looks into, and that no command should depend on. */
const closedFolders = new Set(['.pipe', '.git'])

/** A path that was written relative to a folder of the project, relative to the project's root. */
export function fromRoot(folder: string, path: string): string {
  return isAbsolute(path) ? path : posix.normalize(posix.join(folder, path))
}

/** The names in a folder; none when it can't be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Absolute. */
export function onDisk(root: string, path: string): string {
  return isAbsolute(path) ? path : join(root, path)
}

/** The files of a path or glob relative to the project's root. A folder stands for itself. */
export function findFiles(root: string, path: string): Found {
  if (!isGlob(path) || statusOf(onDisk(root, path))) return findOne(root, path)
  const glob = parseGlob(path)
  const paths: string[] = []
  try {
    collect(root, glob.base, glob.deep, (found) => glob.matches(found) && paths.push(found))
  } catch (error) {
    return { is: 'unreadable', reason: reasonOf(error) }
  }
  return paths.length === 0 ? { is: 'missing' } : { is: 'files', paths: paths.sort() }
}

/** What is at a path, links followed; nothing where nothing can be found out. */
export function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

function findOne(root: string, path: string): Found {
  try {
    if (!statSync(onDisk(root, path), { throwIfNoEntry: false })) return { is: 'missing' }
    return { is: 'files', paths: [path] }
  } catch (error) {
    return { is: 'unreadable', reason: reasonOf(error) }
  }
}

function collect(root: string, folder: string, deep: boolean, found: (path: string) => void): void {
  for (const entry of listed(onDisk(root, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) {
      if (deep && !closedFolders.has(entry.name)) collect(root, path, deep, found)
    } else if (isFile(entry, onDisk(root, path))) found(path)
  }
}

function listed(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** A link to a file is a file; a link to a folder is not followed, since it can lead in a circle. */
function isFile(entry: Dirent, path: string): boolean {
  return entry.isFile() || (entry.isSymbolicLink() && (statusOf(path)?.isFile() ?? false))
}

/** What the operating system says, for a message. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  const known: Readonly<Record<string, string>> = {
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    ELOOP: 'its symbolic links lead in a circle',
    ENAMETOOLONG: 'its name is too long',
    ENOTDIR: 'a part of its path is no folder',
    EISDIR: 'it is a folder',
    ENOENT: 'there is no such file or folder',
  }
  if (code && known[code]) return known[code]
  return error instanceof Error ? (error.message.split('\n')[0] ?? '').replace(/\.$/, '') : String(error)
}
