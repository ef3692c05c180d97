import { blockLabels, type CloudGenerator, drawDirection } from './cloud.ts'

/**
 * Two shells around the origin, radius 1 for class 0 and 2 for class 1, drawn evenly, plus normal noise of standard
 * deviation `noise` on each coordinate; a circle in two dimensions, a sphere in three and more.
 */
export const spheres: CloudGenerator = ({ samples, dimensions, draws, number }) => {
  const width = Math.min(dimensions, 3)
  const noise = number('noise')
  const labels = blockLabels(samples, 2)
  const points = new Float64Array(samples * width)
  for (let row = 0; row < samples; row++) {
    const offset = row * width
    drawDirection(draws, points, offset, width, labels[row] === 1 ? 2 : 1)
    for (let axis = 0; axis < width; axis++) {
      points[offset + axis] = (points[offset + axis] ?? 0) + noise * draws.normal()
    }
  }
  return { points, width, labels }
}
