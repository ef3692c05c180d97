import type { ExecutableKind } from '../plan/executable.ts'
import type { Executor } from './executor.ts'
import { executeLearning } from './learning.ts'
import { executeNotify } from './notify.ts'
import { executeScore } from './score.ts'
import { executeStep } from './step.ts'

/** Who does the work of each kind of node; a plan refuses the kinds that no one does yet. */
export const executors: Readonly<Record<ExecutableKind, Executor>> = {
  dataset: executeLearning,
  train: executeLearning,
  evaluate: executeLearning,
  score: executeScore,
  step: executeStep,
  notify: executeNotify,
}
