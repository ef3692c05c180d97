import { mul, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import type { Mode } from '../models/architecture.ts'
import { Draws } from '../random.ts'

/** Leaves values as they are: evaluation and prediction. */
export const withoutDropout: Mode = { dropout: (x) => x }

/**
 * Zeroes each value with probability `rate` and scales the others by 1 / (1 - rate), so that means stay (Srivastava et
 * al., 2014, inverted). Draws are addressed by seed, step and layer.
 */
export function dropoutAt(seed: number, step: number): Mode {
  return {
    dropout(x, rate, layer) {
      const draws = new Draws(seed, 'dropout', step, layer)
      const bound = Math.round(rate * 2 ** 32)
      const scale = 1 / (1 - rate)
      const mask = new Float32Array(x.size)
      for (let index = 0; index < mask.length; index++) mask[index] = draws.uint32() < bound ? 0 : scale
      return mul(x, tensor2d(mask, x.shape)) as Tensor2D
    },
  }
}
