import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { argumentsOf } from '../../../src/learning/component.ts'
import { glorotUniform, heNormal } from '../../../src/learning/models/initialisation.ts'
import { openPredictor } from '../../../src/learning/models/predictor.ts'
import { loadModel, type Model, saveModel } from '../../../src/learning/models/saved-model.ts'
import { models } from '../../../src/learning/models/table.ts'
import { Draws } from '../../../src/learning/random.ts'
import { component, contents, mlp } from '../training/trial.ts'

function deviation(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}

test('He: normal with deviation sqrt(2 / inputs)', () => {
  const values = heNormal(50, 100_000)(new Draws(1, 'he'))
  expect(deviation(values)).toBeCloseTo(Math.sqrt(2 / 50), 2)
})

test('Glorot: uniform within sqrt(6 / (inputs + outputs))', () => {
  const values = glorotUniform(300, 200)(new Draws(1, 'glorot'))
  const bound = Math.sqrt(6 / 500)
  expect(Math.max(...values.slice(0, 50_000))).toBeLessThanOrEqual(bound)
  expect(deviation(values)).toBeCloseTo(bound / Math.sqrt(3), 3)
})

test('rectifiers start after He, the others after Glorot, biases at zero', () => {
  const weights = (activation: string) =>
    models.mlp!.weights(argumentsOf(mlp([200], { activation })), { inputs: 100, outputs: 3 })
  const start = (activation: string) => weights(activation)[0]!.initial(new Draws(1, 'w'))
  expect(deviation(start('relu'))).toBeCloseTo(Math.sqrt(2 / 100), 2)
  expect(deviation(start('tanh'))).toBeCloseTo(Math.sqrt(2 / 300), 2)
  const shapes = weights('relu').map(({ name, shape }) => `${name} ${shape}`)
  expect(shapes).toEqual([
    'hidden.0.weight 100,200',
    'hidden.0.bias 200',
    'output.weight 200,3',
    'output.bias 3',
  ])
  expect(new Set(weights('relu')[1]!.initial(new Draws(1, 'b')))).toEqual(new Set([0]))
})

/** Two classes, one feature: the logit of the second is 2·x + 1. */
const logistic: Model = {
  architecture: component('model', 'logistic', { bias: true }),
  signature: {
    task: 'classification',
    features: ['x'],
    target: 'y',
    classes: ['no', 'yes'],
    preprocessing: { inputs: [], transforms: [] },
  },
  weights: new Map([
    ['output.weight', { shape: [1, 1], values: Float32Array.of(2) }],
    ['output.bias', { shape: [1], values: Float32Array.of(1) }],
  ]),
}

const three: Model = {
  ...logistic,
  signature: { ...logistic.signature, classes: ['a', 'b', 'c'] },
  weights: new Map([
    ['output.weight', { shape: [1, 3], values: Float32Array.of(1, 0, -1) }],
    ['output.bias', { shape: [3], values: Float32Array.of(0, 0.5, 0) }],
  ]),
}

const line: Model = {
  architecture: component('model', 'linear', { bias: false }),
  signature: {
    task: 'regression',
    features: ['x', 'y'],
    target: 'z',
    preprocessing: { inputs: [], transforms: [] },
  },
  weights: new Map([['output.weight', { shape: [2, 1], values: Float32Array.of(2, -3) }]]),
}

async function predicted(model: Model, ...features: number[]): Promise<number[]> {
  const predictor = await openPredictor(model)
  const answers = predictor.predict(
    Float32Array.from(features),
    features.length / model.signature.features.length,
  )
  predictor.dispose()
  return [...answers]
}

describe('a model predicts', () => {
  test('probabilities of two classes from one output', async () => {
    const p = (x: number) => 1 / (1 + Math.exp(-(2 * x + 1)))
    const [a, b, c, d] = await predicted(logistic, 0, -2)
    expect(a).toBeCloseTo(1 - p(0), 6)
    expect(b).toBeCloseTo(p(0), 6)
    expect(c).toBeCloseTo(1 - p(-2), 6)
    expect(d).toBeCloseTo(p(-2), 6)
  })

  test('small probabilities without losing them to rounding', async () => {
    const [no = 0] = await predicted(logistic, 20)
    expect(no / Math.exp(-41)).toBeCloseTo(1, 3)
  })

  test('probabilities of three classes', async () => {
    const z = [2, 0.5, -2].map(Math.exp)
    const sum = z.reduce((a, b) => a + b)
    for (const [index, value] of (await predicted(three, 2)).entries()) {
      expect(value).toBeCloseTo(z[index]! / sum, 6)
    }
  })

  test('numbers', async () => {
    expect(await predicted(line, 1, 1, 2, 0)).toEqual([-1, 4])
  })

  test('many rows in parts as one by one', async () => {
    const draws = new Draws(1, 'rows')
    const rows = Array.from({ length: 10_000 }, () => draws.normal())
    const all = await predicted(three, ...rows)
    expect(all.length).toBe(30_000)
    expect(all.slice(29_997)).toEqual(await predicted(three, rows[9999]!))
  })
})

describe('a saved model', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pipewright-model-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const reason = () => {
    const loaded = loadModel(folder)
    return loaded.ok ? 'sound' : loaded.diagnostics.map(({ code, message }) => `${code} ${message}`).join()
  }

  test('is read back, and has one form', () => {
    saveModel(folder, logistic)
    expect(loadModel(folder)).toEqual({ ok: true, value: logistic })
    const files = contents(folder)
    saveModel(folder, { ...logistic, weights: new Map([...logistic.weights].reverse()) })
    expect(contents(folder)).toEqual(files)
  })

  test('that is not there, or damaged, is told', () => {
    expect(reason()).toMatch(/PIPE7013 .*model.json: it is not there/)
    saveModel(folder, logistic)
    const weights = readFileSync(join(folder, 'weights.safetensors'))
    writeFileSync(join(folder, 'weights.safetensors'), weights.subarray(0, weights.length - 1))
    expect(reason()).toMatch(/weights.safetensors: output.*it is cut off/)
    writeFileSync(join(folder, 'model.json'), '{"format":"pipewright-model","version":1}')
    expect(reason()).toMatch(/does not describe a model/)
  })

  test('whose weights are of another shape is told', () => {
    saveModel(folder, { ...logistic, weights: three.weights })
    expect(reason()).toContain('`output.weight` is [1, 3] instead of [1, 1]')
    saveModel(folder, {
      ...logistic,
      weights: new Map(logistic.weights).set('more', { shape: [0], values: new Float32Array() }),
    })
    expect(reason()).toContain('`more` is one too many')
  })
})
