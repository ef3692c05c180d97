import type { Optimizer } from './optimizer.ts'

/** w ← w - η·(g + λ·w): stochastic gradient descent (Robbins & Monro, 1951), with an L2 penalty λ. */
export const sgd: Optimizer = {
  slots: [],
  updater(settings) {
    const decay = settings.number('weight_decay')
    return ({ weights, next, gradient, learningRate }) => {
      for (let index = 0; index < next.length; index++) {
        const weight = weights[index] ?? 0
        next[index] = weight - learningRate * ((gradient[index] ?? 0) + decay * weight)
      }
    }
  },
}
