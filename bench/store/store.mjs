// What the store costs: opening, committing, asking for 10,000 results, taking files in, placing them.
// Prints one line a figure; `node bench/store/store.mjs`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const bundle = join(root, 'node_modules/.cache/pipewright', `store-bench-${process.pid}.mjs`)
const project = mkdtempSync(join(tmpdir(), 'pipewright-bench-'))

const limits = { nodes: 10_000, steps: 1000, megabytes: 256 }

await build({
  entryPoints: [join(root, 'src/store/open.ts')],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
})

const loading = performance.now()
const { openStore } = await import(bundle)
say('import of the bundled store', performance.now() - loading, 'ms')

try {
  await measure()
} finally {
  rmSync(project, { recursive: true, force: true })
  rmSync(bundle, { force: true })
}

async function measure() {
  let store = await open('open, new store')
  const run = store.beginRun({ program: 'bench.pipe', pipeline: 'bench', params: {} }).id

  const contents = await timed('put of small files, each', limits.steps, 'µs', async (index) => {
    const path = join(await store.staging(run, 'node'), 'out.txt')
    writeFileSync(path, `content ${index}`)
    return store.put(path)
  })
  await once(`put of ${limits.steps} other small files, 8 at once`, () => putAtOnce(store, run))
  await timed('commit + recordNode + appendEvent, each', limits.nodes, 'µs', (index) => {
    const node = `node-${index}`
    const { hash } = contents[index % contents.length]
    store.commit({
      run,
      program: 'bench.pipe',
      node,
      key: keyOf(index),
      record: recordOf(index),
      result: resultOf(hash),
    })
    store.recordNode(run, { node, status: 'succeeded', key: keyOf(index), duration: 1 })
    store.appendEvent(run, {
      at: index,
      run,
      type: 'node-succeeded',
      node,
      key: keyOf(index),
      outputs: [],
      metrics: {},
      duration: 1,
    })
  })
  await timed('claim + release, each', limits.steps, 'µs', async (index) =>
    (await store.claim(keyOf(index)))(),
  )
  await timed('recordProcess + forgetProcess, each', limits.steps, 'µs', (index) => {
    store.recordProcess(run, { group: 1_000_000 + index, startedAt: 'x' })
    store.forgetProcess(run, 1_000_000 + index)
  })
  await once('tidy + endRun + close', async () => {
    await store.tidy(run)
    store.endRun(run, 'success')
    store.close()
  })

  store = await open('open, 10,000 results')
  const keys = Array.from({ length: limits.nodes }, (_, index) => keyOf(index))
  await once('results(10,000)', () => store.results(keys).size)
  await once('lastKeyRecords of 10,000 nodes', () => store.lastKeyRecords('bench.pipe').size)
  const cached = store.beginRun({ program: 'bench.pipe', pipeline: 'bench', params: {} }).id
  await once('recordNode + appendEvent of 10,000 cached nodes', () => {
    for (const key of keys) {
      store.recordNode(cached, { node: key, status: 'cached', key, duration: 1 })
      store.appendEvent(cached, {
        at: 1,
        run: cached,
        type: 'node-cached',
        node: key,
        key,
        outputs: [],
        metrics: {},
        duration: 1,
      })
    }
    store.endRun(cached, 'success')
  })

  const big = Buffer.alloc(limits.megabytes << 20, 'pipewright')
  const path = join(await store.staging(run, 'node'), 'big')
  writeFileSync(path, big)
  const started = performance.now()
  const { hash } = await store.put(path)
  const seconds = (performance.now() - started) / 1000
  say(`put of ${limits.megabytes} MiB, synced`, limits.megabytes / seconds, 'MiB/s')
  const destination = join(project, 'out/big')
  await once(`place of ${limits.megabytes} MiB`, () => store.place(hash, destination))

  const places = contents.map(({ hash }, index) => [hash, join(project, `out/small-${index}`)])
  await once(`place of ${limits.steps} small files`, () => placeAll(store, places))
  await new Promise((done) => setTimeout(done, 2100))
  await placeAll(store, places)
  await once(`place of ${limits.steps} small files that are there`, () => placeAll(store, places))

  mkdirSync(join(project, 'data'))
  const files = Array.from({ length: limits.nodes }, (_, index) => join(project, 'data', `f${index}.csv`))
  for (const file of files) writeFileSync(file, `a,b\n${file},2\n`)
  await once('fileHash of 10,000 small files, first', () =>
    Promise.all(files.map((file) => store.fileHash(file))),
  )
  await new Promise((done) => setTimeout(done, 2100))
  await Promise.all(files.map((file) => store.fileHash(file)))
  store.close()
  store = await open('open again')
  await once('fileHash of 10,000 small files, remembered', () =>
    Promise.all(files.map((file) => store.fileHash(file))),
  )
  store.close()
}

async function placeAll(store, places) {
  for (const [hash, destination] of places) await store.place(hash, destination)
}

async function putAtOnce(store, run) {
  let next = 0
  const putNext = async () => {
    while (next < limits.steps) {
      const path = join(await store.staging(run, 'node'), 'out.txt')
      writeFileSync(path, `other content ${next++}`)
      await store.put(path)
    }
  }
  await Promise.all(Array.from({ length: 8 }, putNext))
}

async function open(name) {
  const started = performance.now()
  const opened = await openStore(project, { onDamage: (diagnostic) => console.log(diagnostic) })
  say(name, performance.now() - started, 'ms')
  if (!opened.ok) throw new Error(opened.diagnostics[0].message)
  return opened.value
}

async function timed(name, count, unit, work) {
  const made = []
  const started = performance.now()
  for (let index = 0; index < count; index++) made.push(await work(index))
  say(name, ((performance.now() - started) * 1000) / count, unit)
  return made
}

async function once(name, work) {
  const started = performance.now()
  await work()
  say(name, performance.now() - started, 'ms')
}

function say(name, value, unit) {
  console.log(`${name.padEnd(52)} ${value.toFixed(1).padStart(9)} ${unit}`)
}

function keyOf(index) {
  return (index * 2_654_435_761 + 12_345).toString(16).padStart(64, 'f')
}

function recordOf(index) {
  return {
    form: 1,
    component: { kind: 'step', version: 1 },
    config: {
      run: [`python train.py --index ${index}`],
      env: {},
      shell: 'sh',
      inputs: { a: keyOf(index - 1) },
    },
    code: { 'train.py': keyOf(3) },
  }
}

function resultOf(hash) {
  return {
    outputs: { out: { $artifact: 'File', hash, path: 'out/a.txt' }, accuracy: 0.5 },
    duration: 12,
    finishedAt: 1_700_000_000_000,
  }
}
