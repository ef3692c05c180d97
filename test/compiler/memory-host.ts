import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { CompilerHost, LibraryFile } from '../../src/compiler/host.ts'

const stdlib = join(import.meta.dirname, '../../stdlib')

/** The real standard library, read once. */
export const libraryFiles: readonly LibraryFile[] = readdirSync(stdlib)
  .filter((name) => name.endsWith('.pipe'))
  .map((name) => ({ name, text: readFileSync(join(stdlib, name), 'utf8') }))

/** A world of files by path below `/project`, which is a project. */
export function memoryHost(files: Readonly<Record<string, string>>): CompilerHost {
  const byPath = new Map([['/project/.git/HEAD', '']])
  for (const [path, text] of Object.entries(files)) byPath.set(absolute(path), text)
  const folders = new Set<string>()
  for (const path of byPath.keys()) {
    for (let folder = posix.dirname(path); !folders.has(folder); folder = posix.dirname(folder)) {
      folders.add(folder)
    }
  }
  return {
    library: () => libraryFiles,
    readText: (path) => byPath.get(absolute(path)),
    readStart(path, limit) {
      const text = byPath.get(absolute(path))
      if (text === undefined) return { unreadable: 'missing' }
      const bytes = new TextEncoder().encode(text)
      return { bytes: bytes.subarray(0, limit), whole: bytes.length <= limit }
    },
    kind(path) {
      if (byPath.has(absolute(path))) return 'file'
      return folders.has(absolute(path)) ? 'folder' : undefined
    },
    list(folder) {
      const start = `${absolute(folder)}/`.replace('//', '/')
      const inside = [...byPath.keys()].filter((path) => path.startsWith(start))
      return [...new Set(inside.map((path) => path.slice(start.length).split('/')[0] ?? ''))]
    },
    realPath: absolute,
  }
}

function absolute(path: string): string {
  const joined = posix.resolve('/project', path)
  return joined
}
