import { renameSync, statSync, writeFileSync } from 'node:fs'

/** Rewrites a file by one beside it and a rename, so that a crash leaves the old text or the new. */
export function replaceFile(path: string, text: string): void {
  const aside = `${path}.new-${process.pid}`
  writeFileSync(aside, text, { mode: statSync(path).mode })
  renameSync(aside, path)
}
