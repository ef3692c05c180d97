import * as tf from '@tensorflow/tfjs-core'
import { multiplyAndAdd } from '../../../src/learning/backend/dense-operation.ts'
import { Draws } from '../../../src/learning/random.ts'

/** A seeded normal tensor, the same on every backend. */
function normal(shape: number[], name: string): tf.Tensor {
  const draws = new Draws(1, name)
  return tf.tensor(
    Float32Array.from({ length: shape.reduce((size, side) => size * side, 1) }, () => draws.normal()),
    shape,
  )
}

/** All gradients of the sum of squares of `f`, by the given inputs. */
function gradients(f: (...inputs: tf.Tensor[]) => tf.Tensor, ...inputs: tf.Tensor[]): tf.Tensor[] {
  return tf.grads((...given) => tf.sum(tf.square(f(...given))) as tf.Scalar)(inputs)
}

type Tensor4 = tf.Tensor4D

const pool = (shape: number[], size: number, stride: number, pad: 'valid' | 'same', shift: number) => () =>
  gradients((x) => tf.maxPool(x as Tensor4, size, stride, pad), tf.add(normal(shape, 'pool'), shift))

const multiply = (a: number[], b: number[], transposeA: boolean, transposeB: boolean) => () => {
  const left = normal(a, 'left')
  const right = normal(b, 'right')
  return [
    tf.matMul(left, right, transposeA, transposeB),
    ...gradients((x, y) => tf.matMul(x, y, transposeA, transposeB), left, right),
  ]
}

type Activation = 'linear' | 'relu' | 'elu' | 'sigmoid'

const fused =
  (a: number[], b: number[], transposeA: boolean, transposeB: boolean, activation: Activation) => () => [
    tf.fused.matMul({
      a: normal(a, 'a'),
      b: normal(b, 'b'),
      transposeA,
      transposeB,
      bias: normal([transposeB ? (b.at(-2) ?? 0) : (b.at(-1) ?? 0)], 'bias'),
      activation,
    }),
  ]

const convolve = (x: number[], filter: number[], stride: number, pad: 'valid' | 'same') => () =>
  gradients((a, b) => tf.conv2d(a as Tensor4, b as Tensor4, stride, pad), normal(x, 'x'), normal(filter, 'w'))

const depthwise = (x: number[], filter: number[], stride: number, pad: 'valid' | 'same') => () =>
  gradients(
    (a, b) => tf.depthwiseConv2d(a as Tensor4, b as Tensor4, stride, pad),
    normal(x, 'x'),
    normal(filter, 'w'),
  )

const each =
  (f: (x: tf.Tensor) => tf.Tensor, shape = [7, 9]) =>
  () =>
    gradients(f, normal(shape, 'each'))

/** What is computed on two backends and compared, by name. Each gives values, gradients, or both. */
export const operations: Readonly<Record<string, () => tf.Tensor[]>> = {
  'matMul 2-D': multiply([5, 60], [60, 7], false, false),
  'matMul left transposed': multiply([60, 5], [60, 7], true, false),
  'matMul right transposed': multiply([5, 60], [7, 60], false, true),
  'matMul both transposed': multiply([60, 5], [7, 60], true, true),
  'matMul batched': multiply([3, 5, 60], [3, 60, 7], false, false),
  'matMul batched, transposed': multiply([3, 60, 5], [3, 7, 60], true, true),
  'matMul batch of one against three': () => [tf.matMul(normal([1, 5, 60], 'a'), normal([3, 60, 7], 'b'))],
  'matMul two batch axes': multiply([2, 3, 4, 9], [2, 3, 9, 5], false, false),
  'matMul broadcast batch axes': () => [tf.matMul(normal([2, 1, 4, 9], 'a'), normal([1, 3, 9, 5], 'b'))],
  'matMul one row': multiply([1, 60], [60, 1], false, false),
  'fused matMul': fused([6, 100], [100, 5], false, false, 'linear'),
  'fused matMul relu': fused([6, 100], [100, 5], false, false, 'relu'),
  'fused matMul left transposed': fused([100, 6], [100, 5], true, false, 'linear'),
  'fused matMul right transposed': fused([6, 100], [5, 100], false, true, 'relu'),
  'fused matMul batched': fused([3, 6, 100], [3, 100, 5], false, false, 'elu'),
  'fused matMul batched sigmoid': fused([3, 6, 100], [3, 100, 5], false, false, 'sigmoid'),
  'multiply and add': () =>
    gradients(
      (x, weight, bias) => multiplyAndAdd(x as tf.Tensor2D, weight as tf.Tensor2D, bias as tf.Tensor1D),
      normal([6, 100], 'x'),
      normal([100, 5], 'weight'),
      normal([5], 'bias'),
    ),
  'maxPool of negative values': pool([2, 9, 9, 3], 2, 2, 'valid', -10),
  'maxPool of mixed values': pool([2, 9, 9, 3], 2, 2, 'same', 0),
  'maxPool with overlap': pool([2, 9, 8, 3], 3, 1, 'same', -1),
  avgPool: each((x) => tf.avgPool(x as Tensor4, 2, 2, 'same'), [2, 9, 9, 3]),
  'conv2d same': convolve([2, 9, 9, 3], [3, 3, 3, 4], 1, 'same'),
  'conv2d stride 2, valid': convolve([2, 9, 10, 3], [3, 2, 3, 4], 2, 'valid'),
  'conv2d stride 2, same': convolve([2, 9, 10, 3], [3, 3, 3, 4], 2, 'same'),
  'depthwise valid': depthwise([2, 9, 9, 3], [3, 3, 3, 2], 1, 'valid'),
  'depthwise stride 2, same': depthwise([2, 9, 8, 3], [3, 3, 3, 2], 2, 'same'),
  gather: () =>
    gradients((x) => tf.gather(x, tf.tensor1d([1, 3, 3, 0, 7], 'int32')), normal([8, 5], 'table')),
  'gather of rows of rank 3': () =>
    gradients((x) => tf.gather(x, tf.tensor1d([2, 2, 0], 'int32')), normal([3, 4, 5], 'table')),
  'transpose rank 4, last stays': () => [tf.transpose(normal([2, 3, 4, 5], 't'), [2, 0, 1, 3])],
  'transpose rank 5': () => [tf.transpose(normal([2, 3, 4, 5, 6], 't'), [3, 1, 0, 2, 4])],
  'transpose rank 4, last moves': () => [tf.transpose(normal([2, 3, 4, 5], 't'), [0, 3, 1, 2])],
  'transpose 2-D': () => [tf.transpose(normal([33, 65], 't'))],
  'sum leading axis': () => [tf.sum(normal([50, 20], 's'), 0)],
  'sum two leading axes': () => [tf.sum(normal([5, 6, 20], 's'), [0, 1])],
  'sum last axis': () => [tf.sum(normal([50, 20], 's'), 1)],
  'sum narrow': () => [tf.sum(normal([50, 3], 's'), 0)],
  'sum kept axes': () => [tf.sum(normal([5, 6, 20], 's'), [0], true)],
  'sum all': () => [tf.sum(normal([50, 20], 's'))],
  'add a bias': () => gradients((x, b) => tf.add(x, b), normal([16, 12], 'x'), normal([12], 'b')),
  relu: each(tf.relu),
  tanh: each(tf.tanh),
  sigmoid: each(tf.sigmoid),
  elu: each(tf.elu),
  erf: each(tf.erf),
  exp: each(tf.exp),
  softplus: each(tf.softplus),
  abs: each(tf.abs),
  logSoftmax: each((x) => tf.logSoftmax(x)),
  softmax: each((x) => tf.softmax(x)),
  mean: each((x) => tf.mean(x, 0)),
  where: () => {
    const mask = tf.greater(normal([7, 9], 'mask'), 0)
    return gradients((x) => tf.where(mask, tf.square(x), x), normal([7, 9], 'x'))
  },
  batchNorm: () =>
    gradients(
      (x, scale, offset) => {
        const { mean, variance } = tf.moments(x, [0, 1, 2])
        return tf.batchNorm(
          x as Tensor4,
          mean as tf.Tensor1D,
          variance as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
        )
      },
      normal([2, 5, 5, 3], 'x'),
      normal([3], 'scale'),
      normal([3], 'offset'),
    ),
}

/** The values of an operation on the backend that is set. */
export async function valuesOf(operation: () => tf.Tensor[]): Promise<Float32Array[]> {
  const results = operation()
  return Promise.all(results.map(async (result) => (await result.data()) as Float32Array))
}

/** The largest difference, relative to the largest value of either side (at least 1). */
export function worstDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  let largest = 1
  let worst = 0
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? new Float32Array(0)
    if (left.length !== right.length) return Number.POSITIVE_INFINITY
    for (const [at, value] of left.entries()) {
      const difference = Math.abs(value - (right[at] ?? Number.NaN))
      largest = Math.max(largest, Math.abs(value))
      worst = Math.max(worst, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference)
    }
  }
  return worst / largest
}
