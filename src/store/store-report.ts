import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'

/** A number of things and the bytes that they take. */
export interface Amount {
  readonly count: number
  readonly bytes: number
}

/** An object whose content is not what its name says. */
export interface DamagedObject {
  readonly hash: string
  /** Bytes on the disk. */
  readonly bytes: number
  readonly reason: string
}

/** What `verify` found, and what it removed because of it. */
export interface StoreReport {
  readonly results: number
  readonly objects: Amount
  readonly damaged: readonly DamagedObject[]
  /** Results that were dropped because an object of theirs is damaged or gone. */
  readonly dropped: number
  /** Sound objects that no result needs: left by results that were replaced or dropped, or by a killed run. */
  readonly unreferenced: Amount & { readonly hashes: readonly string[] }
  /** Checkpoints of work that was never finished. */
  readonly scratch: Amount
  /** Damaged databases that were moved aside. */
  readonly aside: Amount
  readonly diagnostics: readonly Diagnostic[]
}
