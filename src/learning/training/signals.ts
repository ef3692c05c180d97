import type { LearningKind } from '../models/architecture.ts'

/** Numbers that a running training shows to regulations, by name. */
export type Signals = ReadonlyMap<string, number>

/**
 * Known after every step. `epoch` and `step` count those that are done; `progress` is the share of the training that is
 * done; `loss` is the batch's mean (at the end of an epoch: the epoch's mean).
 */
export const stepSignals = ['loss', 'epoch', 'step', 'progress', 'learning_rate', 'gradient_norm'] as const

/** Known at the end of each epoch, when there is a part to validate with. */
export function validationSignals(task: LearningKind): readonly string[] {
  return task === 'classification' ? ['val.loss', 'val.accuracy'] : ['val.loss', 'val.rmse']
}
