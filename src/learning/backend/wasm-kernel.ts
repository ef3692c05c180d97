import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import {
  getKernel,
  type KernelFunc,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core'

/** What a kernel is called with; tensors lie on the heap of the wasm module. */
export interface KernelCall {
  readonly inputs: NamedTensorInfoMap
  readonly attrs: NamedAttrMap
  readonly backend: BackendWasm
}

/** A kernel that takes the place of the published one, or fills its absence. */
export interface KernelRepair {
  readonly name: string
  /** Why the published backend does not do. */
  readonly reason: string
  /** `published` runs the kernel that is replaced; it throws where there was none. */
  readonly run: (call: KernelCall, published: (call: KernelCall) => TensorInfo) => TensorInfo
}

/** Puts a repaired kernel in the place of the published one. The backend must have started: kernels are bound to it then. */
export function installKernel({ name, run }: KernelRepair): void {
  const before = getKernel(name, 'wasm')
  const published = (call: KernelCall) => {
    if (!before) throw new Error(`the wasm backend has no kernel ${name}`)
    return single(before.kernelFunc(call))
  }
  const kernelFunc: KernelFunc = ({ inputs, attrs, backend }) =>
    run({ inputs, attrs: attrs ?? {}, backend: backend as BackendWasm }, published)
  if (before) unregisterKernel(name, 'wasm')
  registerKernel({
    kernelName: name,
    backendName: 'wasm',
    kernelFunc,
    ...(before?.setupFunc && { setupFunc: before.setupFunc }),
    ...(before?.disposeFunc && { disposeFunc: before.disposeFunc }),
  })
}

/** Runs another kernel of the backend. Its output is not tracked: the caller disposes it or hands it on. */
export function callKernel(name: string, call: KernelCall): TensorInfo {
  const kernel = getKernel(name, 'wasm')
  if (!kernel) throw new Error(`the wasm backend has no kernel ${name}`)
  return single(kernel.kernelFunc(call))
}

function single(output: TensorInfo | TensorInfo[]): TensorInfo {
  const [first] = Array.isArray(output) ? output : [output]
  if (!first) throw new Error('a kernel gave no output')
  return first
}

/** An input that the kernel can't do without. */
export function input({ inputs }: KernelCall, name: string): TensorInfo {
  const tensor = inputs[name]
  if (!tensor) throw new Error(`a kernel lacks its input ${name}`)
  return tensor
}

/**
 * The values of a float tensor as a view of the heap. The view dies when the heap grows, so take it after every
 * output has been made.
 */
export function floats(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array
}

/** The same for an int32 tensor. */
export function integers(backend: BackendWasm, tensor: TensorInfo): Int32Array {
  return backend.typedArrayFromHeap(tensor) as Int32Array
}
