import type { EngineState, StateArray } from '../engine/engine.ts'
import type { RegulationRecord } from './regulation/regulator.ts'

/** What one epoch gave. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number
  /** Steps done at its end. */
  readonly step: number
  /** Mean over the rows, each at the step that saw it. */
  readonly loss: number
  readonly learningRate: number
  readonly validation?: ValidationRecord
}

/** A model's marks on the part that is validated with; the second by what is learned. */
export interface ValidationRecord {
  readonly loss: number
  readonly accuracy?: number
  readonly rmse?: number
}

/** Where a training is and what it remembers, but for its arrays. Plain JSON: it goes into checkpoints. */
export interface TrainingState {
  /** Epochs that are done. */
  readonly epoch: number
  /** Steps that are done in the epoch that runs. */
  readonly batch: number
  /** Steps that are done. */
  readonly step: number
  /** Of the epoch that runs: sum of the losses of its rows, and their number. */
  readonly lossSum: number
  readonly lossRows: number
  /** What restores have made of the learning rate. */
  readonly rateFactor: number
  readonly regulations: { readonly [name: string]: RegulationRecord }
  /** The latest epochs, for views that come back after a crash. */
  readonly curve: readonly EpochRecord[]
  /** The epoch whose weights are the best so far. */
  readonly best?: EpochRecord
}

/** A training at one moment, complete: to go on from it gives the same bytes as never to have stopped. */
export interface Snapshot {
  readonly state: TrainingState
  readonly engine: EngineState
  /** The weights of `state.best`, when they are wanted. */
  readonly best?: ReadonlyMap<string, StateArray>
}

/** How many epochs the curve holds. */
const curveLength = 500

export function extendedCurve(curve: readonly EpochRecord[], record: EpochRecord): readonly EpochRecord[] {
  return [...curve.slice(-(curveLength - 1)), record]
}

/** Before the first step. */
export const initialState: TrainingState = {
  epoch: 0,
  batch: 0,
  step: 0,
  lossSum: 0,
  lossRows: 0,
  rateFactor: 1,
  regulations: {},
  curve: [],
}

/** True when no weight is NaN or infinite. */
export function isSound(weights: ReadonlyMap<string, StateArray>): boolean {
  for (const { values } of weights.values()) {
    for (let index = 0; index < values.length; index++) {
      if (!Number.isFinite(values[index])) return false
    }
  }
  return true
}
