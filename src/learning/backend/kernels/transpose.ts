import { Transpose, util } from '@tensorflow/tfjs-core'
import { floats, input, type KernelRepair } from '../wasm-kernel.ts'

/**
 * From rank 4 on the published kernel moves single values by a general index computation. Where the last axis stays
 * last, whole rows can be copied instead.
 */
export const transpose: KernelRepair = {
  name: Transpose,
  reason: 'slow for four axes and more',
  run(call, published) {
    const { backend, attrs } = call
    const x = input(call, 'x')
    const perm = attrs.perm as number[]
    const rank = perm.length
    const width = x.shape[rank - 1] ?? 0
    if (rank < 4 || perm[rank - 1] !== rank - 1 || x.dtype !== 'float32' || width === 0)
      return published(call)
    const shape = perm.map((axis) => x.shape[axis] ?? 0)
    const strides = [...util.computeStrides(x.shape), 1]
    const output = backend.makeOutput(shape, 'float32')
    const to = floats(backend, output)
    const from = floats(backend, x)
    const sizes = shape.slice(0, -1)
    const steps = perm.slice(0, -1).map((axis) => strides[axis] ?? 0)
    const index = new Int32Array(sizes.length)
    let source = 0
    for (let target = 0; target < to.length; target += width) {
      to.set(from.subarray(source, source + width), target)
      for (let axis = sizes.length - 1; axis >= 0; axis--) {
        const step = steps[axis] ?? 0
        const size = sizes[axis] ?? 0
        const next = (index[axis] ?? 0) + 1
        source += step
        index[axis] = next
        if (next < size) break
        source -= step * size
        index[axis] = 0
      }
    }
    return output
  },
}
