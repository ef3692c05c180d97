/** A point of a curve that is kept: the mean of the values that fell into it. */
export interface CurvePoint {
  readonly x: number
  readonly y: number
}

/** How many points a curve of a running node keeps; a wide terminal draws about as many. */
export const liveCurvePoints = 256

/**
 * A metric over the steps of a training, in bounded space however long the training is. Values are averaged into
 * buckets of equal counts; when the buckets are full, neighbours are merged and each holds twice as many. Extremes, the
 * first and the last value stay exact.
 */
export class Curve {
  private xs: number[] = []
  private ys: number[] = []
  private stride = 1
  private openCount = 0
  private openSum = 0
  private openX = 0
  private capacity: number
  /** Values seen, finite or not. */
  count = 0
  /** The latest value, which may be NaN or infinite. */
  last = Number.NaN
  first = Number.NaN
  min = Number.POSITIVE_INFINITY
  max = Number.NEGATIVE_INFINITY

  constructor(capacity: number = liveCurvePoints) {
    this.capacity = Math.max(4, capacity)
  }

  /** Adds a value; one that is not finite is counted and shown as the last, and leaves the drawn curve alone. */
  push(value: number, x: number = this.count): void {
    this.count += 1
    this.last = value
    if (!Number.isFinite(value) || !Number.isFinite(x)) return
    if (Number.isNaN(this.first)) this.first = value
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
    this.openCount += 1
    this.openSum += value
    this.openX = x
    if (this.openCount >= this.stride) this.close()
  }

  /** The kept points in order of arrival, the bucket that is still filling included. */
  points(): CurvePoint[] {
    const points = this.xs.map((x, index) => ({ x, y: this.ys[index] ?? 0 }))
    if (this.openCount > 0) points.push({ x: this.openX, y: this.openSum / this.openCount })
    return points
  }

  /** The kept values alone. */
  values(): number[] {
    return this.openCount > 0 ? [...this.ys, this.openSum / this.openCount] : this.ys.slice()
  }

  /** Shrinks a curve that will not grow much any more. */
  compact(capacity: number): void {
    this.capacity = Math.max(4, capacity)
    while (this.ys.length > this.capacity) this.halve()
    this.xs = this.xs.slice()
    this.ys = this.ys.slice()
  }

  private close(): void {
    this.xs.push(this.openX)
    this.ys.push(this.openSum / this.openCount)
    this.openCount = 0
    this.openSum = 0
    if (this.ys.length > this.capacity) this.halve()
  }

  private halve(): void {
    const kept = this.ys.length >> 1
    for (let index = 0; index < kept; index++) {
      this.ys[index] = ((this.ys[2 * index] ?? 0) + (this.ys[2 * index + 1] ?? 0)) / 2
      this.xs[index] = this.xs[2 * index + 1] ?? 0
    }
    if (this.ys.length % 2 === 1) {
      this.openCount += this.stride
      this.openSum += (this.ys.at(-1) ?? 0) * this.stride
      this.openX = this.xs.at(-1) ?? 0
    }
    this.ys.length = kept
    this.xs.length = kept
    this.stride *= 2
  }
}
