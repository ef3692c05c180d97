import { averaged, averageOf, quotient } from './class-counts.ts'
import type { Metric } from './metric.ts'

/** Recall of a class: true positives / (true positives + false negatives). */
export const recall: Metric = {
  task: 'classification',
  compute: (predictions, settings) =>
    averaged(predictions, averageOf(settings.text('average')), ({ truePositives, falseNegatives }) =>
      quotient(truePositives, truePositives + falseNegatives),
    ),
}
