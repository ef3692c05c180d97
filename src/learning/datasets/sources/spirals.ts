import { blockLabels, type CloudGenerator } from './cloud.ts'

/**
 * Two arms: with n = sqrt(U) * rotations * 2 pi, class 0 is (n cos n + U * noise, n sin n + U * noise), each U drawn
 * evenly from [0, 1); class 1 is the negation of a like point.
 */
export const spirals: CloudGenerator = ({ samples, draws, number }) => {
  const labels = blockLabels(samples, 2)
  const points = new Float64Array(samples * 2)
  const noise = number('noise')
  const turns = number('rotations') * 2 * Math.PI
  for (let row = 0; row < samples; row++) {
    const n = Math.sqrt(draws.uniform()) * turns
    const sign = labels[row] === 1 ? -1 : 1
    points[row * 2] = sign * (Math.cos(n) * n + draws.uniform() * noise)
    points[row * 2 + 1] = sign * (Math.sin(n) * n + draws.uniform() * noise)
  }
  return { points, width: 2, labels }
}
