import type { ClassPredictions, Metric } from './metric.ts'

/**
 * The share of rows whose true class is among the `top` most likely ones: mean of [rank < top], where the rank of the
 * true class is the number of classes more likely than it, and of equally likely ones before it.
 */
export function accuracyOf({ rows, classes, probabilities, truth }: ClassPredictions, top: number): number {
  const width = classes.length
  let right = 0
  for (let row = 0; row < rows; row++) {
    const label = truth[row] ?? 0
    const likely = probabilities[row * width + label] ?? 0
    let rank = 0
    for (let index = 0; index < width; index++) {
      const other = probabilities[row * width + index] ?? 0
      if (other > likely || (other === likely && index < label)) rank++
    }
    if (rank < top) right++
  }
  return right / rows
}

/** `accuracy(top: 1)`. */
export const accuracy: Metric = {
  task: 'classification',
  compute: (predictions, settings) => accuracyOf(predictions, settings.number('top')),
}
