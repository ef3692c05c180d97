import { posix } from 'node:path'
import { isGlob, parseGlob } from '../base/glob.ts'
import type { CompilerHost } from './host.ts'

/** The folder that holds a program and everything that it may name; paths below are relative to its root. */
export interface Project {
  readonly host: CompilerHost
  /** Absolute, without links. */
  readonly root: string
  /** The folder of the program's file relative to the root, `''` for the root itself. */
  readonly folder: string
  /**
   * A path as a file says it (relative to itself; to the program where none is named) from the root; `undefined` when
   * it leads out of the project or is no path at all.
   */
  resolve(path: string, file?: string): string | undefined
  /** The folder of a file that the program imports, as `folder`. */
  folderOf(file: string): string
  kind(path: string): 'file' | 'folder' | undefined
  /** The files that a path or glob meets, sorted. */
  expand(pattern: string): readonly string[]
  /** For the host. */
  absolute(path: string): string
}

/** The nearest folder upward that has a `.pipe` folder or a `.git`, else the program's own. */
function rootOf(host: CompilerHost, folder: string): string {
  for (let place = folder; ; place = posix.dirname(place)) {
    if (host.kind(posix.join(place, '.pipe')) === 'folder' || host.kind(posix.join(place, '.git')))
      return place
    if (posix.dirname(place) === place) return folder
  }
}

/** The project that a program belongs to. */
export function projectOf(host: CompilerHost, file: string): Project {
  const program = host.realPath(file)
  const own = posix.dirname(program)
  const root = rootOf(host, own)
  const folder = posix.relative(root, own)
  const absolute = (path: string) => posix.join(root, path)
  const kinds = new Map<string, 'file' | 'folder' | undefined>()
  const kind = (path: string) => {
    if (!kinds.has(path)) kinds.set(path, host.kind(absolute(path)))
    return kinds.get(path)
  }
  const folders = new Map<string, string>([[file, folder]])
  const folderOf = (name: string) => {
    const known = folders.get(name)
    if (known !== undefined) return known
    const found = name.startsWith('<') ? folder : posix.relative(root, posix.dirname(host.realPath(name)))
    folders.set(name, found)
    return found
  }
  return {
    host,
    root,
    folder,
    folderOf,
    resolve: (path, from = file) => resolveWithin(folderOf(from), path),
    kind,
    expand: (pattern) => (isGlob(pattern) ? expand(host, absolute, pattern) : filesAt(kind, pattern)),
    absolute,
  }
}

/** Joined and normalized, if it stays inside. Backslashes, drives, `~` and absolute paths mean other things elsewhere. */
export function resolveWithin(folder: string, path: string): string | undefined {
  if (path === '' || path.includes('\0') || path.includes('\n') || /^[/~\\]|^[A-Za-z]:/.test(path))
    return undefined
  const joined = posix.join(folder, path)
  const plain = joined.endsWith('/') ? joined.slice(0, -1) : joined
  return plain === '..' || plain.startsWith('../') ? undefined : plain
}

function filesAt(kind: Project['kind'], path: string): readonly string[] {
  return kind(path) === 'file' ? [path] : []
}

/** Folders that a glob never looks into: what runs leave behind, and what is not the project's own. */
const skipped = new Set(['.pipe', '.git', 'node_modules'])

function expand(host: CompilerHost, absolute: Project['absolute'], pattern: string): readonly string[] {
  const glob = parseGlob(pattern)
  const found: string[] = []
  const waiting = [glob.base]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const name of host.list(absolute(folder))) {
      if (skipped.has(name)) continue
      const path = folder === '' ? name : `${folder}/${name}`
      const kind = host.kind(absolute(path))
      if (kind === 'file' && glob.matches(path)) found.push(path)
      else if (kind === 'folder' && glob.deep) waiting.push(path)
    }
  }
  return found.sort()
}
