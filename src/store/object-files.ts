import { renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { scanFolder } from './folder-scan.ts'
import { inFolderOf, type Layout } from './layout.ts'
import { temporaryPath } from './temporary.ts'

/** What a stored object must measure: bytes, and the number of files of a folder (-1 for a plain file). */
export interface Measure {
  readonly size: number
  readonly files: number
}

const plainFile = -1

/** The measure of a plain file. */
export function fileMeasure(size: number): Measure {
  return { size, files: plainFile }
}

export function isFolder({ files }: Measure): boolean {
  return files !== plainFile
}

const hashForm = /^[0-9a-f]{64}$/

/** Absolute path of the object of a hash; the first two digits keep any one folder small. */
export function objectPath(layout: Layout, hash: string): string {
  if (!hashForm.test(hash)) throw new TypeError(`not a content hash: ${hash}`)
  return join(layout.objects, hash.slice(0, 2), hash)
}

/** What lies at a path, measured; nothing when there is nothing. */
export function measure(path: string): Measure | undefined {
  const status = statSync(path, { throwIfNoEntry: false })
  if (!status) return undefined
  if (status.isFile()) return fileMeasure(status.size)
  const { files, size } = scanFolder(path)
  return { size, files: files.length }
}

/** What is wrong with an object as far as its measure tells, or nothing. Costs one look at a plain file. */
export function faultOf(path: string, expected: Measure): string | undefined {
  const found = measureSafely(path)
  if (found === undefined) return 'it is gone'
  if (typeof found === 'string') return found
  if (isFolder(found) !== isFolder(expected)) return 'it is of another kind'
  if (found.files !== expected.files) return `it has ${found.files} of ${expected.files} files`
  if (found.size !== expected.size) return `it has ${found.size} of ${expected.size} bytes`
  return undefined
}

function measureSafely(path: string): Measure | string | undefined {
  try {
    return measure(path)
  } catch {
    return 'it has parts that were never stored'
  }
}

/** Takes an object out of the cache at once; what it holds is deleted after. */
export function discard(layout: Layout, path: string): void {
  const aside = temporaryPath(layout)
  try {
    inFolderOf(aside, () => renameSync(path, aside))
  } catch {
    // It is gone already, or another process was faster.
    return
  }
  rmSync(aside, { recursive: true, force: true })
}
