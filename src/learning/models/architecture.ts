import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Arguments } from '../component.ts'
import type { Draws } from '../random.ts'

/** What a model learns to predict. */
export type LearningKind = 'classification' | 'regression'

/** Sizes that the data decides: columns of features, numbers that the model puts out. */
export interface Sizes {
  readonly inputs: number
  readonly outputs: number
}

/** One array that is learned. */
export interface WeightSpec {
  readonly name: string
  readonly shape: readonly number[]
  /** The values it starts with, row-major. */
  readonly initial: (draws: Draws) => Float32Array
}

/** How a forward pass is run. While it learns, `dropout` zeroes a share of the values; elsewhere it hands them through. */
export interface Mode {
  dropout(x: Tensor2D, rate: number, layer: number): Tensor2D
}

/** A kind of model: which weights it has and how outputs are computed from them. */
export interface Architecture {
  readonly tasks: readonly LearningKind[]
  /** Numbers a row: usually one a class. */
  outputs(task: LearningKind, classes: number): number
  weights(settings: Arguments, sizes: Sizes): readonly WeightSpec[]
  /**
   * Raw outputs, [rows, outputs]: logits of classes, or predicted numbers. `weight` gives the tensor of a weight by name.
   */
  forward(x: Tensor2D, weight: (name: string) => Tensor2D, settings: Arguments, mode: Mode): Tensor2D
}
