import type { Draws } from '../../random.ts'

/** Points with a class each, while a generator makes them. Every generator below gives its points in this form. */
export interface Cloud {
  /** Row-major, [samples x natural dimensions]. */
  readonly points: Float64Array
  /** The number of coordinates that the shape itself has; more are noise. */
  readonly width: number
  /** The class of each point, from 0. */
  readonly labels: Uint32Array
}

/** What a generator is given: how many points, in how many dimensions, and the component's own numbers. */
export interface CloudRequest {
  /** 2 or more. */
  readonly samples: number
  /** 2 or more; a generator may use fewer, never more. */
  readonly dimensions: number
  /** The other arguments of the component: `noise`, `rotations`, … */
  number(name: string): number
  readonly draws: Draws
}

export type CloudGenerator = (request: CloudRequest) => Cloud

/** The class of each of `samples` points in blocks of nearly equal size, the first classes taking what is left over. */
export function blockLabels(samples: number, classes: number): Uint32Array {
  const labels = new Uint32Array(samples)
  const size = Math.floor(samples / classes)
  const larger = samples % classes
  let at = 0
  for (let label = 0; label < classes; label++) {
    const end = at + size + (label < larger ? 1 : 0)
    labels.fill(label, at, end)
    at = end
  }
  return labels
}

/** A direction drawn evenly over the unit sphere of `width` dimensions, into `out` at `offset`, times `radius`. */
export function drawDirection(
  draws: Draws,
  out: Float64Array,
  offset: number,
  width: number,
  radius: number,
): void {
  let square = 0
  while (square === 0) {
    for (let axis = 0; axis < width; axis++) {
      const value = draws.normal()
      out[offset + axis] = value
      square += value * value
    }
  }
  const factor = radius / Math.sqrt(square)
  for (let axis = 0; axis < width; axis++) out[offset + axis] = (out[offset + axis] ?? 0) * factor
}
