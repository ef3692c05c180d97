import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPredictor } from '../../../src/learning/models/predictor.ts'
import { loadModel } from '../../../src/learning/models/saved-model.ts'
import { adam, component, contents, curvedClasses, linearNumbers, mlp, Trial } from './trial.ts'

let trial: Trial
beforeEach(() => {
  trial = new Trial()
})
afterEach(() => trial.remove())

describe('a training', () => {
  test('learns to tell classes apart, and its model predicts what it was validated with', async () => {
    const val = curvedClasses('val', 300)
    const values = await trial.values({
      model: mlp([32, 32]),
      data: trial.dataset(curvedClasses('train', 1000)),
      validate: trial.dataset(val),
      optimizer: adam(1e-2),
      epochs: 20,
    })
    const { accuracy, loss } = values.val as { accuracy: number; loss: number }
    expect(accuracy).toBeGreaterThan(0.95)
    expect(loss).toBeLessThan(0.15)
    expect(values.epochs).toBe(20)

    const model = loadModel(join(trial.folder, 'staging-a', 'model'))
    if (!model.ok) throw new Error('no model')
    const predictor = await openPredictor(model.value)
    const probabilities = predictor.predict(val.features, val.rows)
    predictor.dispose()
    const right = [...(val.target?.values ?? [])].filter(
      (wanted, row) => Number(probabilities[row * 2 + 1]! > probabilities[row * 2]!) === wanted,
    )
    expect(right.length / val.rows).toBe(accuracy)
    for (let row = 0; row < val.rows; row++) {
      expect(probabilities[row * 2]! + probabilities[row * 2 + 1]!).toBeCloseTo(1, 5)
    }
  })

  test('finds the coefficients of linear numbers', async () => {
    const values = await trial.values({
      model: component('model', 'linear', { bias: true }),
      data: trial.dataset(linearNumbers('train', 512)),
      validate: trial.dataset(linearNumbers('val', 128)),
      optimizer: adam(5e-2),
      epochs: 40,
    })
    expect((values.val as { rmse: number }).rmse).toBeLessThan(0.02)
    const model = loadModel(join(trial.folder, 'staging-a', 'model'))
    if (!model.ok) throw new Error('no model')
    const [a = 0, b = 0, c = 0] = model.value.weights.get('output.weight')?.values ?? []
    expect(a).toBeCloseTo(2, 1)
    expect(b).toBeCloseTo(-1, 1)
    expect(c).toBeCloseTo(0.5, 1)
    expect(model.value.weights.get('output.bias')?.values[0]).toBeCloseTo(3, 1)
  })

  test('gives the same bytes again', async () => {
    const config = {
      model: mlp([16], { dropout: 0.2 }),
      data: trial.dataset(curvedClasses('train', 200)),
      validate: trial.dataset(curvedClasses('val', 50)),
    }
    const first = await trial.values(config, 'a')
    const second = await trial.values(config, 'b')
    expect(second).toEqual(first)
    const files = contents(join(trial.folder, 'staging-a'))
    expect(Object.keys(files).length).toBe(8)
    expect(contents(join(trial.folder, 'staging-b'))).toEqual(files)
  })
})
