import { Sum, util } from '@tensorflow/tfjs-core'
import { floats, input, type KernelRepair } from '../wasm-kernel.ts'

/** Rows narrower than this gain nothing over the published kernel. */
const narrow = 8

/**
 * Sums over the leading axes (every bias gradient is one) are transposed first by the published kernel; adding rows up
 * needs no transposition.
 */
export const sum: KernelRepair = {
  name: Sum,
  reason: 'slow over leading axes',
  run(call, published) {
    const { backend, attrs } = call
    const x = input(call, 'x')
    const axes = util.parseAxisParam(attrs.axis as number | number[], x.shape).sort((a, b) => a - b)
    const leading =
      axes.length > 0 && axes.length < x.shape.length && axes.every((axis, index) => axis === index)
    const shape = x.shape.slice(axes.length)
    const width = util.sizeFromShape(shape)
    if (!leading || x.dtype !== 'float32' || attrs.keepDims || width < narrow) return published(call)
    const output = backend.makeOutput(shape, 'float32')
    const sums = floats(backend, output).fill(0)
    const values = floats(backend, x)
    for (let start = 0; start < values.length; start += width) {
      for (let column = 0; column < width; column++) {
        sums[column] = (sums[column] ?? 0) + (values[start + column] ?? 0)
      }
    }
    return output
  },
}
