import { abs, mean, type Scalar } from '@tensorflow/tfjs-core'
import { differenceTo } from './difference.ts'
import type { Loss } from './loss.ts'

/** Mean of absolute differences. */
export const mae: Loss = {
  task: 'regression',
  mean: (outputs, target) => mean(abs(differenceTo(target, outputs))) as Scalar,
}
