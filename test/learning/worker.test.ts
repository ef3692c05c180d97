import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type {
  FromWorker,
  LearningMessage,
  LearningOutcome,
  LearningTask,
} from '../../src/learning/protocol.ts'
import { bundleEntry } from './bundle.ts'
import { curvedClasses, mlp, Trial } from './training/trial.ts'

let bundle: Awaited<ReturnType<typeof bundleEntry>>
beforeAll(async () => {
  bundle = await bundleEntry(join(import.meta.dirname, '../../src/learning/worker.ts'), 'worker')
})
afterAll(() => bundle.remove())

let trial: Trial
let worker: ChildProcess
let printed: string
beforeEach(() => {
  trial = new Trial()
  worker = fork(bundle.path, { silent: true })
  printed = ''
  for (const stream of [worker.stdout, worker.stderr]) stream?.on('data', (text) => (printed += text))
})
afterEach(() => {
  worker.kill('SIGKILL')
  trial.remove()
})

/** Sends a task and waits for its outcome. */
function work(task: LearningTask): Promise<{ outcome: LearningOutcome; messages: LearningMessage[] }> {
  const messages: LearningMessage[] = []
  return new Promise((resolve) => {
    const listen = (said: FromWorker) => {
      if (said.type === 'message') messages.push(said.message)
      if (said.type !== 'outcome') return
      worker.off('message', listen)
      resolve({ outcome: said.outcome, messages })
    }
    worker.on('message', listen)
    worker.send({ type: 'run', task })
  })
}

const next = (event: string) =>
  new Promise<unknown>((resolve) => worker.once(event, (value) => resolve(value)))

const codes = (outcome: LearningOutcome) => (outcome.ok ? [] : outcome.diagnostics.map(({ code }) => code))

const small = () => ({ model: mlp([8]), data: trial.dataset(curvedClasses('train', 64)), epochs: 2 })

test('says that it is ready, works on one task after the other, and prints nothing', async () => {
  expect(await next('message')).toEqual({ type: 'ready' })
  const first = await work(trial.task(small(), 'a', 'sa'))
  expect(first.outcome.ok).toBe(true)
  expect(first.messages.some(({ type }) => type === 'progress')).toBe(true)
  const second = await work(trial.task(small(), 'b', 'sb'))
  expect(second.outcome).toEqual(first.outcome)
  expect(printed).toBe('')
})

test('two tasks sent at once are done one after the other', async () => {
  const outcomes = await Promise.all([
    work(trial.task(small(), 'a', 'sa')),
    work(trial.task(small(), 'b', 'sb')),
  ])
  expect(outcomes.map(({ outcome }) => outcome.ok)).toEqual([true, true])
})

test('what fails is a diagnostic, and the worker goes on', async () => {
  const noData = await work(trial.task({ ...small(), data: { $local: join(trial.folder, 'nothing.part') } }))
  expect(codes(noData.outcome)).toHaveLength(1)
  const unknown = await work({ ...trial.task(small()), kind: 'dance' as 'train' })
  expect(codes(unknown.outcome)).toEqual(['PIPE7012'])
  const wrong = await work(trial.task({ ...small(), epochs: 'many' }))
  expect(codes(wrong.outcome)).toEqual(['PIPE7016'])
  const huge = await work(trial.task({ ...small(), model: mlp([50_000, 50_000]) }))
  expect(codes(huge.outcome)).toEqual(['PIPE7011'])
  expect((await work(trial.task(small(), 'c', 'sc'))).outcome.ok).toBe(true)
  expect(printed).toBe('')
})

test('ends when its parent is gone, also while it works', async () => {
  const exit = next('exit')
  const started = new Promise<void>((resolve) => {
    worker.on('message', (said: FromWorker) => said.type === 'message' && resolve())
  })
  worker.send({ type: 'run', task: trial.task({ ...small(), epochs: 1_000_000 }) })
  await started
  worker.disconnect()
  expect(await exit).toBe(0)
})

test('Ctrl-C is for its parent to answer', async () => {
  await next('message')
  worker.kill('SIGINT')
  expect((await work(trial.task(small()))).outcome.ok).toBe(true)
})
