import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { createRunState, foldEvent } from '../../../src/reporters/state/fold.ts'
import type { RunFact } from '../../../src/runtime/event.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

it('holds 10,000 nodes and a million events in little memory', () => {
  collect()
  const before = process.memoryUsage().heapUsed
  const state = createRunState()
  const run = (at: number, fact: RunFact) => foldEvent(state, { at, run: 'r', ...fact })
  const id = (index: number) => `fit_${index}`
  const nodes = Array.from({ length: 10_000 }, (_, index) => ({
    id: id(index),
    name: id(index),
    kind: 'train' as const,
    dependencies: index > 0 ? [{ node: id(Math.floor(index / 2)), kind: 'order' as const }] : [],
  }))
  run(0, { type: 'run-started', pipeline: 'p', program: 'p.pipe', jobs: 8, params: {}, nodes })
  const line = 'x'.repeat(2000)
  for (let index = 0; index < 10_000; index++) {
    const node = id(index)
    run(index, { type: 'node-started', node, attempt: 1 })
    for (let step = 0; step < 24; step++) {
      run(index, { type: 'node-metric', node, name: 'loss', value: 1 / step, step })
      run(index, { type: 'node-metric', node, name: 'val.loss', value: 2 / step, step })
      run(index, { type: 'node-progress', node, done: step, total: 24, unit: 'steps' })
      run(index, { type: 'node-log', node, stream: 'stdout', line: `${line}${step}` })
    }
    run(index, { type: 'node-regulation', node, regulation: 'finite', signal: 1, epoch: 1, step: 1 })
    run(index, { type: 'node-checkpoint', node, epoch: 1, step: 1 })
    run(index, { type: 'node-succeeded', node, key: node, outputs: [], metrics: { loss: 1 }, duration: 5 })
  }
  expect(state.version).toBe(1_000_001)
  collect()
  const megabytes = (process.memoryUsage().heapUsed - before) / 2 ** 20
  expect(state.counts.succeeded).toBe(10_000)
  expect(megabytes).toBeLessThan(100)
})

it('holds one endless training in constant memory', () => {
  const state = createRunState()
  const run = (at: number, fact: RunFact) => foldEvent(state, { at, run: 'r', ...fact })
  run(0, {
    type: 'run-started',
    pipeline: 'p',
    program: 'p.pipe',
    jobs: 1,
    params: {},
    nodes: [{ id: 'fit', name: 'fit', kind: 'train', dependencies: [] }],
  })
  run(0, { type: 'node-started', node: 'fit', attempt: 1 })
  for (let step = 0; step < 300_000; step++) {
    run(step, { type: 'node-metric', node: 'fit', name: 'loss', value: Math.exp(-step / 1e5), step })
    run(step, { type: 'node-log', node: 'fit', stream: 'stdout', line: `step ${step}` })
    run(step, { type: 'node-metric', node: 'fit', name: `metric_${step}`, value: 1 })
  }
  const fit = state.nodes.get('fit')
  expect(fit?.curves.get('loss')?.values().length).toBeLessThanOrEqual(257)
  expect(fit?.log?.kept).toBe(200)
  expect(fit?.log?.total).toBe(300_000)
  expect(fit?.log?.tail(1)[0]?.text).toBe('step 299999')
  expect(Object.keys(fit?.metrics ?? {}).length).toBeLessThanOrEqual(64)
})
