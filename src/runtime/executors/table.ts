import type { NodeKind } from '../../ir/program.ts'
import type { Executor } from './executor.ts'
import { executeLearning } from './learning.ts'
import { executeNotify } from './notify.ts'
import { executeScore } from './score.ts'
import { executeStep } from './step.ts'

/** Who does the work of each kind of node. */
export const executors: Readonly<Record<NodeKind, Executor>> = {
  dataset: executeLearning,
  train: executeLearning,
  evaluate: executeLearning,
  score: executeScore,
  step: executeStep,
  notify: executeNotify,
}
