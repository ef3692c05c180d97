import type { CloudGenerator } from './cloud.ts'
import { moons } from './two-moons.ts'

/** The middle of each class's cloud, clear of both moons. */
const centers = [
  [-1, -1.25],
  [2, 1.75],
] as const
const spread = 0.25

/**
 * Two moons of half of the points, and of the other half a normal cloud of each class (standard deviation 1/4): around
 * (-1, -1.25) for class 0, below the tail of class 1, and around (2, 1.75) for class 1, so that no class is one piece.
 */
export const complexMoons: CloudGenerator = ({ samples, draws, number }) => {
  const curved = Math.max(2, Math.ceil(samples / 2))
  const { points: arcs, labels: arcLabels } = moons(curved, number('noise'), { draws })
  const labels = new Uint32Array(samples)
  const points = new Float64Array(samples * 2)
  labels.set(arcLabels)
  points.set(arcs)
  const rest = samples - curved
  for (let row = curved; row < samples; row++) {
    const label = row - curved < Math.ceil(rest / 2) ? 0 : 1
    labels[row] = label
    points[row * 2] = centers[label][0] + spread * draws.normal()
    points[row * 2 + 1] = centers[label][1] + spread * draws.normal()
  }
  return { points, width: 2, labels }
}
