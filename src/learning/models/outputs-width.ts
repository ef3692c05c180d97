import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { ComponentValue } from '../../ir/expression.ts'
import { refuseResult } from '../implementations/user-failure.ts'

/** Refuses outputs of a model of the user's that are not as many a row as its task needs; the library's are. */
export function checkWidth({ $component }: ComponentValue, outputs: Tensor2D, width: number): Tensor2D {
  if (outputs.shape[1] === width) return outputs
  return refuseResult($component, `${width} outputs a row`, outputs.shape[1])
}
