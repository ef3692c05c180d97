import { describe, expect, test } from 'vitest'
import { Arguments } from '../../../src/learning/component.ts'
import { integerPower } from '../../../src/learning/optimizers/integer-power.ts'
import { optimizers } from '../../../src/learning/optimizers/table.ts'

type Settings = { [name: string]: number | boolean }

/** Minimises f(w) = Σ a·w²/2 from w = 1, and gives the weight after each step. */
function path(name: string, settings: Settings, learningRate: number, steps: number, a = [1, 4]): number[][] {
  const optimizer = optimizers[name]!
  const update = optimizer.updater(new Arguments(name, settings))
  const slots = optimizer.slots.map(() => new Float32Array(a.length))
  let weights = new Float32Array(a.length).fill(1)
  const passed: number[][] = []
  for (let step = 1; step <= steps; step++) {
    const gradient = weights.map((weight, index) => weight * a[index]!)
    const next = new Float32Array(a.length)
    update({ weights, next, gradient, slots, learningRate, step })
    weights = next
    passed.push([...weights])
  }
  return passed
}

const close = (found: number[][], expected: number[][]) => {
  for (const [step, values] of expected.entries()) {
    for (const [index, value] of values.entries()) expect(found[step]?.[index]).toBeCloseTo(value, 5)
  }
}

describe('the first steps by hand', () => {
  test('sgd: w - η·(g + λ·w)', () => {
    close(path('sgd', { weight_decay: 0 }, 0.1, 2), [
      [0.9, 0.6],
      [0.81, 0.36],
    ])
    close(path('sgd', { weight_decay: 0.5 }, 0.1, 1), [[0.85, 0.55]])
  })

  test('momentum', () => {
    const settings = { momentum: 0.5, nesterov: false, weight_decay: 0 }
    // v = 1, w = 0.9; v = 0.5 + 0.9 = 1.4, w = 0.76
    close(path('momentum', settings, 0.1, 2, [1]), [[0.9], [0.76]])
  })

  test('momentum after Nesterov', () => {
    const settings = { momentum: 0.5, nesterov: true, weight_decay: 0 }
    // g = 1, v = 1, w = 1 - 0.1·1.5 = 0.85; g = 0.85, v = 1.35, w = 0.85 - 0.1·(0.85 + 0.675) = 0.6975
    close(path('momentum', settings, 0.1, 2, [1]), [[0.85], [0.6975]])
  })

  const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }

  test('adam steps by the learning rate first, whatever the gradient is', () => {
    close(path('adam', adam, 0.1, 1), [[0.9, 0.9]])
  })

  test('adam, second step', () => {
    // m = 0.1·0.9 + 0.1·0.9 → m̂ = (0.09 + 0.09) / 0.19; v̂ = (0.000999 + 0.00081) / 0.001999
    const mean = (0.9 * 0.1 + 0.1 * 0.9) / 0.19
    const square = (0.999 * 0.001 + 0.001 * 0.81) / 0.001999
    close(path('adam', adam, 0.1, 2, [1]), [[0.9], [0.9 - (0.1 * mean) / Math.sqrt(square)]])
  })

  test('adamw shrinks the weights beside', () => {
    close(path('adamw', { ...adam, weight_decay: 0.5 }, 0.1, 1, [1]), [[1 - 0.1 - 0.1 * 0.5]])
  })
})

test.each([
  ['sgd', { weight_decay: 0 }, 0.1],
  ['momentum', { momentum: 0.9, nesterov: false, weight_decay: 0 }, 0.05],
  ['momentum', { momentum: 0.9, nesterov: true, weight_decay: 0 }, 0.05],
  ['adam', { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }, 0.05],
  ['adamw', { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weight_decay: 0.01 }, 0.05],
] as [string, Settings, number][])('%s finds the minimum', (name, settings, rate) => {
  const last = path(name, settings, rate, 500).at(-1)!
  for (const weight of last) expect(Math.abs(weight)).toBeLessThan(1e-2)
})

test('whole powers', () => {
  expect(integerPower(0.9, 0)).toBe(1)
  expect(integerPower(2, 31)).toBe(2 ** 31)
  expect(integerPower(0.999, 12_345)).toBeCloseTo(0.999 ** 12_345, 12)
})
