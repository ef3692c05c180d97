import type { Arguments } from '../../component.ts'

/** What `improves` remembers: the best value seen and where. JSON, as it goes into checkpoints. */
export interface LimitMemory {
  readonly best?: number
  readonly epoch?: number
  readonly step?: number
}

/** One look at a signal. */
interface Observation {
  readonly value: number
  /** Epochs and steps that are done. */
  readonly epoch: number
  readonly step: number
  /** Which way is better for what is observed: used where the program says `auto`. */
  readonly better: 'up' | 'down'
}

export interface Verdict {
  readonly within: boolean
  readonly memory: LimitMemory
}

/** The bounds of a signal. Nothing that is NaN is within any bounds. */
export interface Limit {
  check(observation: Observation, settings: Arguments, memory: LimitMemory): Verdict
}
