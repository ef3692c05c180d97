import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
// Importing layers registers every gradient with core; core alone has none.
import '@tensorflow/tfjs-layers'
import { type BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { repairs } from './kernels/repairs.ts'
import { installKernel } from './wasm-kernel.ts'

/** The heap of the wasm module is full. */
export class OutOfTensorMemory extends Error {
  readonly bytes: number

  constructor(bytes: number) {
    super(`no room for ${bytes} bytes on the tensor heap`)
    this.name = 'OutOfTensorMemory'
    this.bytes = bytes
  }
}

/** The part of the module that gives out memory. */
interface Allocator {
  _malloc: (bytes: number) => number
  readonly _free: (address: number) => void
  readonly HEAPU8: Uint8Array
}

let starting: Promise<BackendWasm> | undefined

/** The wasm backend, started once a process, with its kernels repaired. One thread: more bring nothing. */
export function startWasmBackend(): Promise<BackendWasm> {
  starting ??= start()
  return starting
}

let areKernelsRepaired = false

/** Gives up the heap with all that is on it, after it was full; the next start makes a new one. */
export function discardWasmBackend(): void {
  const factory = tf.findBackendFactory('wasm')
  starting = undefined
  tf.removeBackend('wasm')
  tf.registerBackend('wasm', factory)
}

async function start(): Promise<BackendWasm> {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(`${join(dirname(entry))}/`)
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  if (!(await tf.setBackend('wasm'))) throw new Error('the wasm backend did not start')
  await tf.ready()
  if (!areKernelsRepaired) for (const repair of repairs) installKernel(repair)
  areKernelsRepaired = true
  const backend = tf.backend() as BackendWasm
  refuseWhenFull(backend)
  return backend
}

/**
 * The published backend does not look at what the allocator says. Near 4 GiB the allocator also hands out addresses
 * beyond the end of the heap, or trips over it.
 */
function refuseWhenFull(backend: BackendWasm): void {
  const module = backend.wasm as unknown as Allocator
  // The first call puts the real function in its own place.
  module._free(module._malloc(8))
  const allocate = module._malloc
  module._malloc = (bytes) => {
    let address = 0
    try {
      address = allocate(bytes) >>> 0
    } catch {
      throw new OutOfTensorMemory(bytes)
    }
    if (bytes > 0 && (address === 0 || address + bytes > module.HEAPU8.length))
      throw new OutOfTensorMemory(bytes)
    return address
  }
}
