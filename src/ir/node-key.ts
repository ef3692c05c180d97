import { hashJson } from '../base/hash.ts'
import type { Value } from './expression.ts'

/** Everything that decides what a node makes. Equal records, equal key, equal bytes. */
export interface KeyRecord {
  /** The form of this record; a change of form changes every key. */
  readonly form: 1
  /** Another kind of node, or a newer implementation of it, may make something else. */
  readonly component: { readonly kind: string; readonly version: number }
  /**
   * The evaluated config. Artifacts are there by hash alone, project files as `{ $file, hashes }`: what a file says
   * counts, and for commands (which see the name) its path.
   */
  readonly config: { readonly [field: string]: Value }
  /** The seed, for kinds that draw; a step sees it only by asking in its config. */
  readonly seed?: number
  /** Content hashes of the code files that a command names or declares, by path. */
  readonly code?: { readonly [path: string]: string }
  /** Declared environment: the container, lock file or interpreter that the command runs in. */
  readonly environment?: { readonly [name: string]: string }
}

/** SHA-256 of the canonical JSON of the record, in hex. */
export function nodeKey(record: KeyRecord): string {
  return hashJson(record as never)
}
