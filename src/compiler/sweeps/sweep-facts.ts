import type { Declared } from '../bind/declared.ts'

/** What is known of a sweep when its fields are settled. */
export interface SweepFacts {
  /** The params that a trial gives a value: those of `over` and of `fix`. */
  readonly binds: ReadonlySet<string>
  /** What its objective, `where` and `collect` read. */
  readonly reads: readonly Declared[]
  /** The nodes that it repeats, in order of id. */
  readonly cone: readonly Declared[]
}
