import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  atMost,
  component,
  contents,
  curvedClasses,
  linearNumbers,
  mlp,
  regulation,
  sgd,
  signal,
  stop,
  Trial,
} from './trial.ts'

let trial: Trial
beforeEach(() => {
  trial = new Trial()
})
afterEach(() => trial.remove())

const linear = component('model', 'linear', { bias: true })

describe('what can not be learned is said', () => {
  test('data without a target', async () => {
    const data = trial.dataset({ ...curvedClasses('train', 10), target: undefined })
    expect(await trial.failure({ model: linear, data })).toEqual([expect.stringContaining('PIPE7002')])
  })

  test('data without rows', async () => {
    const data = trial.dataset(curvedClasses('train', 0))
    expect(await trial.failure({ model: linear, data })).toEqual([expect.stringContaining('PIPE7006')])
  })

  test('data without features', async () => {
    const data = trial.dataset({
      ...curvedClasses('train', 10),
      featureNames: [],
      features: new Float32Array(),
    })
    expect(await trial.failure({ model: linear, data })).toEqual([expect.stringContaining('PIPE7023')])
  })

  test('a single class', async () => {
    const part = curvedClasses('train', 10)
    const target = { kind: 'classes' as const, name: 'side', values: new Int32Array(10), names: ['below'] }
    expect(await trial.failure({ model: linear, data: trial.dataset({ ...part, target }) })).toEqual([
      'PIPE7014 The target `side` has a single class, so there is nothing to tell apart.',
    ])
  })

  test('a loss or a model for another kind of target, both at once', async () => {
    const data = trial.dataset(linearNumbers('train', 10))
    const loss = component('loss', 'cross_entropy', { label_smoothing: 0 })
    expect(
      await trial.failure({ model: component('model', 'logistic', { bias: true }), loss, data }),
    ).toEqual([
      'PIPE7003 `logistic` needs a column of classes, and the target `price` is a column of numbers.',
      'PIPE7003 `cross_entropy` needs a column of classes, and the target `price` is a column of numbers.',
    ])
    const classes = trial.dataset(curvedClasses('train', 10))
    expect(await trial.failure({ model: linear, loss: component('loss', 'mse'), data: classes })).toEqual([
      'PIPE7003 `mse` needs a column of numbers, and the target `side` is a column of classes.',
    ])
  })

  test('a part to validate with that has other columns', async () => {
    const data = trial.dataset(curvedClasses('train', 10))
    const other = { ...curvedClasses('val', 10), featureNames: ['x0', 'z'] }
    expect(await trial.failure({ model: linear, data, validate: trial.dataset(other) })).toEqual([
      'PIPE7004 The features of `val` and `train` differ: `x1` missing, `z` too many.',
    ])
  })

  test('a GPU where there is none', async () => {
    const data = trial.dataset(curvedClasses('train', 10))
    const [problem] = await trial.failure({ model: linear, data, device: 'gpu' })
    expect(problem).toMatch(/PIPE7007 No GPU can be used/)
  })

  test('a signal that is not there', async () => {
    const data = trial.dataset(curvedClasses('train', 10))
    const regulate = [regulation('patience', signal('val.loss'), atMost(1), stop)]
    expect(await trial.failure({ model: linear, data, regulate })).toEqual([
      'PIPE7019 The regulation `patience` observes `val.loss`, which this training does not have.',
    ])
  })

  test('NaN without a regulation', async () => {
    const data = trial.dataset(linearNumbers('train', 64, 1e6))
    const [problem] = await trial.failure({ model: linear, data, optimizer: sgd(10) })
    expect(problem).toMatch(/PIPE7001 `loss` became NaN or infinite at step \d+\./)
  })

  test('weights that the last step of all has ruined', async () => {
    const data = trial.dataset(linearNumbers('train', 32, 1e18))
    expect(await trial.failure({ model: linear, data, optimizer: sgd(1e4), epochs: 1 })).toEqual([
      'PIPE7001 `weights` became NaN or infinite at step 1.',
    ])
  })
})

describe('a training goes on with a trained model', () => {
  test('as `model` and as `init_from`, from its weights', async () => {
    const data = trial.dataset(curvedClasses('train', 300))
    const first = await trial.values({ model: mlp([16]), data, epochs: 5 }, 'first')
    const model = { $local: join(trial.folder, 'staging-first', 'model'), artifact: 'Model' as const }
    const second = await trial.values({ model, data, epochs: 5 }, 'second')
    expect(second.loss).toBeLessThan(first.loss as number)
    const third = await trial.values({ model: mlp([16]), init_from: model, data, epochs: 5 }, 'third')
    expect(third.loss).toBe(second.loss)
    expect(contents(join(trial.folder, 'staging-third'))).toEqual(
      contents(join(trial.folder, 'staging-second')),
    )
  })

  test('only when its layers fit', async () => {
    const data = trial.dataset(curvedClasses('train', 30))
    await trial.values({ model: mlp([16]), data, epochs: 1 }, 'first')
    const init_from = { $local: join(trial.folder, 'staging-first', 'model'), artifact: 'Model' as const }
    expect(await trial.failure({ model: mlp([8]), init_from, data })).toEqual([
      "PIPE7010 The weights of `init_from` don't fit the model: `hidden.0.weight` is [2, 16] instead of [2, 8].",
    ])
    expect(
      await trial.failure({ model: init_from, data: trial.dataset(linearNumbers('numbers', 30)) }),
    ).toEqual([expect.stringContaining('PIPE7004 The features of the model of `model` and the data differ')])
  })
})
