import { confusionCounts } from './class-counts.ts'
import type { Metric } from './metric.ts'

/** How many rows of each true class (a row) were predicted as each class (a column). */
export const confusionMatrix: Metric = {
  task: 'classification',
  compute: (predictions) => ({ classes: predictions.classes, counts: confusionCounts(predictions) }),
}
