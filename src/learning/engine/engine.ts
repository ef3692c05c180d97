import type { ComponentValue } from '../../ir/expression.ts'
import type { LearningKind, Sizes } from '../models/architecture.ts'

/** Rows to compute with. */
export interface Batch {
  readonly rows: number
  /** Row-major, [rows, inputs]. Read before the call returns to its caller, so the array may be used again. */
  readonly features: Float32Array
  /** Class indices, or numbers; [rows]. */
  readonly target: Int32Array | Float32Array
}

/** What an engine is opened for. */
export interface EngineSpec {
  readonly model: ComponentValue
  readonly sizes: Sizes
  readonly task: LearningKind
  readonly loss: ComponentValue
  readonly optimizer: ComponentValue
  /** Of initial weights and dropout. */
  readonly seed: number
}

export interface StepOptions {
  readonly learningRate: number
  /** Steps done before this one: addresses the draws of dropout. */
  readonly index: number
  /** True: the norm of all gradients together is computed too. */
  readonly gradientNorm: boolean
}

export interface StepResult {
  /** Mean over the batch, before the update. */
  readonly loss: number
  readonly gradientNorm?: number
}

export interface Evaluation {
  /** Mean over the batch, without dropout. */
  readonly loss: number
  /** Raw outputs, [rows, outputs]. */
  readonly outputs: Float32Array
}

/** An array that is part of a state; its values never change once it is handed out. */
export interface StateArray {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** Everything that the next step depends on: weights by name, and the optimizer's arrays as `<slot>/<weight>`. */
export interface EngineState {
  /** Updates that the weights have seen. */
  readonly updates: number
  readonly weights: ReadonlyMap<string, StateArray>
  readonly slots: ReadonlyMap<string, StateArray>
}

/**
 * Who computes the steps of one training. The loop above knows nothing else of tensors, so another engine (compiled,
 * on another device) can take this one's place. Equal calls give equal bytes.
 */
export interface Engine {
  step(batch: Batch, options: StepOptions): Promise<StepResult>
  evaluate(batch: Batch): Promise<Evaluation>
  exportState(): EngineState
  importState(state: EngineState): void
  /** Frees all memory; nothing may be called afterwards. */
  dispose(): void
}
