// A folder with a program in it, for measuring whole runs of the command; gone when the work is done.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { bundleIfStale } from '../../scripts/build.mjs'

export const pipe = join(import.meta.dirname, '../../dist/pipe.js')

/** Builds the command if need be and works in a fresh project. */
export async function inProject(files, work) {
  await bundleIfStale()
  const folder = mkdtempSync(join(tmpdir(), 'pipe-bench-'))
  mkdirSync(join(folder, '.git'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
