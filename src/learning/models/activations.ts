import { add, elu, erf, mul, relu, sigmoid, type Tensor2D, tanh } from '@tensorflow/tfjs-core'

/** Gaussian error linear unit, x·Φ(x) (Hendrycks & Gimpel, 2016). */
function gelu(x: Tensor2D): Tensor2D {
  return mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1))
}

/** The activations of hidden layers by the names that `mlp` takes. */
export const activations: Readonly<Record<string, (x: Tensor2D) => Tensor2D>> = {
  relu,
  tanh,
  sigmoid,
  gelu,
  elu,
}
