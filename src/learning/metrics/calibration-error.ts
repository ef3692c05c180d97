import type { ClassPredictions, Metric } from './metric.ts'
import { mostLikely } from './most-likely.ts'

/**
 * Expected calibration error (Naeini, Cooper & Hauskrecht, 2015; in the form of Guo et al., 2017): rows fall into
 * `bins` of equal width by their confidence c, the highest probability, bin b holding (b / bins, (b + 1) / bins];
 * the error is the sum over bins of (rows in the bin / rows) * |accuracy - mean confidence|.
 */
export function calibrationErrorOf(predictions: ClassPredictions, bins: number): number {
  const { rows, classes, probabilities, truth } = predictions
  const predicted = mostLikely(predictions)
  const right = new Float64Array(bins)
  const confidence = new Float64Array(bins)
  for (let row = 0; row < rows; row++) {
    const label = predicted[row] ?? 0
    const highest = probabilities[row * classes.length + label] ?? 0
    const bin = Math.min(Math.max(Math.ceil(highest * bins) - 1, 0), bins - 1)
    confidence[bin] = (confidence[bin] ?? 0) + highest
    if (label === truth[row]) right[bin] = (right[bin] ?? 0) + 1
  }
  let sum = 0
  for (let bin = 0; bin < bins; bin++) sum += Math.abs((right[bin] ?? 0) - (confidence[bin] ?? 0))
  return sum / rows
}

/** `calibration_error(bins: 15)`. */
export const calibrationError: Metric = {
  task: 'classification',
  compute: (predictions, settings) => calibrationErrorOf(predictions, settings.number('bins')),
}
