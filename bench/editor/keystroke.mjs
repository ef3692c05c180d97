// A person types in a program of 2,000 lines, in the server as an editor starts it: the time from a keystroke to the
// diagnostics of that version, and from a request to its completions.
// Usage: npm run build && node bench/editor/keystroke.mjs [keystrokes]
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'

const keystrokes = Number(process.argv[2] ?? 300)
const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'pipe-bench-'))
mkdirSync(join(folder, '.git'))

/** 2,000 lines: trainings and what judges them, with documentation between. */
function program() {
  const lines = [
    'pipeline large { edition: "2026", seed: 1 }',
    'param lr: float in 1e-5..1 = 1e-2',
    'dataset moons { source: two_moons(samples: 2000, noise: 0.15), split: hash(train: 70%, val: 15%, test: 15%) }',
    'regulation patience { observe: val.loss, limit: improves(patience: 5 epochs), respond: stop() }',
  ]
  for (let index = 0; lines.length < 2000; index++) {
    lines.push(
      '',
      `## Fits ${index}.`,
      `train fit_${index} {`,
      '  model: mlp(hidden: [16, 32], activation: "relu")',
      '  data: moons.train',
      '  validate: moons.val',
      `  optimizer: adam(lr: lr * ${(1 + index / 1000).toFixed(3)})`,
      `  epochs: ${index + 1}`,
      '  batch_size: 32',
      '  regulate: [patience]',
      '}',
      '',
      `evaluate judged_${index} {`,
      `  model: fit_${index}.model`,
      '  data: moons.val',
      '  metrics: { accuracy: accuracy(), loss: log_loss() }',
      '}',
    )
  }
  return lines
}

const lines = program()
const file = join(folder, 'large.pipe')
writeFileSync(file, lines.join('\n'))
const uri = pathToFileURL(file).href

const server = spawn(process.execPath, [join(root, 'dist/pipe.js'), 'lsp'], { cwd: folder })
let buffer = Buffer.alloc(0)
let next = 1
const answers = new Map()
const published = new Map()
server.stdout.on('data', (chunk) => {
  buffer = Buffer.concat([buffer, chunk])
  for (;;) {
    const end = buffer.indexOf('\r\n\r\n')
    if (end < 0) return
    const length = Number(/Content-Length: (\d+)/.exec(buffer.toString('latin1', 0, end))[1])
    if (buffer.length < end + 4 + length) return
    const message = JSON.parse(buffer.toString('utf8', end + 4, end + 4 + length))
    buffer = buffer.subarray(end + 4 + length)
    if (message.method === 'textDocument/publishDiagnostics')
      published.get(message.params.version)?.(message.params)
    else if (message.method === undefined) answers.get(message.id)?.(message.result)
  }
})

function send(message) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message })
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

function request(method, params) {
  const id = next++
  const answer = new Promise((resolve) => answers.set(id, resolve))
  send({ id, method, params })
  return answer
}

function shown(version) {
  return new Promise((resolve) => published.set(version, resolve))
}

await request('initialize', { processId: process.pid, capabilities: {}, workspaceFolders: null })
send({ method: 'initialized', params: {} })
const opened = shown(1)
const start = performance.now()
send({
  method: 'textDocument/didOpen',
  params: { textDocument: { uri, languageId: 'pipe', version: 1, text: lines.join('\n') } },
})
const { diagnostics } = await opened
if (diagnostics.length > 0) throw new Error(diagnostics[0].message)
const first = performance.now() - start

const scheduled = `/proc/${server.pid}/schedstat`

/** Milliseconds that the server's thread has computed: what a machine with nothing else to do would take. NaN where no one counts. */
function computed() {
  return existsSync(scheduled) ? Number(readFileSync(scheduled, 'utf8').split(' ')[0]) / 1e6 : Number.NaN
}

/** The milliseconds by the clock, and those of computing, that something takes. */
async function measured(work) {
  const [begun, before] = [performance.now(), computed()]
  const result = await work()
  return { clock: performance.now() - begun, cpu: computed() - before, result }
}

let version = 1
const pause = () => new Promise((resolve) => setTimeout(resolve, 20))

/** Replaces a piece of a line; gives the milliseconds until its diagnostics are there. */
async function type(line, from, to, text) {
  version++
  const done = shown(version)
  const range = { start: { line, character: from }, end: { line, character: to } }
  return measured(() => {
    send({
      method: 'textDocument/didChange',
      params: { textDocument: { uri, version }, contentChanges: [{ range, text }] },
    })
    return done
  })
}

const checks = []
const completions = []
for (let count = 0; count < keystrokes; count += 9) {
  // `optimizer: ` is deleted and written again, letter by letter, with completions asked for on the way.
  const line = lines.findIndex((text, index) => index > (count * 7) % 1900 && text.startsWith('  optimizer:'))
  const text = lines[line]
  await type(line, 13, text.length, '')
  const typed = 'sgd(lr: 1'
  for (let at = 0; at < typed.length; at++) {
    checks.push(await type(line, 13 + at, 13 + at, typed[at]))
    await pause()
    const position = { line, character: 14 + at }
    const completed = await measured(() =>
      request('textDocument/completion', { textDocument: { uri }, position }),
    )
    if (at === 0 && !completed.result.some(({ label }) => label === 'sgd'))
      throw new Error('no `sgd` is offered')
    completions.push(completed)
    await pause()
  }
  await type(line, 13, 13 + typed.length, text.slice(13))
}

await request('shutdown', null)
send({ method: 'exit', params: null })
rmSync(folder, { recursive: true, force: true })

const at = (values, share) => values.sort((a, b) => a - b)[Math.floor(values.length * share)].toFixed(1)
function row(what, all, reach) {
  for (const [clock, words] of [
    ['clock', 'by the clock'],
    ['cpu', 'of computing'],
  ]) {
    const values = all.map((one) => one[clock])
    console.log(
      `${what.padEnd(25)} ${words}: median ${at(values, 0.5)} ms, 95% ${at(values, 0.95)} ms (reach ${reach})`,
    )
  }
}
console.log(`opening ${lines.length} lines: ${first.toFixed(0)} ms`)
row('keystroke to diagnostics', checks, 50)
row('completion', completions, 30)
