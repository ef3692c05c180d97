import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { ImportHost } from '../../src/importers/host.ts'

/** The files below a folder, by path. */
export function filesIn(folder: string): Readonly<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files[relative(folder, path)] = readFileSync(path)
  }
  return files
}

/** Files in memory, as importers see them. */
export function memoryImport(files: Readonly<Record<string, Uint8Array | string>>): ImportHost {
  const paths = Object.keys(files)
  return {
    read(path) {
      const content = files[path]
      if (content === undefined) return { reason: 'there is no such file' }
      return { bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content }
    },
    kind(path) {
      if (files[path] !== undefined) return 'file'
      return path === '.' || paths.some((other) => other.startsWith(`${path}/`)) ? 'folder' : undefined
    },
    list(path) {
      const start = path === '.' ? '' : `${path}/`
      const inside = paths.filter((other) => other.startsWith(start))
      return [...new Set(inside.map((other) => other.slice(start.length).split('/')[0] ?? ''))].sort()
    },
    shown: (path) => path,
  }
}
