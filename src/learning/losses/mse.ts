import { mean, type Scalar, square } from '@tensorflow/tfjs-core'
import { differenceTo } from './difference.ts'
import type { Loss } from './loss.ts'

/** Mean of squared differences. */
export const mse: Loss = {
  task: 'regression',
  mean: (outputs, target) => mean(square(differenceTo(target, outputs))) as Scalar,
}
