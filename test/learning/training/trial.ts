import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ComponentValue, Value } from '../../../src/ir/expression.ts'
import { encodePart, type Part, type Target } from '../../../src/learning/datasets/part.ts'
import { diagnosticsOf } from '../../../src/learning/exceptions.ts'
import type {
  LearningMessage,
  LearningOutcome,
  LearningTask,
  TaskValue,
} from '../../../src/learning/protocol.ts'
import { Draws } from '../../../src/learning/random.ts'
import { runTrainTask } from '../../../src/learning/training/train-task.ts'

/** A component with its arguments, as the compiler hands it over. */
export function component(is: string, name: string, values: { [name: string]: Value } = {}): ComponentValue {
  return { $component: name, is, arguments: values }
}

export const mlp = (hidden: number[], more: { [name: string]: Value } = {}) =>
  component('model', 'mlp', { hidden, activation: 'relu', dropout: 0, ...more })

export const adam = (lr: number) =>
  component('optimizer', 'adam', { lr, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 })

export const sgd = (lr: number) => component('optimizer', 'sgd', { lr, weight_decay: 0 })

export const epochs = (amount: number): Value => ({ $quantity: 'epochs', amount })
export const steps = (amount: number): Value => ({ $quantity: 'steps', amount })

/** A signal inside a regulation. */
export const signal = (name: string): Value => ({ $pending: { op: 'ambient', name } })

export function regulation(
  name: string,
  observe: Value,
  limit: ComponentValue,
  respond: ComponentValue | null,
): TaskValue {
  return { name, observe, limit, respond }
}

export const finite = component('limit', 'finite')
export const atMost = (bound: Value) => component('limit', 'at_most', { bound })
export const improves = (patience: Value, min_delta = 0) =>
  component('limit', 'improves', { patience, min_delta, direction: 'auto' })
export const stop = component('response', 'stop')
export const warn = component('response', 'warn')
export const restore = (values: { [name: string]: Value } = {}) =>
  component('response', 'restore', { to: 'last_checkpoint', lr_factor: 0.5, max_times: 5, ...values })

/** Two classes of points, apart by a curved line. */
export function curvedClasses(name: string, rows: number, seed = 1): Part {
  const draws = new Draws(seed, name)
  const features = Float32Array.from({ length: rows * 2 }, () => draws.normal())
  const values = Int32Array.from({ length: rows }, (_, row) => {
    const [x = 0, y = 0] = features.subarray(row * 2, row * 2 + 2)
    return Number(y > Math.sin(2 * x))
  })
  return part(name, features, { kind: 'classes', name: 'side', values, names: ['below', 'above'] })
}

/** Numbers that are a linear function of three columns, with a little noise. */
export function linearNumbers(name: string, rows: number, scale = 1): Part {
  const draws = new Draws(2, name)
  const features = Float32Array.from({ length: rows * 3 }, () => scale * draws.normal())
  const values = Float32Array.from({ length: rows }, (_, row) => {
    const [a = 0, b = 0, c = 0] = features.subarray(row * 3, row * 3 + 3)
    return 2 * a - b + 0.5 * c + 3 + 0.01 * draws.normal()
  })
  return part(name, features, { kind: 'numbers', name: 'price', values })
}

function part(name: string, features: Float32Array, target: Target): Part {
  const rows = target.values.length
  const featureNames = Array.from({ length: features.length / rows }, (_, column) => `x${column}`)
  return {
    name,
    rows,
    featureNames,
    features,
    target,
    task: target.kind === 'classes' ? 'classification' : 'regression',
    sourceRows: Float64Array.from({ length: rows }, (_, row) => row),
    preprocessing: { inputs: [], transforms: [] },
  }
}

/** A folder that is gone when the test is over, with the files of one training. */
export class Trial {
  readonly folder = mkdtempSync(join(tmpdir(), 'pipewright-train-'))
  readonly messages: LearningMessage[] = []

  /** Writes a part where a dataset node would have left it. */
  dataset(data: Part): TaskValue {
    const path = join(this.folder, `${data.name}.part`)
    writeFileSync(path, Buffer.concat(encodePart(data)))
    return { $local: path, artifact: 'Dataset' }
  }

  /** A train task with the defaults of the standard library. */
  task(config: { [field: string]: TaskValue }, staging = 'staging', scratch = 'scratch'): LearningTask {
    return {
      kind: 'train',
      node: 'fit',
      config: {
        validate: null,
        loss: null,
        optimizer: adam(1e-3),
        schedule: component('schedule', 'constant'),
        epochs: 10,
        batch_size: 32,
        regulate: [],
        monitor: [],
        checkpoint: { every: epochs(1), keep: 3 },
        keep: 'best',
        init_from: null,
        device: 'auto',
        ...config,
      },
      seed: 7,
      staging: join(this.folder, staging),
      scratch: join(this.folder, scratch),
    }
  }

  /** Runs as the worker does. */
  async run(task: LearningTask): Promise<LearningOutcome> {
    try {
      return await runTrainTask(task, { tell: (message) => this.messages.push(message) })
    } catch (error) {
      return { ok: false, diagnostics: await diagnosticsOf(task.node, error) }
    }
  }

  /** The outputs that are values, of a training that must succeed. */
  async values(config: { [field: string]: TaskValue }, name = 'a'): Promise<{ [name: string]: Value }> {
    const outcome = await this.run(this.task(config, `staging-${name}`, `scratch-${name}`))
    if (!outcome.ok) throw new Error(outcome.diagnostics.map(({ message }) => message).join('\n'))
    const entries = Object.entries(outcome.outputs).flatMap(([key, output]) =>
      'value' in output ? [[key, output.value] as const] : [],
    )
    return Object.fromEntries(entries)
  }

  /** The codes and messages of a training that must fail. */
  async failure(config: { [field: string]: TaskValue }): Promise<string[]> {
    const outcome = await this.run(this.task(config))
    if (outcome.ok) throw new Error('it succeeded')
    return outcome.diagnostics.map(({ code, message }) => `${code} ${message}`)
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Every file of a folder by relative path, as hex: equal folders, equal records. */
export function contents(folder: string): { [path: string]: string } {
  const found: { [path: string]: string } = {}
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name)
    if (statSync(path).isFile()) found[name] = readFileSync(path).toString('hex')
  }
  return found
}
