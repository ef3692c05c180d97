import { backend_util, MaxPoolGrad } from '@tensorflow/tfjs-core'
import { floats, input, type KernelRepair } from '../wasm-kernel.ts'

type Window = ReturnType<typeof backend_util.computePool2DInfo>

/** Index into the input of the largest value of one window; the first one wins a tie. */
function largest(
  values: Float32Array,
  info: Window,
  batch: number,
  top: number,
  left: number,
  channel: number,
): number {
  let best = -1
  let bestValue = Number.NEGATIVE_INFINITY
  for (let row = Math.max(0, top); row < Math.min(info.inHeight, top + info.effectiveFilterHeight); row++) {
    for (
      let column = Math.max(0, left);
      column < Math.min(info.inWidth, left + info.effectiveFilterWidth);
      column++
    ) {
      const at = ((batch * info.inHeight + row) * info.inWidth + column) * info.inChannels + channel
      const value = values[at] ?? 0
      if (best < 0 || value > bestValue) {
        best = at
        bestValue = value
      }
    }
  }
  return best
}

/** The published kernel starts its search for the maximum at 0, so windows of negative numbers lose their gradient. */
export const maxPoolGrad: KernelRepair = {
  name: MaxPoolGrad,
  reason: 'wrong where the maximum of a window is negative',
  run(call) {
    const { backend, attrs } = call
    const x = input(call, 'input')
    const dy = input(call, 'dy')
    const info = backend_util.computePool2DInfo(
      x.shape as [number, number, number, number],
      attrs.filterSize as [number, number],
      attrs.strides as [number, number],
      1,
      attrs.pad as 'valid' | 'same' | number,
      attrs.dimRoundingMode as 'floor' | 'round' | 'ceil',
    )
    const dx = backend.makeOutput(x.shape, 'float32')
    const gradients = floats(backend, dx).fill(0)
    const values = floats(backend, x)
    const upstream = floats(backend, dy)
    let from = 0
    for (let batch = 0; batch < info.batchSize; batch++) {
      for (let row = 0; row < info.outHeight; row++) {
        const top = row * info.strideHeight - info.padInfo.top
        for (let column = 0; column < info.outWidth; column++) {
          const left = column * info.strideWidth - info.padInfo.left
          for (let channel = 0; channel < info.inChannels; channel++, from++) {
            const at = largest(values, info, batch, top, left, channel)
            if (at >= 0) gradients[at] = (gradients[at] ?? 0) + (upstream[from] ?? 0)
          }
        }
      }
    }
    return dx
  },
}
