import { blockLabels, type CloudGenerator } from './cloud.ts'

/** The distance of the centers from the origin. */
const radius = 5

/** The golden angle: successive points at this turn are spread evenly (Vogel, 1979). */
const goldenAngle = Math.PI * (3 - Math.sqrt(5))

/** Center `index` of `count`: evenly on a circle, or on a Fibonacci sphere in three dimensions and more. */
function center(index: number, count: number, width: number): readonly number[] {
  if (width === 2) {
    const angle = (2 * Math.PI * index) / count
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  }
  const z = 1 - (2 * index + 1) / count
  const ring = Math.sqrt(1 - z * z)
  const angle = goldenAngle * index
  return [radius * ring * Math.cos(angle), radius * ring * Math.sin(angle), radius * z]
}

/** Normal clouds of standard deviation `spread` around `centers` points at distance 5 of the origin, one class each. */
export const blobs: CloudGenerator = ({ samples, dimensions, draws, number }) => {
  const count = number('centers')
  const spread = number('spread')
  const width = Math.min(dimensions, 3)
  const labels = blockLabels(samples, count)
  const points = new Float64Array(samples * width)
  for (let row = 0; row < samples; row++) {
    const middle = center(labels[row] ?? 0, count, width)
    for (let axis = 0; axis < width; axis++) {
      points[row * width + axis] = (middle[axis] ?? 0) + spread * draws.normal()
    }
  }
  return { points, width, labels }
}
