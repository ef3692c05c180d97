import type { Result } from '../../base/result.ts'
import { architectureIn, loadModel, type Model } from '../models/saved-model.ts'
import { loadImplementation } from './load.ts'

/** Opens a model that a training made, with its architecture's module where that is the user's own. */
export async function openModel(folder: string): Promise<Result<Model>> {
  const architecture = architectureIn(folder)
  if (architecture) await loadImplementation(architecture)
  return loadModel(folder)
}
