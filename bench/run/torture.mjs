// Kills a running `pipe run` (the whole of it, by SIGKILL) at random moments. Each time the next run must finish, and
// its results equal, byte for byte, those of an undisturbed run; nothing may be left running.
// node bench/run/torture.mjs [kills] [seed]
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { inProject, pipe } from './project.mjs'

const kills = Number(argv[2] ?? 100)
const seed = Number(argv[3] ?? 1)

/** Data, trainings, a choice, and commands that write files, folders and metrics: every kind of node there is. */
const program = `
pipeline torture { seed: 7 }
dataset moons { source: two_moons(samples: 600, noise: 0.2), split: hash(train: 70%, val: 30%) }
train small { model: logistic(), data: moons.train, validate: moons.val, epochs: 12 }
train large { model: mlp(hidden: [24, 24]), data: moons.train, validate: moons.val, epochs: 12 }
evaluate small_quality { model: small.model, data: moons.val, metrics: { accuracy: accuracy(), loss: log_loss() } }
evaluate large_quality { model: large.model, data: moons.val, metrics: { accuracy: accuracy(), loss: log_loss() } }
score best { from: [small_quality, large_quality], value: accuracy - 0.01 * loss }
step table { run: "cat \${moons.val} | tail -n +2 | sort | head -n 50 > \${outputs.rows}", outputs: { rows: file("out/rows.csv") } }
step parts { run: "split -l 10 \${table.rows} \${outputs.parts}/part-", outputs: { parts: directory("out/parts") } }
step count { run: "printf '{\\"rows\\": %s}' $(cat \${parts.parts}/* | wc -l) > \${outputs.found}", outputs: { found: metrics("out/count.json", { rows: int }) } }
step report { run: "echo \${best.chosen.name} \${best.value} \${count.found.rows} > \${outputs.text}", outputs: { text: file("out/report.txt") } }
step slow { run: "sleep 0.2; echo done > \${outputs.text}", outputs: { text: file("out/slow.txt") } }
`

/** A number in 0..1 from a state that it moves on (mulberry32). */
function draws(from) {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const words = [pipe, 'run', 'torture.pipe', '--jobs', '2', '--reporter', 'json']

function environmentOf(folder) {
  return { ...process.env, PIPE_TORTURE: folder }
}

function finish(folder) {
  const run = spawnSync(process.execPath, words, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: environmentOf(folder),
  })
  if (run.status !== 0) throw new Error(`a run ended with ${run.status}\n${run.stdout}\n${run.stderr}`)
  const events = run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { events, results: resultsOf(events, folder) }
}

/** What a run came to: each node's key, metrics and outputs, and the bytes of every file that it placed. */
function resultsOf(events, folder) {
  const nodes = events
    .filter(({ type }) => type === 'node-succeeded' || type === 'node-cached')
    .map(({ node, key, metrics, outputs }) => [
      node,
      key,
      metrics,
      outputs.map(({ name, path }) => [name, path]),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const files = filesIn(join(folder, 'out')).map((path) => [path.slice(folder.length), hash(path)])
  const objects = nodes
    .flatMap(([, , , outputs]) => outputs.map(([, path]) => path))
    .flatMap((path) => [
      ...new Set(
        statSync(join(folder, path)).isDirectory()
          ? filesIn(join(folder, path)).map(hash)
          : [hash(join(folder, path))],
      ),
    ])
  return JSON.stringify({ nodes, files, objects }, undefined, 1)
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort()
}

function hash(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

/** Kills a run after so many milliseconds; says whether it was still going. */
async function killAfter(folder, milliseconds) {
  const child = spawn(process.execPath, words, { cwd: folder, stdio: 'ignore', env: environmentOf(folder) })
  const ended = new Promise((resolve) => child.once('close', (code) => resolve(code)))
  const killed = await Promise.race([delay(milliseconds, true), ended.then(() => false)])
  if (killed) child.kill('SIGKILL')
  await ended
  return killed
}

/** Processes of the runs that are still there: they have inherited the variable. */
function leftRunning(folder) {
  const found = []
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const state = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]
      if (state?.startsWith('Z') || Number(pid) === process.pid) continue
      const variables = readFileSync(`/proc/${pid}/environ`, 'latin1')
      if (variables.includes(`PIPE_TORTURE=${folder}`)) found.push(pid)
    } catch {
      // It has ended in the meantime.
    }
  }
  return found
}

await inProject({ 'torture.pipe': program }, async (folder) => {
  const draw = draws(seed)
  const began = performance.now()
  const undisturbed = finish(folder)
  const length = performance.now() - began
  let unlike = 0
  let resumed = 0
  let early = 0
  for (let kill = 0; kill < kills; kill++) {
    rmSync(join(folder, '.pipe'), { recursive: true, force: true })
    rmSync(join(folder, 'out'), { recursive: true, force: true })
    // One run in three is killed twice.
    const times = draw() < 0.33 ? 2 : 1
    for (let time = 0; time < times; time++) {
      if (!(await killAfter(folder, draw() * length))) early++
    }
    const { events, results } = finish(folder)
    if (results !== undisturbed.results) {
      unlike++
      console.log(`kill ${kill}: other results\n${results}`)
    }
    if (events.some(({ type }) => type === 'node-cached')) resumed++
    const left = process.platform === 'linux' ? leftRunning(folder) : []
    if (left.length > 0) {
      unlike++
      console.log(`kill ${kill}: still running: ${left.join(', ')}`)
    }
  }
  console.log(
    `${kills} kills within ${(length / 1000).toFixed(1)} s: ${unlike} with other results or processes left`,
  )
  console.log(`${resumed} took up what was done before; ${early} runs ended before they were killed`)
  process.exitCode = unlike === 0 ? 0 : 1
})
