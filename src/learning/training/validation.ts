import type { Part } from '../datasets/part.ts'
import type { Engine } from '../engine/engine.ts'
import { inOrder, type TargetValues } from './batches.ts'
import type { ValidationRecord } from './training-state.ts'

/** Rows that are evaluated at once. */
const rowsAtOnce = 1024

/** The mean loss of a part, with the accuracy of classes or the root mean squared error of numbers. */
export async function validate(engine: Engine, part: Part, target: TargetValues): Promise<ValidationRecord> {
  let loss = 0
  let right = 0
  let squares = 0
  for (const batch of inOrder(part, target, rowsAtOnce)) {
    const { loss: mean, outputs } = await engine.evaluate(batch)
    loss += mean * batch.rows
    if (batch.target instanceof Int32Array) right += countRight(outputs, batch.target)
    else squares += sumOfSquares(outputs, batch.target)
  }
  const mean = loss / part.rows
  return target instanceof Int32Array
    ? { loss: mean, accuracy: right / part.rows }
    : { loss: mean, rmse: Math.sqrt(squares / part.rows) }
}

/** Rows whose largest output is the true class; with one output, its sign tells between two classes. */
function countRight(outputs: Float32Array, classes: Int32Array): number {
  const width = outputs.length / classes.length
  let right = 0
  for (const [row, wanted] of classes.entries()) {
    const guess = width === 1 ? Number((outputs[row] ?? 0) > 0) : indexOfLargest(outputs, row * width, width)
    if (guess === wanted) right++
  }
  return right
}

function indexOfLargest(values: Float32Array, start: number, count: number): number {
  let best = 0
  for (let index = 1; index < count; index++) {
    if ((values[start + index] ?? 0) > (values[start + best] ?? 0)) best = index
  }
  return best
}

function sumOfSquares(outputs: Float32Array, numbers: Float32Array): number {
  let sum = 0
  for (const [row, wanted] of numbers.entries()) sum += ((outputs[row] ?? 0) - wanted) ** 2
  return sum
}
