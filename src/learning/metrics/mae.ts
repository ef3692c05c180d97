import type { Metric, NumberPredictions } from './metric.ts'

/** mean(|truth - predicted|). */
function maeOf({ rows, predicted, truth }: NumberPredictions): number {
  let sum = 0
  for (let row = 0; row < rows; row++) sum += Math.abs((truth[row] ?? 0) - (predicted[row] ?? 0))
  return sum / rows
}

/** `mae()`. */
export const mae: Metric = { task: 'regression', compute: maeOf }
