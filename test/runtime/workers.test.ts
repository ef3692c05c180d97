import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import type { Node } from '../../src/ir/program.ts'
import type { RunEvent } from '../../src/runtime/event.ts'
import {
  ambient,
  list,
  node,
  output,
  program,
  project,
  ran,
  record,
  seconds,
  sh,
  staged,
  step,
  value,
} from './workshop.ts'

const checkout = join(import.meta.dirname, '../..')
const worker = pathToFileURL(join(checkout, 'dist/worker.js'))

beforeAll(() => {
  const build = "import('./scripts/build.mjs').then(({ bundleIfStale }) => bundleIfStale())"
  execFileSync(process.execPath, ['-e', build], { cwd: checkout })
}, 120_000)

const component = (name: string, is: string, fields: { readonly [name: string]: unknown } = {}) =>
  value({ $component: name, is, arguments: fields } as never)

const moons = node('moons', 'dataset', {
  source: component('two_moons', 'source', { samples: 40, noise: 0.1, dimensions: 2 }),
  schema: value(null),
  target: value(null),
  features: value(null),
  drop: value([]),
  split: component('hash', 'split', { train: 0.7, val: 0.3, test: 0, key: null }),
  transform: value([]),
})

const fit = (epochs: number, hidden: readonly number[], parts: Parameters<typeof node>[3] = {}): Node =>
  node(
    'fit',
    'train',
    {
      model: component('mlp', 'model', { hidden, activation: 'relu', dropout: 0 }),
      data: output('moons', 'train'),
      validate: output('moons', 'val'),
      loss: value(null),
      optimizer: component('adam', 'optimizer', { lr: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }),
      schedule: component('constant', 'schedule'),
      epochs: value(epochs),
      batch_size: value(512),
      regulate: value([]),
      monitor: value([]),
      checkpoint: value({ every: { $quantity: 'epochs', amount: 1 }, keep: 1 }),
      keep: value('best'),
      init_from: value(null),
      device: value('auto'),
    },
    parts,
  )

const quality = node('quality', 'evaluate', {
  model: output('fit', 'model'),
  data: output('moons', 'val'),
  metrics: record({ accuracy: component('accuracy', 'metric', { top: 1 }) }),
  batch_size: value(1024),
})

test('a dataset, a training and an evaluation, told as they go, and cached', async () => {
  const root = project()
  const best = node('best', 'score', {
    from: list(
      record({
        name: value('quality'),
        metrics: record({ accuracy: output('quality', 'accuracy') }),
        model: output('fit', 'model'),
      }),
    ),
    value: ambient('accuracy'),
    where: record({}),
  })
  const what = program([moons, fit(3, [8]), quality, best])
  const one = await ran(root, what, { worker })
  expect(one.events.filter(({ type }) => type === 'node-failed')).toEqual([])
  expect(one.ends).toEqual(['moons: succeeded', 'fit: succeeded', 'quality: succeeded', 'best: succeeded'])
  expect(new Set(one.of('node-progress').map((event) => event.node))).toContain('fit')
  expect(one.of('node-succeeded').at(-1)?.metrics).toHaveProperty(['chosen.accuracy'])
  const two = await ran(root, what, { worker })
  expect(two.ends).toEqual(['moons: cached', 'fit: cached', 'quality: cached', 'best: cached'])
  expect(two.of('node-cached').map(({ metrics }) => metrics)).toEqual(
    one.of('node-succeeded').map(({ metrics }) => metrics),
  )
})

test('a command is handed a part of a dataset as CSV, or in the form that it asks for', async () => {
  const root = project()
  const jsonl = {
    op: 'component',
    name: 'export',
    is: 'export',
    arguments: { data: output('moons', 'train'), format: value('jsonl') },
  } as const
  const what = (suffix: string) =>
    program([
      moons,
      step(
        'csv',
        sh`head -n 1 ${output('moons', 'train')} > ${staged('o')}; basename ${output('moons', 'train')}; true ${value(suffix)}`,
        { outputs: { o: 'file:csv.txt' } },
      ),
      step('json', sh`head -n 1 ${jsonl} > ${staged('o')}`, { outputs: { o: 'file:json.txt' } }),
    ])
  const result = await ran(root, what('1'), { worker })
  expect(result.events.filter(({ type }) => type === 'node-failed')).toEqual([])
  expect(readFileSync(join(root, 'csv.txt'), 'utf8')).toBe('x,y,label\n')
  expect(Object.keys(JSON.parse(readFileSync(join(root, 'json.txt'), 'utf8')))).toEqual(['x', 'y', 'label'])
  expect(result.of('node-log').map(({ line }) => line)).toContain('dataset.csv')
  const again = await ran(root, what('2'), { worker })
  expect(again.ends).toContain('csv: succeeded')
  // The export itself was not done again: no worker was needed.
  expect(again.of('node-progress')).toEqual([])
})

/** So many weights that a checkpoint goes to disk after every other epoch, however fast the machine is. */
const wide = [1660, 1660]

test('a training that is killed goes on from its checkpoint and ends in the same bytes', async () => {
  const model = async (root: string, on?: (event: RunEvent) => void, parts = {}) => {
    const result = await ran(root, program([moons, fit(15, wide, parts)]), { worker, ...(on && { on }) })
    expect(result.events.filter(({ type }) => type === 'node-failed')).toEqual([])
    const [done] = result.of('node-succeeded').filter((event) => event.node === 'fit')
    return { result, model: done?.outputs.find(({ name }) => name === 'model')?.path }
  }
  const undisturbed = await model(project())
  const root = project()
  let killed = false
  const retry = { policy: { retry: record({ times: value(1), backoff: seconds(0) }) } }
  const disturbed = await model(
    root,
    (event) => {
      if (event.type !== 'node-checkpoint' || killed) return
      killed = true
      const lines = readFileSync(join(root, '.pipe/runs', event.run, 'processes.jsonl'), 'utf8')
        .trim()
        .split('\n')
      process.kill(JSON.parse(lines[0] ?? '').group, 'SIGKILL')
    },
    retry,
  )
  expect(disturbed.result.of('node-retry')).toMatchObject([
    { node: 'fit', cause: { code: 'PIPE5031', message: expect.stringContaining('it was ended by SIGKILL') } },
  ])
  expect(disturbed.result.of('node-started').find(({ resumedAt }) => resumedAt)?.attempt).toBe(2)
  expect(disturbed.model).toBe(undisturbed.model)
})

/** A worker that does what a test wants: it speaks the protocol and nothing else. */
const puppetWorker = `
  process.on('message', ({ task }) => {
    const say = (message) => process.send(message)
    const { does } = task.config
    if (does === 'crash') { console.error('about to crash'); process.exit(7) }
    if (does === 'hang') { say({ type: 'message', message: { type: 'log', line: 'hanging' } }); for (;;); }
    if (does === 'heap') for (const kept = []; ; ) kept.push(new Array(100000).fill(0.5))
    if (does === 'child') require('node:child_process').spawn('sleep', [task.config.mark], { stdio: 'ignore' })
    say({ type: 'outcome', outcome: { ok: true, outputs: { pid: { value: process.pid }, devices: { value: process.env.CUDA_VISIBLE_DEVICES ?? '' } } } })
  })
  process.on('disconnect', () => process.exit(0))
  process.send({ type: 'ready' })
`
const work = (id: string, does: string, parts: Parameters<typeof node>[3] = {}, more = {}) =>
  node(id, 'evaluate', { does: value(does), id: value(id), ...more }, parts)

async function ranWithPuppet(nodes: readonly Node[], options: Parameters<typeof ran>[2] = {}) {
  const root = project({ 'worker.cjs': puppetWorker })
  return {
    root,
    ...(await ran(root, program(nodes), { worker: pathToFileURL(join(root, 'worker.cjs')), ...options })),
  }
}

test('workers stay warm: the second task is done by the same process', async () => {
  const { of } = await ranWithPuppet([work('a', 'fine'), work('b', 'fine', { needs: ['a'] })])
  const [first, second] = of('node-succeeded').map(({ metrics }) => metrics.pid)
  expect(second).toBe(first)
})

test('a worker that crashes, hangs or has no memory left fails its node and no other', async () => {
  const { problems, ends } = await ranWithPuppet(
    [
      work('crash', 'crash'),
      work('hang', 'hang', { policy: { timeout: seconds(0.3) } }),
      work('heap', 'heap'),
      work('fine', 'fine', {}),
    ],
    { jobs: 1, grace: 100, variables: { ...process.env, NODE_OPTIONS: '--max-old-space-size=40' } },
  )
  expect(problems('crash')).toMatchObject([
    {
      message:
        'The worker process that did `crash` ended before its work was done: it ended with exit code 7.',
      hint: 'It wrote last:\n  about to crash',
    },
  ])
  expect(problems('hang')).toMatchObject([{ code: 'PIPE5005', hint: 'It wrote last:\n  hanging' }])
  expect(problems('heap')).toMatchObject([{ code: 'PIPE5004' }])
  expect(ends).toContain('fine: succeeded')
})

test('a hanging worker does not outlive a cancelled run, nor does what a worker started', async () => {
  const stop = new AbortController()
  const mark = `93${Math.floor(Math.random() * 1e6)}`
  const { ends, status } = await ranWithPuppet(
    [work('child', 'child', {}, { mark: value(mark) }), work('hang', 'hang', { needs: ['child'] })],
    { signal: stop.signal, on: (event) => event.type === 'node-log' && stop.abort() },
  )
  expect(status).toBe('cancelled')
  expect(ends).toEqual(['child: succeeded', 'hang: skipped'])
  const all = execFileSync('ps', ['-eo', 'stat,args'], { encoding: 'utf8' }).split('\n')
  expect(all.filter((line) => line.includes(`sleep ${mark}`) && !line.startsWith('Z'))).toEqual([])
})

test('a worker has the devices of its node', async () => {
  const gpu = { policy: { resources: record({ gpu: value(1) }) } }
  const { root, status } = await ranWithPuppet([work('a', 'fine', gpu)], { capacity: { devices: ['3'] } })
  expect(status).toBe('success')
  const events = execFileSync('sh', ['-c', 'cat .pipe/results.jsonl'], { cwd: root, encoding: 'utf8' })
  expect(events).toContain('"devices":"3"')
})

test('without the script of the workers the node says what to do', async () => {
  const what = program([work('a', 'fine')])
  const result = await ran(project(), what, { worker: pathToFileURL('/nowhere/worker.js') })
  expect(result.problems('a')).toMatchObject([{ code: 'PIPE5030' }])
})
