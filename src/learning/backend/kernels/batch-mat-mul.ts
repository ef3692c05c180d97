import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import { BatchMatMul, type TensorInfo, Transpose, util } from '@tensorflow/tfjs-core'
import { callKernel, input, type KernelCall, type KernelRepair } from '../wasm-kernel.ts'

/**
 * Ids of views into larger tensors. The backend counts its own ids up from 1, so these never meet them.
 */
let nextViewId = 2 ** 30

/** Calls `use` with the id of a view of `size` floats of a tensor from `offset` on; the view is gone afterwards. */
function withView(
  backend: BackendWasm,
  tensor: TensorInfo,
  offset: number,
  size: number,
  use: (id: number) => void,
): void {
  const id = nextViewId++
  const { memoryOffset } = backend.dataIdMap.get(tensor.dataId)
  backend.wasm.tfjs.registerTensor(id, size, memoryOffset + offset * Float32Array.BYTES_PER_ELEMENT)
  use(id)
  backend.wasm.tfjs.disposeData(id)
}

type Multiply = (
  a: number,
  aShape: Uint8Array,
  aRank: number,
  b: number,
  bShape: Uint8Array,
  bRank: number,
  transposeA: boolean,
  transposeB: boolean,
  out: number,
) => void

const multiplies = new WeakMap<object, Multiply>()

/** The wasm module's own product, which is fast for one pair of untransposed matrices only. */
function multiplyOf(backend: BackendWasm): Multiply {
  const known = multiplies.get(backend.wasm)
  if (known) return known
  const argumentTypes = [
    'number',
    'array',
    'number',
    'number',
    'array',
    'number',
    'number',
    'number',
    'number',
  ]
  const made = (
    backend.wasm as unknown as { cwrap(name: string, result: null, types: string[]): Multiply }
  ).cwrap(BatchMatMul, null, argumentTypes)
  multiplies.set(backend.wasm, made)
  return made
}

function shapeBytes(...shape: readonly number[]): Uint8Array {
  return new Uint8Array(new Int32Array(shape).buffer)
}

/** The tensor with its last two axes swapped, as a new one. */
function swapped(backend: BackendWasm, x: TensorInfo): TensorInfo {
  const perm = x.shape.map((_, axis) => axis)
  const rank = perm.length
  perm.splice(rank - 2, 2, rank - 1, rank - 2)
  return callKernel(Transpose, { inputs: { x }, attrs: { perm }, backend })
}

/** [..., m, k] x [..., k, n] for equal batch shapes, or where one side has a batch of one. */
function multiplyEach(backend: BackendWasm, a: TensorInfo, b: TensorInfo): TensorInfo {
  const [rows = 0, inner = 0] = a.shape.slice(-2)
  const columns = b.shape.at(-1) ?? 0
  const aBatch = util.sizeFromShape(a.shape.slice(0, -2))
  const bBatch = util.sizeFromShape(b.shape.slice(0, -2))
  const lead = aBatch >= bBatch ? a.shape.slice(0, -2) : b.shape.slice(0, -2)
  const output = backend.makeOutput([...lead, rows, columns], 'float32')
  const multiply = multiplyOf(backend)
  const aShape = shapeBytes(1, rows, inner)
  const bShape = shapeBytes(1, inner, columns)
  const product = (aId: number, bId: number, out: number) =>
    multiply(aId, aShape, 3, bId, bShape, 3, false, false, out)
  for (let index = 0; index < Math.max(aBatch, bBatch); index++) {
    withView(backend, a, aBatch === 1 ? 0 : index * rows * inner, rows * inner, (aId) =>
      withView(backend, b, bBatch === 1 ? 0 : index * inner * columns, inner * columns, (bId) =>
        withView(backend, output, index * rows * columns, rows * columns, (out) => product(aId, bId, out)),
      ),
    )
  }
  return output
}

/** True for shapes that need numpy's broadcasting of batches, beyond a batch of one against any. */
function broadcasts(a: TensorInfo, b: TensorInfo): boolean {
  const aLead = a.shape.slice(0, -2)
  const bLead = b.shape.slice(0, -2)
  if (util.sizeFromShape(aLead) === 1 || util.sizeFromShape(bLead) === 1) return aLead.length !== bLead.length
  return !util.arraysEqual(aLead, bLead)
}

/**
 * The published kernel takes its fast path (XNNPACK) for one untransposed pair only; the whole backward pass and all
 * of attention fall into a scalar triple loop. Here the sides are transposed first, then each pair goes the fast way.
 */
export const batchMatMul: KernelRepair = {
  name: BatchMatMul,
  reason: 'a scalar loop for transposed or batched matrices',
  run(call: KernelCall, published) {
    const { backend, attrs } = call
    const a = input(call, 'a')
    const b = input(call, 'b')
    const empty = util.sizeFromShape(a.shape) === 0 || util.sizeFromShape(b.shape) === 0
    if (empty || broadcasts(a, b)) return published(call)
    const left = attrs.transposeA ? swapped(backend, a) : a
    const right = attrs.transposeB ? swapped(backend, b) : b
    const output = multiplyEach(backend, left, right)
    if (left !== a) backend.disposeData(left.dataId)
    if (right !== b) backend.disposeData(right.dataId)
    return output
  },
}
