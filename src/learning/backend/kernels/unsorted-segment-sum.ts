import { UnsortedSegmentSum, util } from '@tensorflow/tfjs-core'
import { floats, input, integers, type KernelRepair } from '../wasm-kernel.ts'

/** Adds row `i` of `x` to row `segmentIds[i]` of the output: the gradient of `gather`. Ids out of range add nowhere. */
export const unsortedSegmentSum: KernelRepair = {
  name: UnsortedSegmentSum,
  reason: 'not published for wasm',
  run(call) {
    const { backend, attrs } = call
    const x = input(call, 'x')
    const segmentIds = input(call, 'segmentIds')
    const segments = attrs.numSegments as number
    const rowShape = x.shape.slice(segmentIds.shape.length)
    const width = util.sizeFromShape(rowShape)
    const output = backend.makeOutput([segments, ...rowShape], x.dtype)
    const sums = floats(backend, output).fill(0)
    const values = floats(backend, x)
    const ids = integers(backend, segmentIds)
    for (let row = 0; row < ids.length; row++) {
      const segment = ids[row] ?? -1
      if (segment < 0 || segment >= segments) continue
      const to = segment * width
      const from = row * width
      for (let column = 0; column < width; column++) {
        sums[to + column] = (sums[to + column] ?? 0) + (values[from + column] ?? 0)
      }
    }
    return output
  },
}
