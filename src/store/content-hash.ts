import { createHash } from 'node:crypto'
import { type BigIntStats, closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Json } from '../base/canonical-json.ts'
import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { storeProblems } from '../base/diagnostics/store-problems.ts'
import { hashJson } from '../base/hash.ts'
import { StoreFailure } from './failure.ts'

/** Bytes that are read at once; the event loop goes round between two pieces. */
const piece = 1 << 20

/** A file's content and what the file system said of it; nothing changed in between. */
export interface FileContent {
  readonly hash: string
  readonly status: BigIntStats
}

/** Hashes an open file, again when it was written to meanwhile. */
export async function hashHandle(handle: FileHandle, path: string): Promise<FileContent> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const before = await handle.stat({ bigint: true })
    const hash = await streamHash(handle, Number(before.size))
    const after = await handle.stat({ bigint: true })
    if (same(before, after)) return { hash, status: after }
  }
  throw new StoreFailure(diagnose(storeProblems.unsteady, { path }))
}

async function streamHash(handle: FileHandle, size: number): Promise<string> {
  const digest = createHash('sha256')
  const buffer = Buffer.allocUnsafe(Math.min(piece, size + 1))
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position)
    if (bytesRead === 0) return digest.digest('hex')
    digest.update(buffer.subarray(0, bytesRead))
    position += bytesRead
  }
}

/** Hashes the file at a path. Small files are read in one go, which is several times faster than asking in turns. */
export async function hashFile(path: string): Promise<FileContent> {
  const small = hashSmallFile(path)
  if (small) return small
  const handle = await open(path, 'r')
  try {
    return await hashHandle(handle, path)
  } finally {
    await handle.close()
  }
}

function hashSmallFile(path: string): FileContent | undefined {
  const descriptor = openSync(path, 'r')
  try {
    const before = fstatSync(descriptor, { bigint: true })
    if (before.size >= piece || !before.isFile()) return undefined
    const buffer = Buffer.allocUnsafe(Number(before.size) + 1)
    const read = readSync(descriptor, buffer, 0, buffer.length, 0)
    const after = fstatSync(descriptor, { bigint: true })
    if (read !== Number(before.size) || !same(before, after)) return undefined
    const hash = createHash('sha256').update(buffer.subarray(0, read)).digest('hex')
    return { hash, status: after }
  } finally {
    closeSync(descriptor)
  }
}

function same(before: BigIntStats, after: BigIntStats): boolean {
  return before.size === after.size && before.mtimeNs === after.mtimeNs
}

/** A file of a folder for its listing; an empty folder ends in `/` and has no hash. */
export interface ListedFile {
  /** Relative to the folder, `/`-separated. */
  readonly path: string
  readonly executable: boolean
  readonly hash: string
}

/**
 * SHA-256 of the canonical listing of a folder: path, whether it is executable, and hash of each file, by path. Times,
 * owners and the order in which files were made don't count.
 */
export function hashListing(files: readonly ListedFile[]): string {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const lines: Json = sorted.map(({ path, executable, hash }) => [path, executable ? 'x' : '-', hash])
  return hashJson({ form: 'pipewright-folder-1', files: lines })
}
