import {
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import type { FileStart } from '../tables/sample-table.ts'
import type { CompilerHost } from './host.ts'

/** `stdlib/` beside the bundle where it was installed, two folders up where the sources run. */
function libraryFolder(): string {
  const beside = join(import.meta.dirname, 'stdlib')
  return existsSync(beside) ? beside : join(import.meta.dirname, '../../stdlib')
}

/** Most paths that are asked about are outputs that are not there yet; an exception each would cost more than the look. */
const quietly = { throwIfNoEntry: false } as const

/** The real file system. */
export function nodeHost(): CompilerHost {
  return {
    library() {
      const folder = libraryFolder()
      const names = attempt(() => readdirSync(folder)) ?? []
      return names
        .filter((name) => name.endsWith('.pipe'))
        .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
    },
    readText: (path) => attempt(() => (isEndless(path) ? undefined : readFileSync(path, 'utf8'))),
    readStart,
    kind(path) {
      const stat = attempt(() => statSync(path, quietly)) ?? attempt(() => lstatSync(path, quietly))
      if (stat === undefined) return undefined
      // A link that leads nowhere is told when it is read, not passed over as if the name were free.
      if (stat.isFile() || stat.isSymbolicLink()) return 'file'
      return stat.isDirectory() ? 'folder' : undefined
    },
    list: (folder) => attempt(() => readdirSync(folder)) ?? [],
    realPath: (path) => attempt(() => realpathSync(path)) ?? resolve(path),
  }
}

/** A device such as `/dev/zero` has no end; a pipe, which a shell makes of `<(…)`, has one. */
function isEndless(path: string): boolean {
  const stat = statSync(path)
  return stat.isCharacterDevice() || stat.isBlockDevice()
}

/** What can't be read is not there: who asked says so to the user. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** The first bytes of a file, or why there are none. */
function readStart(path: string, bytes: number): FileStart {
  try {
    // Opening a pipe that nobody writes to would wait for ever.
    const stat = statSync(path)
    if (!stat.isFile() && !stat.isDirectory()) return { unreadable: 'it is no ordinary file' }
    const file = openSync(path, 'r')
    try {
      return startOf(file, bytes)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    const link = attempt(() => lstatSync(path))?.isSymbolicLink() === true
    return { unreadable: link && isMissing(error) ? 'its symbolic link leads nowhere' : reasonOf(error) }
  }
}

function startOf(file: number, bytes: number): FileStart {
  const size = fstatSync(file).size
  const buffer = new Uint8Array(Math.min(bytes, size))
  let length = 0
  for (let read = -1; read !== 0 && length < buffer.length; length += read) {
    read = readSync(file, buffer, length, buffer.length - length, null)
  }
  return { bytes: buffer.subarray(0, length), whole: length >= size }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links lead in a circle',
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return reasons[code] ?? (code === '' ? 'an unknown error' : `the system says ${code}`)
}
