import type { ClassPredictions } from './metric.ts'
import { mostLikely } from './most-likely.ts'

/** How often a class was predicted rightly, wrongly, and not although it was true. */
export interface ClassCount {
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
}

/** The counts of each class that occurs among the true or the predicted ones; classes that do neither don't count. */
function classCounts(predictions: ClassPredictions): readonly ClassCount[] {
  const counts = confusionCounts(predictions)
  const size = predictions.classes.length
  const found: ClassCount[] = []
  for (let label = 0; label < size; label++) {
    let predicted = 0
    let actual = 0
    for (let other = 0; other < size; other++) {
      predicted += counts[other]?.[label] ?? 0
      actual += counts[label]?.[other] ?? 0
    }
    const truePositives = counts[label]?.[label] ?? 0
    if (predicted + actual === 0) continue
    found.push({
      truePositives,
      falsePositives: predicted - truePositives,
      falseNegatives: actual - truePositives,
    })
  }
  return found
}

/** Rows: true classes; columns: predicted ones. */
export function confusionCounts(predictions: ClassPredictions): readonly (readonly number[])[] {
  const size = predictions.classes.length
  const counts = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  const predicted = mostLikely(predictions)
  for (let row = 0; row < predictions.rows; row++) {
    const line = counts[predictions.truth[row] ?? 0]
    const column = predicted[row] ?? 0
    if (line) line[column] = (line[column] ?? 0) + 1
  }
  return counts
}

/** How the scores of classes become one: the mean of them, or the score of all counts together. */
export type Average = 'macro' | 'micro'

/**
 * A score of each class, averaged. A score of nothing (0 / 0) is 0, as scikit-learn has it.
 */
export function averaged(
  predictions: ClassPredictions,
  average: Average,
  score: (count: ClassCount) => number,
): number {
  const counts = classCounts(predictions)
  if (average === 'micro') {
    const sum = (of: (count: ClassCount) => number) => counts.reduce((total, count) => total + of(count), 0)
    return score({
      truePositives: sum((count) => count.truePositives),
      falsePositives: sum((count) => count.falsePositives),
      falseNegatives: sum((count) => count.falseNegatives),
    })
  }
  return counts.reduce((total, count) => total + score(count), 0) / counts.length
}

/** A quotient that is 0 where there is nothing to divide by. */
export function quotient(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

/** Reads the argument `average`. */
export function averageOf(text: string): Average {
  return text === 'micro' ? 'micro' : 'macro'
}
