import { averaged, averageOf, quotient } from './class-counts.ts'
import type { Metric } from './metric.ts'

/** F1 of a class: 2 true positives / (2 true positives + false positives + false negatives); van Rijsbergen, 1979. */
export const f1: Metric = {
  task: 'classification',
  compute: (predictions, settings) =>
    averaged(
      predictions,
      averageOf(settings.text('average')),
      ({ truePositives, falsePositives, falseNegatives }) =>
        quotient(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
    ),
}
