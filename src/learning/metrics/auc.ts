import { metricProblems } from '../../base/diagnostics/metric-problems.ts'
import { refuse } from '../datasets/refuse.ts'
import type { ClassPredictions, Metric } from './metric.ts'

/**
 * The area under the ROC curve, as the share of pairs of a positive and a negative row in which the positive one has
 * the higher probability, ties counting half (Mann & Whitney, 1947; Hanley & McNeil, 1982). With two classes that of
 * the second; with more, one class against the rest, and the mean over the classes that occur. Refuses rows of a
 * single class.
 */
export function aucOf({ part, rows, classes, probabilities, truth }: ClassPredictions): number {
  const width = classes.length
  const present = new Set(truth)
  if (present.size < 2) {
    refuse(metricProblems.singleClass, { metric: 'auc', part, name: classes[truth[0] ?? 0] ?? '' })
  }
  const labels = width === 2 ? [1] : [...present].sort((a, b) => a - b)
  const scores = new Float64Array(rows)
  let sum = 0
  for (const label of labels) {
    for (let row = 0; row < rows; row++) scores[row] = probabilities[row * width + label] ?? 0
    sum += areaOf(scores, (row) => truth[row] === label)
  }
  return sum / labels.length
}

/** (R - P (P + 1) / 2) / (P N), where R is the sum of the positive rows' mid-ranks. */
function areaOf(scores: Float64Array, isPositive: (row: number) => boolean): number {
  const rows = scores.length
  const order = Uint32Array.from({ length: rows }, (_, row) => row)
  order.sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0))
  let positives = 0
  let rankSum = 0
  for (let start = 0; start < rows; ) {
    let end = start
    let inTie = 0
    const score = scores[order[start] ?? 0]
    while (end < rows && scores[order[end] ?? 0] === score) {
      if (isPositive(order[end] ?? 0)) inTie++
      end++
    }
    positives += inTie
    // Ranks start + 1 to end share their mean.
    rankSum += (inTie * (start + 1 + end)) / 2
    start = end
  }
  const negatives = rows - positives
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}

/** `auc()`. */
export const auc: Metric = { task: 'classification', compute: aucOf }
