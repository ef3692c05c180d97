import { fork } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type {
  LearningMessage,
  LearningOutcome,
  LearningTask,
  TaskValue,
} from '../../../src/learning/protocol.ts'
import { Draws } from '../../../src/learning/random.ts'
import { bundleEntry } from '../bundle.ts'
import {
  adam,
  atMost,
  component,
  contents,
  curvedClasses,
  epochs,
  improves,
  mlp,
  regulation,
  restore,
  signal,
  steps,
  Trial,
  warn,
} from './trial.ts'

let bundle: Awaited<ReturnType<typeof bundleEntry>>
beforeAll(async () => {
  bundle = await bundleEntry(join(import.meta.dirname, 'train-child.ts'), 'train')
})
afterAll(() => bundle.remove())

let trial: Trial
beforeEach(() => {
  trial = new Trial()
})
afterEach(() => trial.remove())

/** Trains in a process of its own, which is killed when it has told so many messages. */
async function trainInChild(task: LearningTask, killAfter = Number.POSITIVE_INFINITY) {
  const messages: LearningMessage[] = []
  let outcome: LearningOutcome | undefined
  const child = fork(bundle.path)
  child.on('message', (said: { message?: LearningMessage; outcome?: LearningOutcome }) => {
    if (said.outcome) outcome = said.outcome
    if (said.message && messages.push(said.message) >= killAfter) child.kill('SIGKILL')
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.send(task)
  await ended
  return { messages, outcome }
}

function configs(): { [name: string]: { [field: string]: TaskValue } } {
  const data = trial.dataset(curvedClasses('train', 500))
  const validate = trial.dataset(curvedClasses('val', 100))
  const common = { data, validate, batch_size: 16, epochs: 12, optimizer: adam(3e-2) }
  return {
    'each epoch, dropout, schedule': {
      ...common,
      model: mlp([24, 24], { dropout: 0.3 }),
      schedule: component('schedule', 'cosine', { min_factor: 0.1 }),
    },
    'within epochs, momentum, regulations': {
      ...common,
      model: mlp([16]),
      optimizer: component('optimizer', 'momentum', {
        lr: 1.5,
        momentum: 0.9,
        nesterov: true,
        weight_decay: 1e-4,
      }),
      checkpoint: { every: steps(13), keep: 2 },
      regulate: [
        regulation('calm', signal('loss'), atMost(1.2), restore({ max_times: 1000, lr_factor: 0.8 })),
        regulation(
          'patience',
          signal('val.loss'),
          improves(epochs(2)),
          restore({ to: 'best', max_times: 100 }),
        ),
      ],
      monitor: [regulation('small', signal('gradient_norm'), atMost(0.3), warn)],
    },
  }
}

test.each(['each epoch, dropout, schedule', 'within epochs, momentum, regulations'])(
  'killed again and again, a training ends in the same bytes: %s',
  async (name) => {
    const config = configs()[name]!
    const undisturbed = await trainInChild(trial.task(config, 'staging-whole', 'scratch-whole'))
    if (!undisturbed.outcome?.ok) throw new Error(JSON.stringify(undisturbed.outcome))
    const answered = undisturbed.messages.flatMap((said) =>
      said.type === 'regulation' && said.response ? [said.regulation] : [],
    )
    if (config.regulate) expect(new Set(answered)).toEqual(new Set(['calm', 'patience']))
    const total = undisturbed.messages.length
    const expected = contents(join(trial.folder, 'staging-whole'))

    const draws = new Draws(3, name)
    let kills = 0
    let resumed = 0
    for (let round = 0; round < 2; round++) {
      const task = trial.task(config, `staging-${round}`, `scratch-${round}`)
      let outcome: LearningOutcome | undefined
      while (!outcome) {
        rmSync(task.staging, { recursive: true, force: true })
        const killAfter = 1 + draws.integer(Math.ceil(total / 3))
        const attempt = await trainInChild(task, killAfter)
        outcome = attempt.outcome
        if (!outcome) kills++
        if (attempt.messages.some(({ type }) => type === 'resumed')) resumed++
      }
      expect(outcome).toEqual(undisturbed.outcome)
      expect(contents(task.staging)).toEqual(expected)
    }
    expect(kills).toBeGreaterThan(3)
    expect(resumed).toBeGreaterThan(3)
  },
  // Some twenty processes, on a machine that may be busy.
  240_000,
)

/** Trains half-way in a child, then hurts the newest checkpoint. */
async function interrupted(config: { [field: string]: TaskValue }, damage: (bytes: Buffer) => Buffer) {
  const whole = await trainInChild(trial.task(config, 'staging-whole', 'scratch-whole'))
  const task = trial.task(config)
  await trainInChild(task, Math.ceil(whole.messages.length / 2))
  const folder = join(task.scratch, 'checkpoints')
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('.safetensors'))
    .sort()
    .at(-1)!
  const path = join(folder, newest)
  writeFileSync(path, damage(readFileSync(path)))
  return { task, path, expected: contents(join(trial.folder, 'staging-whole')) }
}

function flipped(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 0x10
  return bytes
}

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 7), /cut off/],
  ['empty', () => Buffer.alloc(0), /cut off/],
  ['one bit of a weight flipped', (bytes: Buffer) => flipped(bytes, bytes.length - 3), /hash/],
  ['one bit of the header flipped', (bytes: Buffer) => flipped(bytes, 20), /./],
])('a damaged checkpoint (%s) is told, and the one before it used', async (_name, damage, reason) => {
  const config = configs()['each epoch, dropout, schedule']!
  const { task, path, expected } = await interrupted(config, damage)
  const { messages, outcome } = await trainInChild(task)
  expect(outcome?.ok).toBe(true)
  const warnings = messages.flatMap((message) => (message.type === 'warning' ? [message.diagnostic] : []))
  expect(warnings.map(({ code }) => code)).toEqual(['PIPE7009'])
  expect(warnings[0]?.message).toContain(path)
  expect(warnings[0]?.message).toMatch(reason)
  expect(messages.filter(({ type }) => type === 'resumed')).toHaveLength(1)
  expect(contents(task.staging)).toEqual(expected)
})

test('with every checkpoint damaged it starts anew, and ends in the same bytes', async () => {
  const config = configs()['each epoch, dropout, schedule']!
  const { task, expected } = await interrupted(config, () => Buffer.from('nothing'))
  const folder = join(task.scratch, 'checkpoints')
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'nothing')
  const { messages, outcome } = await trainInChild(task)
  expect(outcome?.ok).toBe(true)
  expect(messages.some(({ type }) => type === 'resumed')).toBe(false)
  expect(contents(task.staging)).toEqual(expected)
})
