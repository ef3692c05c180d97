import type { Arguments } from '../component.ts'
import { integerPower } from './integer-power.ts'
import type { Optimizer, Update } from './optimizer.ts'

/**
 * m ← β₁·m + (1-β₁)·g, v ← β₂·v + (1-β₂)·g², w ← w - η·m̂ / (√v̂ + ε), where m̂ and v̂ are corrected for their start
 * at zero (Kingma & Ba, 2015, algorithm 1). `decay` is AdamW's: w shrinks by η·λ·w beside.
 */
export function adamUpdater(settings: Arguments, decay: number): (update: Update) => void {
  const beta1 = settings.number('beta1')
  const beta2 = settings.number('beta2')
  const epsilon = settings.number('epsilon')
  return ({ weights, next, gradient, slots, learningRate, step }) => {
    const means = slots[0] ?? new Float32Array(next.length)
    const squares = slots[1] ?? new Float32Array(next.length)
    const meanFactor = learningRate / (1 - integerPower(beta1, step))
    const squareFactor = 1 / (1 - integerPower(beta2, step))
    const keep = 1 - learningRate * decay
    for (let index = 0; index < next.length; index++) {
      const slope = gradient[index] ?? 0
      const mean = beta1 * (means[index] ?? 0) + (1 - beta1) * slope
      const square = beta2 * (squares[index] ?? 0) + (1 - beta2) * slope * slope
      means[index] = mean
      squares[index] = square
      next[index] =
        keep * (weights[index] ?? 0) - (meanFactor * mean) / (Math.sqrt(square * squareFactor) + epsilon)
    }
  }
}

/** Adam (Kingma & Ba, 2015). */
export const adam: Optimizer = {
  slots: ['mean', 'square'],
  updater: (settings) => adamUpdater(settings, 0),
}
