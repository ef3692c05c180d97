import type { ClassPredictions, Metric } from './metric.ts'

/** Probabilities are kept this far from 0, so that one certain error costs 36 nats and not infinitely many. */
const smallest = Number.EPSILON

/** Mean over rows of -ln p(true class), in nats. */
export function logLossOf({ rows, classes, probabilities, truth }: ClassPredictions): number {
  let sum = 0
  for (let row = 0; row < rows; row++) {
    const likely = probabilities[row * classes.length + (truth[row] ?? 0)] ?? 0
    sum -= Math.log(Math.min(Math.max(likely, smallest), 1))
  }
  // -0 is 0.
  return sum / rows + 0
}

/** `log_loss()`. */
export const logLoss: Metric = { task: 'classification', compute: logLossOf }
