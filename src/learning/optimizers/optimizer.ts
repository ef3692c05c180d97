import type { Arguments } from '../component.ts'

/** One weight at one step. All arrays have one length. */
export interface Update {
  readonly weights: Float32Array
  /** Where the new weights go. Never the same memory as `weights`. */
  readonly next: Float32Array
  readonly gradient: Float32Array
  /** The optimizer's own arrays for this weight, in the order of `slots`; changed in place, zeros at first. */
  readonly slots: readonly Float32Array[]
  readonly learningRate: number
  /** From 1. */
  readonly step: number
}

/** How weights follow their gradients. */
export interface Optimizer {
  /** Names of the arrays that it keeps for each weight. */
  readonly slots: readonly string[]
  /** Reads the settings once; the function it gives updates one weight, in one loop over its values. */
  updater(settings: Arguments): (update: Update) => void
}
