import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Value } from '../../../src/ir/expression.ts'
import type { FromWorker, LearningOutcome, LearningTask, TaskValue } from '../../../src/learning/protocol.ts'
import { bundleEntry } from '../bundle.ts'
import {
  atMost,
  contents,
  curvedClasses,
  linearNumbers,
  mlp,
  regulation,
  signal,
  Trial,
} from '../training/trial.ts'

let bundle: Awaited<ReturnType<typeof bundleEntry>>
let trial: Trial
let worker: ChildProcess

beforeAll(async () => {
  bundle = await bundleEntry(join(import.meta.dirname, '../../../src/learning/worker.ts'), 'implementations')
})
afterAll(() => bundle.remove())
beforeEach(() => {
  trial = new Trial()
  worker = fork(bundle.path, { silent: true })
})
afterEach(() => {
  worker.kill('SIGKILL')
  trial.remove()
})

function work(task: LearningTask): Promise<LearningOutcome> {
  return new Promise((resolve) => {
    const listen = (said: FromWorker) => {
      if (said.type !== 'outcome') return
      worker.off('message', listen)
      resolve(said.outcome)
    }
    worker.on('message', listen)
    worker.send({ type: 'run', task })
  })
}

/** A component whose module lies in the trial's folder. */
function own(
  is: string,
  name: string,
  source: string,
  given: { [name: string]: Value } = {},
  gives?: Value,
): TaskValue {
  const path = join(trial.folder, `${name}.js`)
  writeFileSync(path, source)
  const implementation = { file: { $local: path }, ...(gives !== undefined && { gives }) }
  return { $component: name, is, arguments: given, implementation }
}

const said = (outcome: LearningOutcome) =>
  outcome.ok ? [] : outcome.diagnostics.map(({ code, message }) => `${code} ${message}`)

const layer = `
export function weights({ inputs, outputs }, { units }) {
  return {
    'a.weight': { shape: [inputs, units], initial: 'he' },
    'a.bias': { shape: [units], initial: 'zeros' },
    'b.weight': { shape: [units, outputs] },
    'b.bias': { shape: [outputs], initial: 'zeros' },
  }
}
export function forward({ tf, x, weight, dropout }, { rate }) {
  const hidden = tf.relu(tf.add(tf.matMul(x, weight('a.weight')), weight('a.bias')))
  return tf.add(tf.matMul(rate > 0 ? dropout(hidden, rate) : hidden, weight('b.weight')), weight('b.bias'))
}`

function evaluation(model: string, data: TaskValue, metric: TaskValue): LearningTask {
  return {
    ...trial.task({}, 'evaluated'),
    kind: 'evaluate',
    config: { model: { $local: model, artifact: 'Model' }, data, metrics: { m: metric }, batch_size: 64 },
  }
}

async function trained(model: TaskValue, data: TaskValue, name = 'a'): Promise<string> {
  const task = trial.task({ model, data, epochs: 3 }, `staging-${name}`, `scratch-${name}`)
  const outcome = await work(task)
  expect(said(outcome)).toEqual([])
  return join(task.staging, 'model')
}

describe('a model in JavaScript', () => {
  it('learns what the same model of the library does', async () => {
    const data = trial.dataset(curvedClasses('train', 128))
    const ours = await work(
      trial.task({ model: own('model', 'mine', layer, { units: 8, rate: 0 }), data, epochs: 5 }, 'sa', 'ca'),
    )
    const theirs = await work(trial.task({ model: mlp([8]), data, epochs: 5 }, 'sb', 'cb'))
    const lossOf = (outcome: LearningOutcome) =>
      outcome.ok && 'value' in (outcome.outputs.loss ?? {})
        ? Number((outcome.outputs.loss as { value: Value }).value)
        : Number.NaN
    expect(said(ours)).toEqual([])
    expect(lossOf(ours)).toBeGreaterThan(0)
    // The weights are drawn by name, so that the two start apart and come to about the same.
    expect(Math.abs(lossOf(ours) - lossOf(theirs))).toBeLessThan(0.2)
  })

  it('takes its module along, and answers where the file is gone', async () => {
    const data = trial.dataset(linearNumbers('train', 64))
    const folder = await trained(own('model', 'mine', layer, { units: 4, rate: 0.1 }), data)
    expect(
      JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')).architecture.implementation.source,
    ).toBe(layer)
    writeFileSync(join(trial.folder, 'mine.js'), 'throw new Error("read again")')
    const outcome = await work(evaluation(folder, data, { $component: 'rmse', is: 'metric', arguments: {} }))
    expect(outcome).toMatchObject({ ok: true, outputs: { m: { value: expect.any(Number) } } })
  })

  it('makes the same bytes of the same things', async () => {
    const data = trial.dataset(curvedClasses('train', 64))
    const model = own('model', 'mine', layer, { units: 6, rate: 0.2 })
    expect(contents(await trained(model, data, 'a'))).toEqual(contents(await trained(model, data, 'b')))
  })

  it('is the module as it is now, also in a worker that ran another', async () => {
    const data = trial.dataset(curvedClasses('train', 64))
    await trained(own('model', 'mine', layer, { units: 4, rate: 0 }), data, 'a')
    const changed = layer
      .replace("'b.bias': { shape: [outputs], initial: 'zeros' },", '')
      .replace(
        /tf\.add\(tf\.matMul\(rate[^;]*?, weight\('b\.bias'\)\)/,
        "tf.matMul(hidden, weight('b.weight'))",
      )
    const folder = await trained(own('model', 'mine', changed, { units: 4, rate: 0 }), data, 'b')
    expect(readFileSync(join(folder, 'weights.safetensors'), 'latin1')).not.toContain('b.bias')
  })

  it.each([
    [
      'lacks a function',
      'export const weights = 1',
      'PIPE2123 The component `bad` gave `1` instead of a function `weights`.',
    ],
    [
      'is no module',
      'export const weights = (',
      /^PIPE2122 The component `bad` failed while its module was loaded: /,
    ],
    ['names no shape', layer.replace('[inputs, units]', '[inputs, "x"]'), /whole numbers for `a\.weight`/],
    [
      'names no such start',
      layer.replace("'he'", "'best'"),
      /zeros, ones, he, glorot as `initial` of `a\.weight`/,
    ],
    [
      'gives too few outputs',
      layer
        .replace('[units, outputs]', '[units, 1]')
        .replace("'b.bias': { shape: [outputs]", "'b.bias': { shape: [1]"),
      'PIPE2123 The component `bad` gave `1` instead of 2 outputs a row.',
    ],
    [
      'gives no tensor',
      `${layer.split('export function forward')[0]}export const forward = () => 3`,
      'PIPE2123 The component `bad` gave `3` instead of a tensor of shape [32, outputs].',
    ],
    [
      'throws',
      `${layer.split('export function forward')[0]}export const forward = () => {\n  throw new Error("no way.")\n}`,
      /^PIPE2122 The component `bad` failed while it computed its outputs: no way \(line 11\)\.$/,
    ],
    [
      'leaves a weight out',
      layer.replace(/return tf\.add\(([\s\S]*), weight\('b\.bias'\)\)/, 'return $1'),
      /^PIPE2122 The component `bad` failed while it was trained: /,
    ],
  ])('that %s is told so', async (_, source, expected) => {
    const data = trial.dataset(curvedClasses('train', 64))
    const model = own('model', 'bad', source, { units: 4, rate: 0 })
    const found = said(await work(trial.task({ model, data, epochs: 1 })))
    expect(found).toEqual([typeof expected === 'string' ? expected : expect.stringMatching(expected)])
  })
})

describe('a metric in JavaScript', () => {
  const count =
    'export default ({ rows, classes, truth }, { scale }) => scale * (rows + (classes ? classes.length : 0)) + 0 * truth[0]'

  it('sees classes or numbers, and its arguments', async () => {
    const classes = trial.dataset(curvedClasses('train', 40))
    const model = await trained(mlp([4]), classes)
    const outcome = await work(evaluation(model, classes, own('metric', 'count', count, { scale: 2 })))
    expect(outcome).toMatchObject({ ok: true, outputs: { m: { value: 84 } } })
    const numbers = trial.dataset({ ...linearNumbers('train', 30), name: 'numbers' })
    const regressor = await trained(mlp([4]), numbers, 'b')
    const second = await work(evaluation(regressor, numbers, own('metric', 'count', count, { scale: 0.5 })))
    expect(second).toMatchObject({ ok: true, outputs: { m: { value: 15 } } })
  })

  it('gets quantities as numbers, and can change nothing', async () => {
    const data = trial.dataset(curvedClasses('train', 10))
    const model = await trained(mlp([4]), data)
    const source =
      'export default (of, given) => { of.probabilities.fill(9); try { given.list.push(1) } catch { return given.wait + given.list.length } }'
    const given = { wait: { $quantity: 'duration', amount: 90 }, list: [1, 2] } as const
    const outcome = await work(evaluation(model, data, own('metric', 'm', source, given)))
    expect(outcome).toMatchObject({ ok: true, outputs: { m: { value: 92 } } })
  })

  it.each<[string, string, Value | undefined, unknown]>([
    ['a number', 'export default () => 0.25', undefined, 0.25],
    [
      'a record',
      'export default () => ({ a: 1, b: true, more: 2 })',
      { type: 'record', fields: { a: { type: 'int' }, b: { type: 'bool' } } },
      { a: 1, b: true },
    ],
    [
      'a time',
      'export default () => 3',
      { type: 'quantity', dimension: 'duration' },
      { $quantity: 'duration', amount: 3 },
    ],
  ])('may give %s', async (_, source, gives, value) => {
    const data = trial.dataset(curvedClasses('train', 10))
    const outcome = await work(
      evaluation(await trained(mlp([4]), data), data, own('metric', 'm', source, {}, gives)),
    )
    expect(outcome).toMatchObject({ ok: true, outputs: { m: { value } } })
  })

  it.each<[string, string, Value | undefined, string]>([
    [
      'NaN',
      'export default () => NaN',
      undefined,
      'PIPE2123 The component `m` gave `NaN` instead of a finite number.',
    ],
    [
      'a promise',
      'export default async () => 1',
      undefined,
      'PIPE2123 The component `m` gave a promise instead of a finite number.',
    ],
    [
      'what is out of its range',
      'export default () => 2',
      { type: 'float', min: 0, max: 1 },
      'PIPE2123 The component `m` gave `2` instead of a finite number in 0..1.',
    ],
    [
      'a fraction for a whole number',
      'export default () => 1.5',
      { type: 'int' },
      'PIPE2123 The component `m` gave `1.5` instead of a whole number.',
    ],
    [
      'half a record',
      'export default () => ({ a: 1 })',
      { type: 'record', fields: { a: { type: 'int' }, b: { type: 'int' } } },
      'PIPE2123 The component `m` gave `undefined` instead of a whole number.',
    ],
    [
      'an exception',
      'export default () => {\n  return null.x\n}',
      undefined,
      "PIPE2122 The component `m` failed while it computed its value: Cannot read properties of null (reading 'x') (line 2).",
    ],
  ])('may not give %s', async (_, source, gives, expected) => {
    const data = trial.dataset(curvedClasses('train', 10))
    const outcome = await work(
      evaluation(await trained(mlp([4]), data), data, own('metric', 'm', source, {}, gives)),
    )
    expect(said(outcome)).toEqual([expected])
  })
})

describe('a response in JavaScript', () => {
  const config = (source: string, given: { [name: string]: Value } = {}) => ({
    model: mlp([4]),
    data: trial.dataset(curvedClasses('train', 64)),
    epochs: 6,
    regulate: [regulation('r', signal('step'), atMost(5), own('response', 'mine', source, given) as never)],
  })

  it('ends a training when it says so', async () => {
    const source =
      'export default ({ step, value }, { after }) => (step >= after && value > 5 ? "stop" : "continue")'
    const outcome = await work(trial.task(config(source, { after: 8 })))
    expect(outcome).toMatchObject({ ok: true, outputs: { epochs: { value: 4 } } })
  })

  it('is held to what a response can be', async () => {
    expect(said(await work(trial.task(config('export default () => "halt"'))))).toEqual([
      'PIPE2123 The component `mine` gave `"halt"` instead of "continue", "stop" or { restore, lr_factor }.',
    ])
  })
})
