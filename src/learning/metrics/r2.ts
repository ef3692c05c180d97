import { metricProblems } from '../../base/diagnostics/metric-problems.ts'
import { refuse } from '../datasets/refuse.ts'
import type { Metric, NumberPredictions } from './metric.ts'

/**
 * 1 - sum((truth - predicted)^2) / sum((truth - mean(truth))^2): 1 is perfect, 0 as good as the mean, below worse.
 * Refuses rows that all have one true value, of which nothing is to be explained.
 */
export function r2Of({ part, rows, predicted, truth }: NumberPredictions): number {
  let mean = 0
  for (const value of truth) mean += value / rows
  let residual = 0
  let total = 0
  for (let row = 0; row < rows; row++) {
    residual += ((truth[row] ?? 0) - (predicted[row] ?? 0)) ** 2
    total += ((truth[row] ?? 0) - mean) ** 2
  }
  const first = truth[0] ?? 0
  if (truth.every((value) => value === first)) {
    refuse(metricProblems.singleValue, { metric: 'r2', part, value: first })
  }
  return 1 - residual / total
}

/** `r2()`. */
export const r2: Metric = { task: 'regression', compute: r2Of }
