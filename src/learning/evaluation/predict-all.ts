import { metricProblems } from '../../base/diagnostics/metric-problems.ts'
import type { Part } from '../datasets/part.ts'
import { refuse } from '../datasets/refuse.ts'
import type { Predictor } from '../models/predictor.ts'
import type { TaskContext } from '../task.ts'

/** The model's answers for all rows of a part, [rows x predictor.width], in batches. Refuses NaN and infinities. */
export function predictAll(
  predictor: Predictor,
  part: Part,
  batchSize: number,
  model: string,
  context: TaskContext,
): Float32Array {
  const { rows, features } = part
  const width = part.featureNames.length
  const answers = new Float32Array(rows * predictor.width)
  for (let first = 0; first < rows; first += batchSize) {
    const count = Math.min(batchSize, rows - first)
    const batch = features.subarray(first * width, (first + count) * width)
    answers.set(predictor.predict(batch, count), first * predictor.width)
    context.tell({ type: 'progress', done: first + count, total: rows, unit: 'rows' })
  }
  const broken = countBroken(answers, predictor.width)
  if (broken > 0) refuse(metricProblems.notFinite, { model, part: part.name, rows: broken })
  return answers
}

/** Rows with an answer that is no finite number. */
function countBroken(answers: Float32Array, width: number): number {
  let rows = 0
  for (let start = 0; start < answers.length; start += width) {
    if (!answers.subarray(start, start + width).every(Number.isFinite)) rows++
  }
  return rows
}
