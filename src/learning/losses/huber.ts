import { clipByValue, mean, mul, type Scalar, sub } from '@tensorflow/tfjs-core'
import { differenceTo } from './difference.ts'
import type { Loss } from './loss.ts'

/**
 * Mean of d²/2 where |d| ≤ δ, of δ·(|d| - δ/2) beyond (Huber, 1964). With c = d cut off at ±δ both are c·(d - c/2).
 */
export const huber: Loss = {
  task: 'regression',
  mean(outputs, target, settings) {
    const delta = settings.number('delta')
    const difference = differenceTo(target, outputs)
    const cut = clipByValue(difference, -delta, delta)
    return mean(mul(cut, sub(difference, mul(cut, 0.5)))) as Scalar
  },
}
