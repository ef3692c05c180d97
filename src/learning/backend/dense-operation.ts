import {
  _FusedMatMul,
  engine,
  matMul,
  registerGradient,
  reshape,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core'

// `fused.matMul` computes the gradients of both its sides whenever it needs one. The first layer's input is data, whose
// gradient nobody asks for and which is the largest product of all: here each gradient is computed only when asked.
registerGradient({
  kernelName: _FusedMatMul,
  inputsToSave: ['a', 'b'],
  gradFunc: (upstream, saved) => {
    const dy = upstream as Tensor3D
    const [a, b] = saved as [Tensor3D, Tensor3D]
    return {
      a: () => matMul(dy, b, false, true),
      b: () => matMul(a, dy, true, false),
      bias: () => sum(dy, [0, 1]),
    }
  },
})

const batchOfOne = (x: Tensor2D) => reshape(x, [1, ...x.shape]) as Tensor3D

/** x · weight + bias in one kernel: [rows, inputs] x [inputs, outputs] + [outputs]. */
export function multiplyAndAdd(x: Tensor2D, weight: Tensor2D, bias: Tensor1D): Tensor2D {
  const inputs = { a: batchOfOne(x), b: batchOfOne(weight), bias }
  const attributes = { transposeA: false, transposeB: false, activation: 'linear' }
  const product = engine().runKernel(_FusedMatMul, inputs, attributes) as Tensor
  return reshape(product, [x.shape[0], weight.shape[1]]) as Tensor2D
}
