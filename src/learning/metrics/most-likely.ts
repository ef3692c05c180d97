import type { ClassPredictions } from './metric.ts'

/** The most likely class of each row; the first of several that are equally likely. */
export function mostLikely({ rows, classes, probabilities }: ClassPredictions): Int32Array {
  const width = classes.length
  const predicted = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    let best = 0
    for (let index = 1; index < width; index++) {
      const better = (probabilities[row * width + index] ?? 0) > (probabilities[row * width + best] ?? 0)
      if (better) best = index
    }
    predicted[row] = best
  }
  return predicted
}
