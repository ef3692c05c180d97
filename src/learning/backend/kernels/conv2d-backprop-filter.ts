import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import { BatchMatMul, backend_util, Conv2DBackpropFilter, type TensorInfo } from '@tensorflow/tfjs-core'
import { callKernel, floats, input, type KernelRepair } from '../wasm-kernel.ts'
import { type Convolution, eachCell, type Shape4 } from './convolution-cells.ts'

/** One row for each output pixel: the input values under the filter there, zeros for padding (im2col). */
function patches(backend: BackendWasm, x: TensorInfo, info: Convolution): TensorInfo {
  const { inChannels: channels } = info
  const width = info.filterHeight * info.filterWidth * channels
  const output = backend.makeOutput([info.batchSize * info.outHeight * info.outWidth, width], 'float32')
  const to = floats(backend, output).fill(0)
  const from = floats(backend, x)
  eachCell(info, (position, cell, pixel) => {
    to.set(from.subarray(pixel * channels, (pixel + 1) * channels), position * width + cell * channels)
  })
  return output
}

/** The gradient of a convolution's filter: patches of the input, transposed, times the output's gradient. */
export const conv2dBackpropFilter: KernelRepair = {
  name: Conv2DBackpropFilter,
  reason: 'not published for wasm',
  run(call) {
    const { backend, attrs } = call
    const x = input(call, 'x')
    const dy = input(call, 'dy')
    const filterShape = attrs.filterShape as Shape4
    const info = backend_util.computeConv2DInfo(
      x.shape as Shape4,
      filterShape,
      attrs.strides as [number, number],
      1,
      attrs.pad as 'valid' | 'same' | number,
      attrs.dimRoundingMode as 'floor' | 'round' | 'ceil',
    )
    const a = patches(backend, x, info)
    const b = { ...dy, shape: [a.shape[0] ?? 0, info.outChannels] }
    const product = callKernel(BatchMatMul, {
      inputs: { a, b },
      attrs: { transposeA: true, transposeB: false },
      backend,
    })
    backend.disposeData(a.dataId)
    product.shape = filterShape
    return product
  },
}
