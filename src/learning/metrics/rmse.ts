import type { Metric, NumberPredictions } from './metric.ts'

/** sqrt(mean((truth - predicted)^2)). */
function rmseOf({ rows, predicted, truth }: NumberPredictions): number {
  let sum = 0
  for (let row = 0; row < rows; row++) sum += ((truth[row] ?? 0) - (predicted[row] ?? 0)) ** 2
  return Math.sqrt(sum / rows)
}

/** `rmse()`. */
export const rmse: Metric = { task: 'regression', compute: rmseOf }
