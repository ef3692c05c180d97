import type { Draws } from '../random.ts'

/** Normal with standard deviation sqrt(2 / inputs): for rectifiers (He, Zhang, Ren & Sun, 2015, eq. 10). */
export function heNormal(inputs: number, size: number): (draws: Draws) => Float32Array {
  const deviation = Math.sqrt(2 / inputs)
  return (draws) => Float32Array.from({ length: size }, () => deviation * draws.normal())
}

/** Uniform within ±sqrt(6 / (inputs + outputs)): for symmetric activations (Glorot & Bengio, 2010, eq. 16). */
export function glorotUniform(inputs: number, outputs: number): (draws: Draws) => Float32Array {
  const bound = Math.sqrt(6 / (inputs + outputs))
  return (draws) => Float32Array.from({ length: inputs * outputs }, () => bound * (2 * draws.uniform() - 1))
}

export function ones(size: number): () => Float32Array {
  return () => new Float32Array(size).fill(1)
}

export function zeros(size: number): () => Float32Array {
  return () => new Float32Array(size)
}
