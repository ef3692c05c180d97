import {
  backend_util,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  type NamedAttrMap,
} from '@tensorflow/tfjs-core'
import { floats, input, type KernelRepair } from '../wasm-kernel.ts'
import { type Convolution, eachCell, type Shape4 } from './convolution-cells.ts'

function convolution(
  xShape: readonly number[],
  filterShape: readonly number[],
  attrs: NamedAttrMap,
): Convolution {
  return backend_util.computeConv2DInfo(
    [...xShape] as Shape4,
    [...filterShape] as Shape4,
    attrs.strides as [number, number],
    (attrs.dilations as [number, number] | undefined) ?? [1, 1],
    attrs.pad as 'valid' | 'same' | number,
    attrs.dimRoundingMode as 'floor' | 'round' | 'ceil',
    true,
  )
}

/**
 * Visits every product of a depthwise convolution: the indices of an input value, a filter value and the output value
 * that they meet in. Filters are [height, width, channels, multiplier].
 */
function eachProduct(info: Convolution, visit: (x: number, filter: number, y: number) => void): void {
  const { inChannels, outChannels } = info
  const multiplier = outChannels / inChannels
  eachCell(info, (position, cell, pixel) => {
    for (let out = 0; out < outChannels; out++) {
      visit(
        pixel * inChannels + Math.floor(out / multiplier),
        cell * outChannels + out,
        position * outChannels + out,
      )
    }
  })
}

/** The gradient of a depthwise convolution's filter. */
export const depthwiseBackpropFilter: KernelRepair = {
  name: DepthwiseConv2dNativeBackpropFilter,
  reason: 'not published for wasm',
  run(call) {
    const { backend, attrs } = call
    const x = input(call, 'x')
    const dy = input(call, 'dy')
    const filterShape = attrs.filterShape as number[]
    const output = backend.makeOutput(filterShape, 'float32')
    const gradients = floats(backend, output).fill(0)
    const values = floats(backend, x)
    const upstream = floats(backend, dy)
    eachProduct(convolution(x.shape, filterShape, attrs), (at, filter, y) => {
      gradients[filter] = (gradients[filter] ?? 0) + (values[at] ?? 0) * (upstream[y] ?? 0)
    })
    return output
  },
}

/** The gradient of a depthwise convolution's input. */
export const depthwiseBackpropInput: KernelRepair = {
  name: DepthwiseConv2dNativeBackpropInput,
  reason: 'not published for wasm',
  run(call) {
    const { backend, attrs } = call
    const dy = input(call, 'dy')
    const filter = input(call, 'filter')
    const inputShape = attrs.inputShape as number[]
    const output = backend.makeOutput(inputShape, 'float32')
    const gradients = floats(backend, output).fill(0)
    const weights = floats(backend, filter)
    const upstream = floats(backend, dy)
    eachProduct(convolution(inputShape, filter.shape, attrs), (at, cell, y) => {
      gradients[at] = (gradients[at] ?? 0) + (weights[cell] ?? 0) * (upstream[y] ?? 0)
    })
    return output
  },
}
