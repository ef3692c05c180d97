import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompilerHost, LibraryFile } from '../../src/compiler/host.ts'
import { memoryHost as hostOf } from '../../src/compiler/memory-host.ts'

const stdlib = join(import.meta.dirname, '../../stdlib')

/** The real standard library, read once. */
export const libraryFiles: readonly LibraryFile[] = readdirSync(stdlib)
  .filter((name) => name.endsWith('.pipe'))
  .map((name) => ({ name, text: readFileSync(join(stdlib, name), 'utf8') }))

/** A world of files by path below `/project`, with the real standard library. */
export function memoryHost(files: Readonly<Record<string, string>>): CompilerHost {
  return hostOf(files, () => libraryFiles)
}
