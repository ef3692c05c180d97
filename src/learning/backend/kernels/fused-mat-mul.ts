import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import {
  _FusedMatMul,
  BatchMatMul,
  Elu,
  LeakyRelu,
  Prelu,
  Relu,
  Relu6,
  Sigmoid,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core'
import { callKernel, floats, input, type KernelCall, type KernelRepair } from '../wasm-kernel.ts'

/** The kernel that applies each fusable activation; `linear` needs none. */
const activations: Readonly<Record<string, string>> = {
  relu: Relu,
  relu6: Relu6,
  elu: Elu,
  sigmoid: Sigmoid,
  leakyrelu: LeakyRelu,
  prelu: Prelu,
}

/** Adds the bias, one value a column, to a product that nobody else has seen yet. */
function addBias(backend: BackendWasm, product: TensorInfo, bias: TensorInfo): void {
  const values = floats(backend, product)
  const added = floats(backend, bias)
  const width = added.length
  for (let start = 0; start < values.length; start += width) {
    for (let column = 0; column < width; column++) {
      values[start + column] = (values[start + column] ?? 0) + (added[column] ?? 0)
    }
  }
}

function activate(call: KernelCall, x: TensorInfo): TensorInfo {
  const { backend, attrs, inputs } = call
  const kernel = activations[String(attrs.activation ?? 'linear')]
  if (!kernel) return x
  const alpha = inputs.preluActivationWeights
  const output = callKernel(kernel, {
    inputs: alpha ? { x, alpha } : { x },
    attrs: attrs.leakyreluAlpha === undefined ? {} : { alpha: attrs.leakyreluAlpha },
    backend,
  })
  backend.disposeData(x.dataId)
  return output
}

/**
 * The published kernel adds the bias once for each block of 48 of the inner dimension when a side is transposed or
 * there is a batch, so sums are wrong beyond 48. It is right, and fast, for one untransposed pair.
 */
export const fusedMatMul: KernelRepair = {
  name: _FusedMatMul,
  reason: 'adds the bias several times for transposed or batched matrices',
  run(call, published) {
    const { backend, attrs, inputs } = call
    const a = input(call, 'a')
    const b = input(call, 'b')
    const single =
      util.sizeFromShape(a.shape.slice(0, -2)) === 1 && util.sizeFromShape(b.shape.slice(0, -2)) === 1
    if (single && !attrs.transposeA && !attrs.transposeB) return published(call)
    const { transposeA = false, transposeB = false } = attrs
    const product = callKernel(BatchMatMul, { inputs: { a, b }, attrs: { transposeA, transposeB }, backend })
    if (inputs.bias) addBias(backend, product, inputs.bias)
    return activate(call, product)
  },
}
