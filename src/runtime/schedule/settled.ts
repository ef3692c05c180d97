import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import type { Outputs } from '../plan/known-outputs.ts'

/**
 * Why a node was skipped. `condition`: its `when`, or what it reads, was skipped by one. `failure`: something that it
 * depends on failed. `unneeded`: a `first_ok` did not come to it. `cancelled`: the run ended before.
 */
export type SkipCause = 'condition' | 'failure' | 'unneeded' | 'cancelled'

/** What became of a node in the end. */
export type Settled =
  | {
      readonly status: 'succeeded' | 'cached'
      readonly key: string
      readonly outputs: Outputs
      /** Milliseconds. */
      readonly duration: number
    }
  | {
      readonly status: 'failed'
      readonly diagnostics: readonly Diagnostic[]
      readonly duration: number
      readonly attempts: number
    }
  /** The reason of a node behind a skipped one is that one's: what is at the root of it. */
  | { readonly status: 'skipped'; readonly reason: string; readonly cause: SkipCause; readonly root?: string }

/** What came of starting a node: it is settled, or it is to be started again. */
export type Started =
  | Settled
  /** After so many milliseconds. */
  | { readonly status: 'again'; readonly delay: number; readonly cause: Diagnostic }
  /** When that node is settled: it writes a file that this one reads. */
  | { readonly status: 'parked'; readonly on: string }
