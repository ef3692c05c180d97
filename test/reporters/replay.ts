// Plays a simulated run in a real terminal: node test/reporters/replay.mjs [program] [--reporter kind] [--speed n] [--jobs n]
// Programs: penguins, failing, study (500 nodes), flood (500 nodes, 2,000 events a second), cached (10,000 nodes), three.
import { createReporter, type ReporterKind } from '../../src/reporters/reporter.ts'
import type { RunFact } from '../../src/runtime/event.ts'
import { cachedProgram, failing, penguins, study } from './simulated-programs.ts'
import { type SimulatedNode, simulate, simulatedSource, type TimedFact } from './simulation.ts'

const programs: Readonly<Record<string, () => readonly SimulatedNode[]>> = {
  penguins: () => penguins,
  failing: () => failing,
  three: () => penguins.slice(0, 3),
  study: () => study(500),
  flood: () => study(500, 8000).map((node) => ({ ...node, stepsPerEpoch: 20 })),
  cached: () => cachedProgram(10_000),
}

function option(name: string, fallback: string): string {
  const index = process.argv.indexOf(`--${name}`)
  return index < 0 ? fallback : (process.argv[index + 1] ?? fallback)
}

const name = process.argv[2]?.startsWith('--') === false ? process.argv[2] : 'penguins'
const nodes = (programs[name] ?? (() => penguins))()
const speed = Number(option('speed', '1'))
const facts: readonly TimedFact[] = simulate(name, nodes, Number(option('jobs', '2')))

let stop: (() => void) | undefined
const reporter = await createReporter(option('reporter', 'tui') as ReporterKind, {
  stdout: process.stdout,
  stdin: process.stdin,
  color: !process.env.NO_COLOR,
  sources: new Map([[simulatedSource.file, simulatedSource]]),
  onCancel: (force) => (force ? stop?.() : setTimeout(() => stop?.(), 1500)),
})
const cpu = process.cpuUsage()
const startedAt = Date.now()
const emit = (fact: RunFact) => reporter.event({ at: Date.now(), run: 'r7f3a91', ...fact })

const crash = option('crash', '')
if (crash !== '') {
  setTimeout(() => {
    if (crash === 'throw') throw new Error('a fault in the program itself')
    if (crash === 'exit') process.exit(7)
    process.kill(process.pid, crash)
  }, 1200)
}

let sent = 0
await new Promise<void>((resolve) => {
  let next = 0
  const timer = setInterval(() => {
    const time = (Date.now() - startedAt) * speed
    for (let fact = facts[next]; fact && fact.time <= time; fact = facts[next]) {
      emit(fact.fact)
      sent += 1
      next += 1
    }
    if (next >= facts.length) {
      clearInterval(timer)
      resolve()
    }
  }, 5)
  stop = () => {
    clearInterval(timer)
    emit({
      type: 'run-finished',
      status: 'cancelled',
      succeeded: 0,
      cached: 0,
      failed: 0,
      skipped: 0,
      duration: Date.now() - startedAt,
    })
    resolve()
  }
})
await reporter.finish()
if (process.argv.includes('--measure')) {
  const used = process.cpuUsage(cpu)
  const wall = Date.now() - startedAt
  const busy = (used.user + used.system) / 1000
  const memory = Math.round(process.memoryUsage.rss() / 2 ** 20)
  console.log(
    `measured: ${sent} events in ${wall} ms, ${Math.round((1000 * sent) / wall)}/s, ${Math.round((100 * busy) / wall)}% of a core, ${memory} MiB`,
  )
}
