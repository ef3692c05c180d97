import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ComponentValue, RecordValue } from '../../../src/ir/expression.ts'
import { encodePart, type Part, type Target } from '../../../src/learning/datasets/part.ts'
import { runEvaluateTask } from '../../../src/learning/evaluation/evaluate-task.ts'
import { TaskFailure } from '../../../src/learning/failure.ts'
import { type ModelSignature, saveModel } from '../../../src/learning/models/saved-model.ts'
import type { LearningMessage, TaskOutput } from '../../../src/learning/protocol.ts'
import { newFolder } from '../datasets/dataset-trial.ts'

const preprocessing = { inputs: [], transforms: [] }

/** The second class where x is positive: its logit is `slope` * x. */
function classifier(slope = 10, signature: Partial<ModelSignature> = {}): string {
  const folder = newFolder()
  saveModel(folder, {
    architecture: { $component: 'logistic', is: 'model', arguments: { bias: true } },
    signature: {
      task: 'classification',
      features: ['x'],
      target: 'sign',
      classes: ['minus', 'plus'],
      preprocessing,
      ...signature,
    },
    weights: new Map([
      ['output.weight', { shape: [1, 1], values: Float32Array.of(slope) }],
      ['output.bias', { shape: [1], values: Float32Array.of(0) }],
    ]),
  })
  return folder
}

/** Predicts 2 x + 1. */
function regressor(): string {
  const folder = newFolder()
  saveModel(folder, {
    architecture: { $component: 'linear', is: 'model', arguments: { bias: true } },
    signature: { task: 'regression', features: ['x'], target: 'y', preprocessing },
    weights: new Map([
      ['output.weight', { shape: [1, 1], values: Float32Array.of(2) }],
      ['output.bias', { shape: [1], values: Float32Array.of(1) }],
    ]),
  })
  return folder
}

function partOf(features: readonly number[], target?: Target, names: readonly string[] = ['x']): Part {
  return {
    name: 'test',
    rows: features.length / names.length,
    featureNames: names,
    features: Float32Array.from(features),
    target,
    task: target && (target.kind === 'classes' ? 'classification' : 'regression'),
    sourceRows: new Float64Array(features.length / names.length),
    preprocessing,
  }
}

const signs = (values: readonly number[], names: readonly string[] = ['minus', 'plus']): Target => ({
  kind: 'classes',
  name: 'sign',
  values: Int32Array.from(values),
  names,
})

function metric(name: string, settings: RecordValue = {}): ComponentValue {
  return { $component: name, is: 'metric', arguments: settings }
}

const accuracy = metric('accuracy', { top: 1 })

async function evaluate(model: string, part: Part, metrics: RecordValue, batchSize = 1024) {
  const data = join(newFolder(), 'test.part')
  writeFileSync(data, Buffer.concat(encodePart(part)))
  const messages: LearningMessage[] = []
  const outcome = await runEvaluateTask(
    {
      kind: 'evaluate',
      node: 'quality',
      config: { model: { $local: model }, data: { $local: data }, metrics, batch_size: batchSize },
      seed: 1,
      staging: newFolder(),
      scratch: newFolder(),
    },
    { tell: (message) => messages.push(message) },
  )
  if (!outcome.ok) throw new TaskFailure(...outcome.diagnostics)
  return { outputs: outcome.outputs, messages }
}

function measured(output: TaskOutput | undefined): unknown {
  return output && 'value' in output ? output.value : undefined
}

describe('an evaluation', () => {
  test('gives each metric by its name, in batches of any size', async () => {
    const part = partOf([-2, -1, 1, 2, 3], signs([0, 1, 1, 1, 0]))
    const metrics = {
      right: accuracy,
      confusion: metric('confusion_matrix'),
      loss: metric('log_loss'),
    }
    const { outputs, messages } = await evaluate(classifier(), part, metrics, 2)
    expect(measured(outputs.right)).toBe(0.6)
    expect(measured(outputs.confusion)).toEqual({
      classes: ['minus', 'plus'],
      counts: [
        [1, 1],
        [1, 2],
      ],
    })
    expect(measured(outputs.loss)).toBeCloseTo((10 + 30) / 5, 3)
    expect(messages.filter(({ type }) => type === 'progress')).toEqual(
      [2, 4, 5].map((done) => ({ type: 'progress', done, total: 5, unit: 'rows' })),
    )
    expect(
      messages.filter(({ type }) => type === 'metric').map((message) => 'name' in message && message.name),
    ).toEqual(['right', 'loss'])
    const whole = await evaluate(classifier(), part, metrics)
    expect(whole.outputs).toEqual(outputs)
  })

  test('of numbers', async () => {
    const part = partOf([0, 1, 2], { kind: 'numbers', name: 'y', values: Float32Array.of(1, 4, 5) })
    const { outputs } = await evaluate(regressor(), part, {
      rmse: metric('rmse'),
      mae: metric('mae'),
      r2: metric('r2'),
    })
    expect(measured(outputs.mae)).toBeCloseTo(1 / 3)
    expect(measured(outputs.rmse)).toBeCloseTo(Math.sqrt(1 / 3))
    expect(measured(outputs.r2)).toBeCloseTo(1 - 1 / (26 / 3))
  })

  test('of time, which needs no target', async () => {
    const { outputs } = await evaluate(classifier(), partOf([1, 2]), {
      p95: metric('latency', { p: 0.95, calls: 10 }),
    })
    const value = measured(outputs.p95) as { $quantity: string; amount: number }
    expect(value.$quantity).toBe('duration')
    expect(value.amount).toBeGreaterThan(0)
    expect(value.amount).toBeLessThan(1)
  })
})

describe('what is refused', () => {
  const two = partOf([1, 2], signs([0, 1]))
  const numbers = partOf([1, 2], { kind: 'numbers', name: 'y', values: Float32Array.of(1, 2) })
  test.each([
    [
      'other features',
      () => classifier(),
      partOf([1, 2], signs([0]), ['x', 'z']),
      { a: accuracy },
      'The features of the part `test` are not those of the model: `z` too many.',
    ],
    [
      'other classes',
      () => classifier(),
      partOf([1, 2], signs([0, 1], ['minus', 'zero'])),
      { a: accuracy },
      'The classes of the part `test` are not those of the model: `plus` missing, `zero` too many.',
    ],
    [
      'classes for numbers',
      () => regressor(),
      two,
      { rmse: metric('rmse') },
      'The model predicts numbers, and the target `sign` of the part `test` is a column of classes.',
    ],
    [
      'a metric of classes for numbers',
      () => regressor(),
      numbers,
      { a: accuracy },
      'The metric `a: accuracy()` needs a column of classes, and the target `y` is a column of numbers.',
    ],
    [
      'a metric of numbers for classes',
      () => classifier(),
      two,
      { e: metric('rmse') },
      'The metric `e: rmse()` needs a column of numbers, and the target `sign` is a column of classes.',
    ],
    [
      'no target',
      () => classifier(),
      partOf([1, 2]),
      { a: accuracy },
      'The data of `test` has no target, so there is nothing to learn to predict.',
    ],
    [
      'no rows',
      () => classifier(),
      partOf([], signs([])),
      { a: accuracy },
      'There is nothing to measure: the part `test` has no rows.',
    ],
    [
      'a model that diverged',
      () => classifier(Number.NaN),
      two,
      { a: accuracy },
      'The model of `quality` predicts NaN or infinite numbers for 2 rows of the part `test`.',
    ],
    [
      'an unknown metric',
      () => classifier(),
      two,
      { a: metric('acuracy') },
      'The built-in trainer has no metric `acuracy`.',
    ],
  ])('%s', async (_, model, part, metrics, message) => {
    const failure = await evaluate(model(), part, metrics as RecordValue).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(TaskFailure)
    expect((failure as TaskFailure).diagnostics.map((diagnostic) => diagnostic.message)).toEqual([message])
  })
})
