import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a file that is there as a whole or not at all, whenever the machine stops: aside, synced, moved in. */
export function writeAtomically(path: string, pieces: readonly Uint8Array[]): void {
  const aside = `${path}.tmp`
  const file = openSync(aside, 'w')
  try {
    for (const piece of pieces) writeWhole(file, piece)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(aside, path)
  syncFolder(dirname(path))
}

function writeWhole(file: number, piece: Uint8Array): void {
  let done = 0
  while (done < piece.length) done += writeSync(file, piece, done, Math.min(piece.length - done, 2 ** 30))
}

/** Makes the folder's list of names durable; some systems can't open folders, and then keep names in order anyway. */
function syncFolder(folder: string): void {
  let handle: number
  try {
    handle = openSync(folder, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(handle)
  } catch {
    // A file system that does not sync folders has nothing to sync.
  } finally {
    closeSync(handle)
  }
}
