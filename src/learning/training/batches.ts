import type { Part } from '../datasets/part.ts'
import type { Batch } from '../engine/engine.ts'
import { Draws } from '../random.ts'

/** The target of a part that has one. */
export type TargetValues = Int32Array | Float32Array

/** A part in the order of one epoch, dealt into batches; the last one may be smaller. */
export class Batches {
  readonly count: number
  private readonly part: Part
  private readonly target: TargetValues
  private readonly size: number
  private readonly seed: number
  private order: Uint32Array | undefined
  private orderEpoch = -1

  constructor(part: Part, target: TargetValues, size: number, seed: number) {
    this.part = part
    this.target = target
    this.size = Math.min(size, part.rows)
    this.seed = seed
    this.count = Math.ceil(part.rows / this.size)
  }

  /** Batch `index` of epoch `epoch`, both from 0. Depends on the seed and these two alone. */
  batch(epoch: number, index: number): Batch {
    const order = this.orderOf(epoch)
    const rows = order.subarray(index * this.size, (index + 1) * this.size)
    const width = this.part.featureNames.length
    const features = new Float32Array(rows.length * width)
    const target =
      this.target instanceof Int32Array ? new Int32Array(rows.length) : new Float32Array(rows.length)
    for (const [at, row] of rows.entries()) {
      target[at] = this.target[row] ?? 0
      const from = row * width
      // Short rows are copied faster one by one than by a call.
      if (width > 32) features.set(this.part.features.subarray(from, from + width), at * width)
      else {
        for (let column = 0; column < width; column++) {
          features[at * width + column] = this.part.features[from + column] ?? 0
        }
      }
    }
    return { rows: rows.length, features, target }
  }

  private orderOf(epoch: number): Uint32Array {
    if (!this.order || this.orderEpoch !== epoch) {
      this.order = new Draws(this.seed, 'shuffle', epoch).permutation(this.part.rows)
      this.orderEpoch = epoch
    }
    return this.order
  }
}

/** Consecutive rows of a part, as many at once as are computed without taking much memory. */
export function* inOrder(part: Part, target: TargetValues, size: number): Generator<Batch> {
  const width = part.featureNames.length
  for (let first = 0; first < part.rows; first += size) {
    const last = Math.min(part.rows, first + size)
    yield {
      rows: last - first,
      features: part.features.subarray(first * width, last * width),
      target: target.subarray(first, last),
    }
  }
}
