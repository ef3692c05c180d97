import type { Optimizer } from './optimizer.ts'

/**
 * v ← μ·v + g, w ← w - η·v (Polyak, 1964); Nesterov's form steps by g + μ·v (Sutskever et al., 2013, as PyTorch writes
 * it). g includes an L2 penalty λ·w.
 */
export const momentum: Optimizer = {
  slots: ['velocity'],
  updater(settings) {
    const factor = settings.number('momentum')
    const nesterov = settings.boolean('nesterov')
    const decay = settings.number('weight_decay')
    return ({ weights, next, gradient, slots, learningRate }) => {
      const velocities = slots[0] ?? new Float32Array(next.length)
      for (let index = 0; index < next.length; index++) {
        const weight = weights[index] ?? 0
        const slope = (gradient[index] ?? 0) + decay * weight
        const velocity = factor * (velocities[index] ?? 0) + slope
        velocities[index] = velocity
        next[index] = weight - learningRate * (nesterov ? slope + factor * velocity : velocity)
      }
    }
  },
}
