import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, test } from 'vitest'
import type { Batch, EngineSpec } from '../../../src/learning/engine/engine.ts'
import { openWasmEngine } from '../../../src/learning/engine/wasm-engine.ts'
import { Draws } from '../../../src/learning/random.ts'
import { adam, component, mlp, sgd } from '../training/trial.ts'

const spec: EngineSpec = {
  model: mlp([8]),
  sizes: { inputs: 3, outputs: 2 },
  task: 'classification',
  loss: component('loss', 'cross_entropy', { label_smoothing: 0 }),
  optimizer: adam(1e-2),
  seed: 5,
}

function batch(rows: number, name = 'batch'): Batch {
  const draws = new Draws(1, name)
  const features = Float32Array.from({ length: rows * 3 }, () => draws.normal())
  return { rows, features, target: Int32Array.from({ length: rows }, () => draws.integer(2)) }
}

const options = (index: number, learningRate = 1e-2) => ({ learningRate, index, gradientNorm: false })

describe('the wasm engine', () => {
  test.each(['relu', 'tanh', 'sigmoid', 'gelu', 'elu'])(
    'has gradients that are slopes of the loss: %s',
    async (activation) => {
      const learningRate = 1e-3
      const engine = await openWasmEngine({
        ...spec,
        model: mlp([8, 6], { activation }),
        optimizer: sgd(learningRate),
      })
      const rows = batch(32)
      const before = engine.exportState()
      await engine.step(rows, options(0, learningRate))
      const after = engine.exportState()
      for (const [name, { values, shape }] of before.weights) {
        // sgd moves by the gradient: compare it with the slope of the loss along one weight.
        for (const at of [0, Math.floor(values.length / 2), values.length - 1]) {
          const gradient = (values[at]! - after.weights.get(name)!.values[at]!) / learningRate
          const lossAt = async (by: number) => {
            const moved = values.slice()
            moved[at] = moved[at]! + by
            engine.importState({
              ...before,
              weights: new Map(before.weights).set(name, { shape, values: moved }),
            })
            return (await engine.evaluate(rows)).loss
          }
          const slope = ((await lossAt(1e-2)) - (await lossAt(-1e-2))) / 2e-2
          expect(gradient).toBeCloseTo(slope, 2)
        }
      }
      engine.dispose()
    },
  )

  test('computes the norm of all gradients when asked', async () => {
    const engine = await openWasmEngine({ ...spec, optimizer: sgd(1) })
    const before = engine.exportState()
    const { gradientNorm } = await engine.step(batch(16), { learningRate: 1, index: 0, gradientNorm: true })
    const after = engine.exportState()
    let squares = 0
    for (const [name, { values }] of before.weights) {
      for (const [at, value] of values.entries())
        squares += (value - after.weights.get(name)!.values[at]!) ** 2
    }
    expect(gradientNorm).toBeCloseTo(Math.sqrt(squares), 4)
    engine.dispose()
  })

  test('goes on from an exported state in the same bytes', async () => {
    const engine = await openWasmEngine({ ...spec, model: mlp([8], { dropout: 0.5 }) })
    for (let index = 0; index < 3; index++) await engine.step(batch(16), options(index))
    const half = engine.exportState()
    for (let index = 3; index < 6; index++) await engine.step(batch(16), options(index))
    const straight = engine.exportState()
    const other = await openWasmEngine({ ...spec, model: mlp([8], { dropout: 0.5 }), seed: 5 })
    other.importState(half)
    for (let index = 3; index < 6; index++) await other.step(batch(16), options(index))
    expect(other.exportState()).toEqual(straight)
    engine.dispose()
    other.dispose()
  })

  test('takes batches of any size, and the mean is over their own rows', async () => {
    const engine = await openWasmEngine(spec)
    const whole = batch(10)
    const { loss } = await engine.evaluate(whole)
    const cut = (from: number, to: number): Batch => ({
      rows: to - from,
      features: whole.features.subarray(from * 3, to * 3),
      target: whole.target.subarray(from, to),
    })
    const first = await engine.evaluate(cut(0, 7))
    const second = await engine.evaluate(cut(7, 10))
    expect((7 * first.loss + 3 * second.loss) / 10).toBeCloseTo(loss, 5)
    const step = await engine.step(cut(9, 10), options(0))
    expect(step.loss).toBeGreaterThan(0)
    engine.dispose()
  })

  test('drops out while it learns, reproducibly, and not while it evaluates', async () => {
    const dropping = { ...spec, model: mlp([64], { dropout: 0.5 }), optimizer: sgd(1e-12) }
    const engine = await openWasmEngine(dropping)
    const rows = batch(64)
    const losses = []
    for (const index of [0, 1, 0]) losses.push((await engine.step(rows, options(index, 0))).loss)
    expect(losses[0]).toBe(losses[2])
    expect(losses[0]).not.toBe(losses[1])
    expect((await engine.evaluate(rows)).loss).toBe((await engine.evaluate(rows)).loss)
    engine.dispose()
  })

  test('keeps its memory flat and gives all of it back', async () => {
    const tensorsBefore = tf.memory().numTensors
    const engine = await openWasmEngine({ ...spec, model: mlp([8, 8], { dropout: 0.1, activation: 'gelu' }) })
    const backend = tf.backend()
    const work = async (index: number) => {
      await engine.step(batch(16), { learningRate: 1e-3, index, gradientNorm: true })
      await engine.evaluate(batch(7))
      engine.importState(engine.exportState())
    }
    await work(0)
    const [tensors, data] = [tf.memory().numTensors, backend.numDataIds()]
    for (let index = 1; index < 20; index++) await work(index)
    expect([tf.memory().numTensors, backend.numDataIds()]).toEqual([tensors, data])
    engine.dispose()
    expect(tf.memory().numTensors).toBe(tensorsBefore)
  })

  test('initial weights depend on the seed and the name alone', async () => {
    const one = await openWasmEngine(spec)
    const same = await openWasmEngine(spec)
    const other = await openWasmEngine({ ...spec, seed: 6 })
    expect(same.exportState()).toEqual(one.exportState())
    expect(other.exportState()).not.toEqual(one.exportState())
    for (const engine of [one, same, other]) engine.dispose()
  })
})
