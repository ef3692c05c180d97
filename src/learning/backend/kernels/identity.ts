import { Identity } from '@tensorflow/tfjs-core'
import { input, type KernelRepair } from '../wasm-kernel.ts'

/**
 * The published kernel copies. Every tensor that a gradient needs later is saved through it, so a step copies all its
 * weights and activations; as nothing here writes into a tensor that others see, they can share the data instead.
 */
export const identity: KernelRepair = {
  name: Identity,
  reason: 'copies what may be shared',
  run(call) {
    const { dataId, shape, dtype } = input(call, 'x')
    call.backend.incRef(dataId)
    return { dataId, shape, dtype }
  },
}
