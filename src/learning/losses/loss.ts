import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import type { Arguments } from '../component.ts'
import type { LearningKind } from '../models/architecture.ts'

/** What is minimised. */
export interface Loss {
  /** The kind of target that it takes: classes as int32 indices, or float32 numbers. */
  readonly task: LearningKind
  /** The mean over the rows. `outputs` are raw, [rows, outputs]; `target` is [rows]. */
  mean(outputs: Tensor2D, target: Tensor1D, settings: Arguments): Scalar
}
