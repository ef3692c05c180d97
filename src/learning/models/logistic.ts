import type { Architecture } from './architecture.ts'
import { linear } from './linear.ts'

/** Logistic regression: one output and a sigmoid for two classes, one output a class and softmax for more. */
export const logistic: Architecture = {
  ...linear,
  tasks: ['classification'],
  outputs: (_task, classes) => (classes === 2 ? 1 : classes),
}
