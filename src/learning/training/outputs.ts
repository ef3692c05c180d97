import { join } from 'node:path'
import type { ComponentValue, Value } from '../../ir/expression.ts'
import { type ModelSignature, saveModel } from '../models/saved-model.ts'
import type { TaskOutput } from '../protocol.ts'
import type { KeptCheckpoint } from './checkpoints/checkpoints.ts'
import type { TrainingResult } from './training-loop.ts'

/**
 * Writes what a training hands on. `model` has the best weights when there are any and they are wanted, else the last;
 * `loss` and `val` are the marks of those weights.
 */
export function writeOutputs(options: {
  readonly staging: string
  readonly architecture: ComponentValue
  readonly signature: ModelSignature
  readonly result: TrainingResult
  readonly wantsBest: boolean
  readonly checkpoints: readonly KeptCheckpoint[]
  readonly compliance: { readonly [name: string]: number }
}): { readonly [name: string]: TaskOutput } {
  const { staging, architecture, signature, result, checkpoints } = options
  const chosen = (options.wantsBest && result.best) || result.last
  const { loss, validation } = chosen.record
  saveModel(join(staging, 'model'), { architecture, signature, weights: chosen.weights })
  const saved = checkpoints.map(({ step, weights }): TaskOutput => {
    const path = `checkpoints/step-${String(step).padStart(9, '0')}`
    saveModel(join(staging, path), { architecture, signature, weights })
    return { artifact: 'Checkpoint', path, folder: true }
  })
  return {
    model: { artifact: 'Model', path: 'model', folder: true },
    checkpoints: { list: saved },
    loss: { value: loss },
    epochs: { value: result.epochs },
    ...(validation && { val: { value: { ...validation } as unknown as Value } }),
    compliance: { value: options.compliance },
  }
}
