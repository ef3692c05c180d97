import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { ImportHost } from '../importers/host.ts'

/** The files below a folder of this machine, as importers see them. */
export function importHost(folder: string): ImportHost {
  return {
    read(path) {
      try {
        return { bytes: readFileSync(join(folder, path)) }
      } catch (error) {
        return { reason: reasonOf(error) }
      }
    },
    kind(path) {
      const status = statSync(join(folder, path), { throwIfNoEntry: false })
      if (status?.isFile()) return 'file'
      return status?.isDirectory() ? 'folder' : undefined
    },
    list(path) {
      try {
        return readdirSync(join(folder, path)).sort()
      } catch {
        return []
      }
    },
    shown: (path) => relative('.', join(folder, path)).replaceAll('\\', '/') || '.',
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
}

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return reasons[code] ?? message
}
