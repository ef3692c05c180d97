import { posix } from 'node:path'
import type { CompilerHost, LibraryFile } from './host.ts'

/** A world of files by path below `/project`, which is a project: for texts that are on no disk. */
export function memoryHost(
  files: Readonly<Record<string, string>>,
  library: () => readonly LibraryFile[],
): CompilerHost {
  const byPath = new Map([['/project/.git/HEAD', '']])
  for (const [path, text] of Object.entries(files)) byPath.set(absolute(path), text)
  const folders = new Set<string>()
  for (const path of byPath.keys()) {
    for (let folder = posix.dirname(path); !folders.has(folder); folder = posix.dirname(folder)) {
      folders.add(folder)
    }
  }
  return {
    library,
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
  return posix.resolve('/project', path)
}
