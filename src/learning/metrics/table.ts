import { accuracy } from './accuracy.ts'
import { auc } from './auc.ts'
import { calibrationError } from './calibration-error.ts'
import { confusionMatrix } from './confusion-matrix.ts'
import { f1 } from './f1.ts'
import { latency } from './latency.ts'
import { logLoss } from './log-loss.ts'
import { mae } from './mae.ts'
import type { Metric } from './metric.ts'
import { precision } from './precision.ts'
import { r2 } from './r2.ts'
import { recall } from './recall.ts'
import { rmse } from './rmse.ts'

/** The metrics by their names in the standard library. */
export const metrics: Readonly<Record<string, Metric>> = {
  accuracy,
  precision,
  recall,
  f1,
  log_loss: logLoss,
  auc,
  confusion_matrix: confusionMatrix,
  calibration_error: calibrationError,
  rmse,
  mae,
  r2,
  latency,
}
