import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { startWasmBackend } from '../../../src/learning/backend/wasm-backend.ts'
import { Arguments } from '../../../src/learning/component.ts'
import { losses } from '../../../src/learning/losses/table.ts'
import { Draws } from '../../../src/learning/random.ts'

beforeAll(() => startWasmBackend())

interface Case {
  readonly loss: string
  readonly settings: { [name: string]: number }
  readonly width: number
  /** The loss of one row, written down anew. */
  readonly row: (outputs: number[], target: number) => number
}

const logOfSum = (z: number[]) => Math.log(z.reduce((sum, value) => sum + Math.exp(value), 0))

const softmaxRow =
  (smoothing: number): Case['row'] =>
  (z, target) => {
    const share = (index: number) => (index === target ? 1 - smoothing : 0) + smoothing / z.length
    return -z.reduce((sum, value, index) => sum + share(index) * (value - logOfSum(z)), 0)
  }

const sigmoidRow =
  (smoothing: number): Case['row'] =>
  ([z = 0], target) => {
    const t = target * (1 - smoothing) + smoothing / 2
    const p = 1 / (1 + Math.exp(-z))
    return -(t * Math.log(p) + (1 - t) * Math.log(1 - p))
  }

const huberRow =
  (delta: number): Case['row'] =>
  ([o = 0], target) => {
    const d = Math.abs(o - target)
    return d <= delta ? (d * d) / 2 : delta * (d - delta / 2)
  }

const cases: Case[] = [
  { loss: 'cross_entropy', settings: { label_smoothing: 0 }, width: 4, row: softmaxRow(0) },
  { loss: 'cross_entropy', settings: { label_smoothing: 0.1 }, width: 4, row: softmaxRow(0.1) },
  { loss: 'cross_entropy', settings: { label_smoothing: 0 }, width: 1, row: sigmoidRow(0) },
  { loss: 'cross_entropy', settings: { label_smoothing: 0.2 }, width: 1, row: sigmoidRow(0.2) },
  { loss: 'mse', settings: {}, width: 1, row: ([o = 0], t) => (o - t) ** 2 },
  { loss: 'mae', settings: {}, width: 1, row: ([o = 0], t) => Math.abs(o - t) },
  { loss: 'huber', settings: { delta: 1 }, width: 1, row: huberRow(1) },
  { loss: 'huber', settings: { delta: 0.3 }, width: 1, row: huberRow(0.3) },
]

describe.each(cases)('$loss $settings, $width outputs', ({ loss, settings, width, row }) => {
  const rows = 9
  const draws = new Draws(1, loss, width)
  const outputs = Array.from({ length: rows * width }, () => 2 * draws.normal())
  const isClass = losses[loss]!.task === 'classification'
  const targets = Array.from({ length: rows }, () =>
    isClass ? draws.integer(Math.max(2, width)) : draws.normal(),
  )

  const expected = (values: number[]) =>
    targets.reduce((sum, target, at) => sum + row(values.slice(at * width, (at + 1) * width), target), 0) /
    rows

  const compute = (x: tf.Tensor) =>
    losses[loss]!.mean(
      x as tf.Tensor2D,
      tf.tensor1d(targets, isClass ? 'int32' : 'float32'),
      new Arguments(loss, settings),
    )

  test('is the mean of its formula', () => {
    const found = compute(tf.tensor2d(outputs, [rows, width])).dataSync()[0]
    expect(found).toBeCloseTo(expected(outputs), 5)
  })

  test('has the gradient of its formula', () => {
    const gradient = tf
      .grad(compute)(tf.tensor2d(outputs, [rows, width]))
      .dataSync()
    for (const at of outputs.keys()) {
      const moved = (by: number) => outputs.map((value, index) => (index === at ? value + by : value))
      const slope = (expected(moved(1e-5)) - expected(moved(-1e-5))) / 2e-5
      expect(gradient[at]).toBeCloseTo(slope, 4)
    }
  })
})

test('cross_entropy stays finite for confident mistakes', () => {
  const settings = new Arguments('cross_entropy', { label_smoothing: 0 })
  const wide = losses.cross_entropy!.mean(tf.tensor2d([[500, -500]]), tf.tensor1d([1], 'int32'), settings)
  expect(wide.dataSync()[0]).toBeCloseTo(1000, 1)
  const narrow = losses.cross_entropy!.mean(tf.tensor2d([[-300]]), tf.tensor1d([1], 'int32'), settings)
  expect(narrow.dataSync()[0]).toBeCloseTo(300, 1)
})
