import { averaged, averageOf, quotient } from './class-counts.ts'
import type { Metric } from './metric.ts'

/** Precision of a class: true positives / (true positives + false positives). */
export const precision: Metric = {
  task: 'classification',
  compute: (predictions, settings) =>
    averaged(predictions, averageOf(settings.text('average')), ({ truePositives, falsePositives }) =>
      quotient(truePositives, truePositives + falsePositives),
    ),
}
