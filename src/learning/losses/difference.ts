import { reshape, sub, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core'

/** Predicted less true numbers, [rows, 1]. */
export function differenceTo(target: Tensor1D, outputs: Tensor2D): Tensor2D {
  return sub(outputs, reshape(target, [-1, 1]))
}
