import { type Diagnostic, diagnose } from '../../src/base/diagnostics/diagnostic.ts'
import { runProblems } from '../../src/base/diagnostics/run-problems.ts'
import { SourceText } from '../../src/base/source.ts'
import type { NodeKind } from '../../src/ir/program.ts'
import type { RunEvent, RunFact } from '../../src/runtime/event.ts'

/** A node of a simulated run. Durations are milliseconds. */
export interface SimulatedNode {
  readonly name: string
  readonly kind: NodeKind
  readonly needs?: readonly string[]
  readonly duration?: number
  readonly reason?: string
  readonly cached?: boolean
  readonly fails?: boolean
  readonly failsOnce?: boolean
  /** A training of so many epochs, so many reports each. */
  readonly epochs?: number
  readonly stepsPerEpoch?: number
  readonly startLoss?: number
  readonly regulated?: boolean
  readonly logs?: readonly string[]
  readonly metrics?: { readonly [name: string]: number }
  readonly outputs?: readonly {
    readonly name: string
    readonly kind: string
    readonly path?: string
    readonly size?: number
  }[]
}

/** What happens so many milliseconds after the start. */
export interface TimedFact {
  readonly time: number
  readonly fact: RunFact
}

/** The same numbers for the same seed (Mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The program that the diagnostics of simulated failures point into. */
export const simulatedSource = new SourceText(
  'penguins.pipe',
  'step report {\n  run: "python report.py --out ${outputs.page}"\n  outputs: { page: file("report.html") }\n}\n',
)

function causeOf(node: SimulatedNode): Diagnostic {
  const where = { file: simulatedSource.file, start: 16, end: 59 }
  return diagnose(
    runProblems.commandFailed,
    { node: node.name, how: 'exit code 2' } as never,
    node.kind === 'step' ? where : undefined,
    { hint: 'Its last lines are in the log.' },
  )
}

function trainingFacts(
  node: SimulatedNode,
  begin: number,
  duration: number,
  draw: () => number,
): TimedFact[] {
  const epochs = node.epochs ?? 0
  const perEpoch = node.stepsPerEpoch ?? 4
  const facts: TimedFact[] = []
  const add = (time: number, fact: RunFact) => facts.push({ time, fact })
  const start = node.startLoss ?? 1.1
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let part = 1; part <= perEpoch; part++) {
      const share = (epoch + part / perEpoch) / epochs
      const time = begin + duration * share
      const step = epoch * perEpoch + part
      const loss = start * Math.exp(-3.2 * share) + 0.08 + (draw() - 0.5) * 0.06 * start
      add(time, { type: 'node-metric', node: node.name, name: 'loss', value: loss, step, epoch: epoch + 1 })
      const rate = 1e-3 * 0.5 * (1 + Math.cos(Math.PI * share))
      add(time, {
        type: 'node-metric',
        node: node.name,
        name: 'learning_rate',
        value: rate,
        step,
        epoch: epoch + 1,
      })
    }
    const share = (epoch + 1) / epochs
    const time = begin + duration * share
    const step = (epoch + 1) * perEpoch
    const valLoss = start * Math.exp(-2.6 * share) + 0.12 + 0.12 * share ** 3 + (draw() - 0.5) * 0.03
    add(time, {
      type: 'node-metric',
      node: node.name,
      name: 'val.loss',
      value: valLoss,
      step,
      epoch: epoch + 1,
    })
    const accuracy = 1 - 0.6 * Math.exp(-4 * share) - 0.02 * draw()
    add(time, {
      type: 'node-metric',
      node: node.name,
      name: 'val.accuracy',
      value: accuracy,
      step,
      epoch: epoch + 1,
    })
    add(time, { type: 'node-progress', node: node.name, done: epoch + 1, total: epochs, unit: 'epochs' })
    if ((epoch + 1) % 5 === 0) add(time, { type: 'node-checkpoint', node: node.name, epoch: epoch + 1, step })
    if (node.regulated && epoch > epochs / 2 && epoch % 4 === 0) {
      add(time, {
        type: 'node-regulation',
        node: node.name,
        regulation: 'patience',
        signal: valLoss,
        epoch: epoch + 1,
        step,
        ...(epoch > epochs * 0.8 && { response: 'stop' }),
      })
    }
  }
  return facts
}

function workFacts(node: SimulatedNode, begin: number, duration: number, draw: () => number): TimedFact[] {
  const facts = trainingFacts(node, begin, duration, draw)
  const logs = node.logs ?? []
  for (const [index, line] of logs.entries()) {
    const time = begin + (duration * (index + 0.5)) / logs.length
    const stream = line.startsWith('Warning') ? 'stderr' : 'stdout'
    facts.push({ time, fact: { type: 'node-log', node: node.name, stream, line } })
  }
  return facts
}

/** The node that becomes ready first; one that is cached needs no place to run and goes at once. */
function nextOf(pending: readonly SimulatedNode[], doneAt: ReadonlyMap<string, number | undefined>): number {
  let best = 0
  let bestReady = Number.POSITIVE_INFINITY
  for (const [index, { needs = [], cached }] of pending.entries()) {
    if (!needs.every((need) => doneAt.has(need))) continue
    if (cached) return index
    const ready = Math.max(0, ...needs.map((need) => doneAt.get(need) ?? 0))
    if (ready < bestReady) [best, bestReady] = [index, ready]
  }
  return best
}

/** Walks a graph as a scheduler with so many jobs would, and tells everything that happens in order of time. */
export function simulate(pipeline: string, nodes: readonly SimulatedNode[], jobs = 2, seed = 7): TimedFact[] {
  const draw = random(seed)
  const facts: TimedFact[] = []
  const doneAt = new Map<string, number | undefined>()
  const free = new Array<number>(jobs).fill(40)
  const add = (time: number, fact: RunFact) => facts.push({ time, fact })
  const counts = { succeeded: 0, cached: 0, failed: 0, skipped: 0 }
  add(0, {
    type: 'run-started',
    pipeline,
    program: `${pipeline}.pipe`,
    jobs,
    params: { learning_rate: 0.001, hidden: 64 },
    nodes: nodes.map(({ name, kind, needs = [] }) => ({
      id: name,
      name,
      kind,
      dependencies: needs.map((node) => ({ node, kind: 'data' as const })),
    })),
  })
  for (const node of nodes) {
    const reason = node.reason ?? (node.cached ? 'nothing that it reads has changed' : 'first run')
    add(1, { type: 'node-planned', node: node.name, decision: node.cached ? 'cached' : 'run', reason })
  }
  const pending = [...nodes]
  while (pending.length > 0) {
    const [node] = pending.splice(nextOf(pending, doneAt), 1)
    if (!node) break
    const needs = node.needs ?? []
    if (needs.some((need) => doneAt.get(need) === undefined)) {
      doneAt.set(node.name, undefined)
      counts.skipped += 1
      const broken = needs.find((need) => doneAt.get(need) === undefined) ?? ''
      add(Math.max(...free), { type: 'node-skipped', node: node.name, reason: `${broken} did not succeed` })
      continue
    }
    const ready = Math.max(40, ...needs.map((need) => doneAt.get(need) ?? 0))
    const done = {
      node: node.name,
      key: `key-${node.name}`,
      outputs: node.outputs ?? [],
      metrics: node.metrics ?? {},
    }
    const duration = node.duration ?? 400
    if (node.cached) {
      counts.cached += 1
      doneAt.set(node.name, ready)
      add(ready, { type: 'node-cached', ...done, duration })
      continue
    }
    const job = free.indexOf(Math.min(...free))
    let begin = Math.max(ready, free[job] ?? 0)
    if (node.failsOnce) {
      add(begin, { type: 'node-started', node: node.name, attempt: 1 })
      add(begin + 600, { type: 'node-retry', node: node.name, attempt: 1, delay: 2000, cause: causeOf(node) })
      begin += 2600
    }
    const end = begin + duration
    free[job] = end
    add(begin, { type: 'node-started', node: node.name, attempt: node.failsOnce ? 2 : 1 })
    facts.push(...workFacts(node, begin, duration, draw))
    if (node.fails) {
      counts.failed += 1
      doneAt.set(node.name, undefined)
      add(end, { type: 'node-failed', node: node.name, diagnostics: [causeOf(node)], duration, attempts: 1 })
    } else {
      counts.succeeded += 1
      doneAt.set(node.name, end)
      add(end, { type: 'node-succeeded', ...done, duration })
    }
  }
  facts.sort((a, b) => a.time - b.time)
  const last = facts.at(-1)?.time ?? 0
  add(last + 5, {
    type: 'run-finished',
    status: counts.failed > 0 ? 'failure' : 'success',
    ...counts,
    duration: last,
  })
  return facts
}

/** The events of a simulated run that began at a fixed time. */
export function eventsOf(facts: readonly TimedFact[], startedAt = 1_700_000_000_000): RunEvent[] {
  return facts.map(({ time, fact }) => ({ at: startedAt + Math.round(time), run: 'r7f3a91', ...fact }))
}
