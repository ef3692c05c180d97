import { blockLabels, type Cloud, type CloudGenerator, type CloudRequest } from './cloud.ts'

/** Angles run from 0 to pi in equal steps, both ends included. */
export function moons(samples: number, noise: number, { draws }: Pick<CloudRequest, 'draws'>): Cloud {
  const labels = blockLabels(samples, 2)
  const points = new Float64Array(samples * 2)
  const outer = Math.ceil(samples / 2)
  for (let row = 0; row < samples; row++) {
    const inner = labels[row] === 1
    const index = inner ? row - outer : row
    const count = inner ? samples - outer : outer
    const angle = count > 1 ? (Math.PI * index) / (count - 1) : 0
    const x = inner ? 1 - Math.cos(angle) : Math.cos(angle)
    const y = inner ? 0.5 - Math.sin(angle) : Math.sin(angle)
    points[row * 2] = x + noise * draws.normal()
    points[row * 2 + 1] = y + noise * draws.normal()
  }
  return { points, width: 2, labels }
}

/**
 * Two interleaving half circles: (cos a, sin a) is class 0, (1 - cos a, 1/2 - sin a) class 1, plus normal noise of
 * standard deviation `noise` (the set that scikit-learn calls `make_moons`).
 */
export const twoMoons: CloudGenerator = (request) => moons(request.samples, request.number('noise'), request)
