import { truncate, truncateStart } from './text/fit-columns.ts'

/** Whether an output lies in the store, under a name that is its hash, rather than where its user wants it. */
export function inStore(path: string): boolean {
  return path.startsWith('.pipe/')
}

/** A path in so many columns: of the user's files the end says most; of a hash the beginning is enough to find it. */
export function shortPath(path: string, columns: number): string {
  return inStore(path) ? truncate(path, columns) : truncateStart(path, columns)
}
