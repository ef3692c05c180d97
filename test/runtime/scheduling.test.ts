import { expect, test } from 'vitest'
import { Puppets } from './puppets.ts'
import {
  apply,
  firstOk,
  output,
  param,
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

test('a node starts when what it needs has ended, in topological order', async () => {
  const root = project()
  const puppets = new Puppets(root)
  const what = program([
    puppets.step('last', { needs: ['left', 'right'] }),
    puppets.step('left', { needs: ['root'] }),
    puppets.step('right', { needs: ['root'] }),
    puppets.step('root'),
  ])
  const running = ran(root, what, { jobs: 4, on: puppets.listen })
  await puppets.up('root')
  expect(puppets.begun).toEqual(['root'])
  await puppets.exit('root')
  await Promise.all([puppets.up('left'), puppets.up('right')])
  expect(puppets.begun).toEqual(['root', 'left', 'right'])
  await puppets.exit('right')
  await puppets.until((event) => event.type === 'node-succeeded' && event.node === 'right')
  expect(puppets.begun).not.toContain('last')
  await puppets.exit('left')
  await puppets.up('last')
  await puppets.exit('last')
  expect((await running).ends).toEqual([
    'root: succeeded',
    'right: succeeded',
    'left: succeeded',
    'last: succeeded',
  ])
})

test('no more nodes run at a time than there are jobs', async () => {
  const root = project()
  const puppets = new Puppets(root)
  const ids = ['a', 'b', 'c', 'd']
  const running = ran(root, program(ids.map((id) => puppets.step(id))), { jobs: 2, on: puppets.listen })
  await Promise.all([puppets.up('a'), puppets.up('b')])
  expect(puppets.begun).toEqual(['a', 'b'])
  await puppets.exit('b')
  await puppets.up('c')
  expect(puppets.begun).toEqual(['a', 'b', 'c'])
  await puppets.exit('a')
  await puppets.up('d')
  await Promise.all([puppets.exit('c'), puppets.exit('d')])
  expect((await running).status).toBe('success')
})

test('many nodes at a time make Node warn of nothing', async () => {
  const root = project()
  const puppets = new Puppets(root)
  const warnings: string[] = []
  const note = ({ message }: Error) => warnings.push(message)
  process.on('warning', note)
  const ids = Array.from({ length: 24 }, (_, index) => `n${index}`)
  const running = ran(root, program(ids.map((id) => puppets.step(id))), {
    jobs: 24,
    on: puppets.listen,
    forceSignal: new AbortController().signal,
  })
  await Promise.all(ids.map((id) => puppets.up(id)))
  await Promise.all(ids.map((id) => puppets.exit(id)))
  expect((await running).status).toBe('success')
  process.off('warning', note)
  expect(warnings).toEqual([])
})

const resources = (fields: { readonly [name: string]: number }) => ({
  resources: record(
    Object.fromEntries(
      Object.entries(fields).map(([name, amount]) => [
        name,
        name === 'memory' ? value({ $quantity: 'bytes', amount }) : value(amount),
      ]),
    ),
  ),
})

test('resources are held while a node runs, and a small node passes a large one that does not fit', async () => {
  const root = project()
  const puppets = new Puppets(root)
  const what = program([
    puppets.step('a', { policy: resources({ memory: 6 }) }),
    puppets.step('b', { policy: resources({ memory: 6 }) }),
    puppets.step('c', { policy: resources({ memory: 4 }) }),
    puppets.step('d'),
  ])
  const running = ran(root, what, { jobs: 4, capacity: { memory: 10 }, on: puppets.listen })
  await Promise.all(['a', 'c', 'd'].map((id) => puppets.up(id)))
  expect(puppets.begun).toEqual(['a', 'c', 'd'])
  await puppets.exit('a')
  await puppets.up('b')
  await Promise.all(['b', 'c', 'd'].map((id) => puppets.exit(id)))
  expect((await running).status).toBe('success')
})

test('each device belongs to one node at a time', async () => {
  const root = project()
  const gpu = (id: string, count: number) =>
    step(id, sh`echo "$CUDA_VISIBLE_DEVICES" > ${staged('seen')}`, {
      outputs: { seen: `file:${id}.txt` },
      policy: resources({ gpu: count }),
    })
  const what = program([gpu('a', 1), gpu('b', 2), step('c', 'echo "[${CUDA_VISIBLE_DEVICES:-none}]"')])
  const result = await ran(root, what, {
    jobs: 1,
    variables: { PATH: process.env.PATH, CUDA_VISIBLE_DEVICES: 'GPU-x,GPU-y' },
  })
  expect(result.status).toBe('success')
  const { readFileSync } = await import('node:fs')
  expect(readFileSync(`${root}/a.txt`, 'utf8')).toBe('GPU-x\n')
  expect(readFileSync(`${root}/b.txt`, 'utf8')).toBe('GPU-x,GPU-y\n')
})

test('what can never fit is told before anything runs', async () => {
  const root = project()
  const what = program([
    step('fine', 'true'),
    step('greedy', 'true', { policy: resources({ cpu: 9, memory: 2 ** 40, gpu: 1 }) }),
  ])
  const result = await ran(root, what, { capacity: { cpu: 8, memory: 2 ** 30, devices: [] } })
  expect(result.diagnostics.map(({ message }) => message)).toEqual([
    '`greedy` asks for 9 processors, and there is 8.',
    '`greedy` asks for 1TiB of memory, and there is 1GiB.',
    '`greedy` asks for 1 GPU devices, and there is none.',
  ])
  expect(result.events).toEqual([])
})

test('a failure skips what depends on it, and nothing else', async () => {
  const root = project()
  const what = program([
    step('bad', 'echo broken >&2; exit 3'),
    step('behind', 'true', { needs: ['bad'] }),
    step('far', 'true', { needs: ['behind'] }),
    step('beside', 'true'),
  ])
  const result = await ran(root, what, { jobs: 1 })
  expect(result.status).toBe('failure')
  expect(result.ends.toSorted()).toEqual([
    'bad: failed',
    'behind: skipped',
    'beside: succeeded',
    'far: skipped',
  ])
  expect(result.of('node-skipped').map(({ reason }) => reason)).toEqual(['bad failed', 'bad failed'])
  expect(result.problems('bad')).toMatchObject([
    {
      code: 'PIPE5001',
      message: 'The command of `bad` failed: it ended with exit code 3.',
      hint: 'It wrote last:\n  broken',
    },
  ])
})

test('a chain of 12,000 nodes behind a failure is skipped', async () => {
  const root = project()
  const chain = Array.from({ length: 12_000 }, (_, index) =>
    step(`n${index}`, index === 0 ? 'exit 1' : 'true', { needs: index === 0 ? [] : [`n${index - 1}`] }),
  )
  const result = await ran(root, program(chain))
  expect(result.of('node-skipped')).toHaveLength(11_999)
  expect(result.status).toBe('failure')
})

test('`when` that is false skips a node and what reads it; `needs` goes on', async () => {
  const root = project()
  const what = program(
    [
      step('maybe', sh`echo x > ${staged('x')}`, { outputs: { x: 'file:x' }, when: param('wanted') }),
      step('reader', sh`cat ${output('maybe', 'x')}`),
      step('after', 'true', { needs: ['maybe'] }),
    ],
    { params: [{ name: 'wanted', type: { type: 'bool' }, default: value(false) }] },
  )
  const off = await ran(root, what)
  expect(off.status).toBe('success')
  expect(off.ends.toSorted()).toEqual(['after: succeeded', 'maybe: skipped', 'reader: skipped'])
  const on = await ran(root, what, { overrides: new Map([['wanted', true]]) })
  expect(on.ends.toSorted()).toEqual(['after: cached', 'maybe: succeeded', 'reader: succeeded'])
})

test('`when` may read a result', async () => {
  const root = project()
  const measured = (score: number) =>
    step('measure', sh`echo ${value(JSON.stringify({ score, loss: 0 }))} > ${staged('m')}`, {
      outputs: { m: 'metrics:m.json' },
    })
  const good = apply('>=', output('measure', 'm', 'score'), value(0.9))
  const low = await ran(root, program([measured(0.5), step('publish', 'true', { when: good })]))
  expect(low.ends).toEqual(['measure: succeeded', 'publish: skipped'])
  const high = await ran(root, program([measured(0.95), step('publish', 'true', { when: good })]))
  expect(high.ends).toEqual(['measure: succeeded', 'publish: succeeded'])
})

const made = (
  id: string,
  run = sh`echo ${value(id)} > ${staged('text')}`,
  parts: Parameters<typeof step>[2] = {},
) => step(id, run, { outputs: { text: `file:${id}.txt` }, ...parts })
const chosen = step(
  'use',
  sh`cat ${firstOk(output('fast', 'text'), output('slow', 'text'))} > ${staged('all')}`,
  {
    outputs: { all: 'file:all.txt' },
  },
)
const onDemand = { policy: { onDemand: true } }

test('`first_ok` goes on with the next when one fails, and the run succeeds and says so', async () => {
  const root = project()
  const result = await ran(root, program([made('fast', sh`exit 1`), made('slow'), chosen]))
  expect(result.status).toBe('success')
  expect(result.ends).toContain('use: succeeded')
  expect(result.of('run-warning').map(({ diagnostic }) => diagnostic.message)).toEqual([
    '`fast` did not succeed; `use` went on with another alternative.',
  ])
})

test('`first_ok` does not start an `on_demand` alternative that is not needed', async () => {
  const root = project()
  const result = await ran(root, program([made('fast'), made('slow', undefined, onDemand), chosen]))
  expect(result.ends).toEqual(['fast: succeeded', 'use: succeeded', 'slow: skipped'])
  const failing = await ran(
    project(),
    program([made('fast', sh`exit 1`), made('slow', undefined, onDemand), chosen]),
  )
  expect(failing.ends).toEqual(['fast: failed', 'slow: succeeded', 'use: succeeded'])
  expect(failing.status).toBe('success')
})

test('`first_ok` of nothing but failures is skipped, and the run fails', async () => {
  const result = await ran(project(), program([made('fast', sh`exit 1`), made('slow', sh`exit 1`), chosen]))
  expect(result.ends.at(-1)).toBe('use: skipped')
  expect(result.status).toBe('failure')
})

test('what only fed a forgiven candidate is forgiven as well', async () => {
  const feeding = made('feed', sh`exit 1`)
  const fed = made('fast', sh`cat ${output('feed', 'text')} > ${staged('text')}`)
  const result = await ran(project(), program([feeding, fed, made('slow'), chosen]))
  expect(result.ends.toSorted()).toEqual([
    'fast: skipped',
    'feed: failed',
    'slow: succeeded',
    'use: succeeded',
  ])
  expect(result.status).toBe('success')
})

test('a retry waits, doubles its pause, and holds no job meanwhile', async () => {
  const root = project()
  const retry = { retry: record({ times: value(2), backoff: seconds(0.02) }) }
  const what = program([
    step('flaky', 'echo x >> tries; test $(wc -l < tries) = 3', { policy: retry }),
    step('other', 'true'),
  ])
  const result = await ran(root, what, { jobs: 1 })
  expect(result.of('node-retry')).toMatchObject([
    { node: 'flaky', attempt: 1, delay: 20 },
    { node: 'flaky', attempt: 2, delay: 40 },
  ])
  expect(result.of('node-started').map(({ node, attempt }) => `${node} ${attempt}`)).toEqual([
    'flaky 1',
    'other 1',
    'flaky 2',
    'flaky 3',
  ])
  expect(result.status).toBe('success')
})

test('attempts end, and the failure says how many there were', async () => {
  const retry = { retry: record({ times: value(1), backoff: seconds(0) }) }
  const result = await ran(project(), program([step('bad', 'exit 1', { policy: retry })]))
  expect(result.of('node-failed')).toMatchObject([{ node: 'bad', attempts: 2 }])
})

test('`cache: false` runs each time, and what reads it only when it made something else', async () => {
  const root = project()
  const what = program([
    step('now', sh`cat source > ${staged('text')}; echo x >> count`, {
      outputs: { text: 'file:now.txt' },
      policy: { cache: false },
    }),
    step('reader', sh`cat ${output('now', 'text')}`),
  ])
  const { writeFileSync, readFileSync } = await import('node:fs')
  writeFileSync(`${root}/source`, 'one')
  expect((await ran(root, what)).ends).toEqual(['now: succeeded', 'reader: succeeded'])
  expect((await ran(root, what)).ends).toEqual(['now: succeeded', 'reader: cached'])
  writeFileSync(`${root}/source`, 'two')
  expect((await ran(root, what)).ends).toEqual(['now: succeeded', 'reader: succeeded'])
  expect(readFileSync(`${root}/count`, 'utf8')).toBe('x\nx\nx\n')
})

test('a command that names a file which another step writes waits for it without being told to', async () => {
  const root = project()
  const what = program([
    step('b-reader', 'cat made.txt'),
    made('a-writer', sh`echo x > ${staged('text')}`, { outputs: { text: 'file:made.txt' } }),
  ])
  const result = await ran(root, what)
  expect(result.status).toBe('success')
  expect(result.ends).toEqual(['a-writer: succeeded', 'b-reader: succeeded'])
})
