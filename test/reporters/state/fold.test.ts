import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRunState, foldEvent, runStateOf } from '../../../src/reporters/state/fold.ts'
import { nodeStatuses, type RunState } from '../../../src/reporters/state/run-state.ts'
import type { NodeSummary, RunEvent, RunFact } from '../../../src/runtime/event.ts'
import { failing, penguins } from '../simulated-programs.ts'
import { eventsOf, simulate } from '../simulation.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'stranger']
const node = fc.constantFrom(...names)
const value = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0, -1))
const count = fc.oneof(fc.nat(1000), fc.constantFrom(-5, 0))
const cause = { code: 'PIPE5001', severity: 'error', message: 'It failed.' } as const
const done = { key: 'k', outputs: [], metrics: { accuracy: 0.5 }, duration: 10 }

const summaries = fc.array(
  fc.record({
    id: fc.constantFrom(...names.slice(0, 5)),
    kind: fc.constantFrom('train', 'step', 'dataset', 'notify'),
    needs: fc.array(fc.constantFrom(...names), { maxLength: 3 }),
    dependency: fc.constantFrom('data', 'order', 'alternative'),
  }),
  { maxLength: 6 },
)

const started = summaries.map((list): RunFact => {
  const nodes = list.map(
    ({ id, kind, needs, dependency }) =>
      ({
        id,
        name: id,
        kind,
        dependencies: needs.map((need) => ({ node: need, kind: dependency })),
      }) as NodeSummary,
  )
  const unique = [...new Map(nodes.map((one) => [one.id, one])).values()]
  return { type: 'run-started', pipeline: 'p', program: 'p.pipe', jobs: 2, params: {}, nodes: unique }
})

/** Any facts in any order, sensible or not. */
const fact: fc.Arbitrary<RunFact> = fc.oneof(
  { weight: 1, arbitrary: started },
  fc.record({
    type: fc.constant('node-planned'),
    node,
    decision: fc.constantFrom('run', 'cached', 'wait'),
    reason: fc.string(),
  }),
  fc.record({ type: fc.constant('node-started'), node, attempt: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    type: fc.constant('node-progress'),
    node,
    done: count,
    total: count,
    unit: fc.constantFrom('epochs', 'steps', 'rows'),
  }),
  fc.record({
    type: fc.constant('node-progress'),
    node,
    done: count,
    total: count,
    unit: fc.constant('rows'),
    left: value,
  }),
  fc.record({ type: fc.constant('node-metric'), node, name: fc.string(), value }),
  fc.record({
    type: fc.constant('node-metric'),
    node,
    name: fc.string(),
    value,
    step: fc.nat(),
    epoch: fc.nat(),
  }),
  fc.record({
    type: fc.constant('node-log'),
    node,
    stream: fc.constantFrom('stdout', 'stderr'),
    line: fc.string(),
  }),
  fc.record({
    type: fc.constant('node-regulation'),
    node,
    regulation: fc.string(),
    signal: value,
    epoch: fc.nat(),
    step: fc.nat(),
  }),
  fc.record({ type: fc.constant('node-checkpoint'), node, epoch: fc.nat(), step: fc.nat() }),
  fc.record({
    type: fc.constant('node-retry'),
    node,
    attempt: fc.nat(),
    delay: fc.nat(),
    cause: fc.constant(cause),
  }),
  node.map((one): RunFact => ({ type: 'node-succeeded', node: one, ...done })),
  node.map((one): RunFact => ({ type: 'node-cached', node: one, ...done })),
  node.map(
    (one): RunFact => ({ type: 'node-failed', node: one, diagnostics: [cause], duration: 1, attempts: 1 }),
  ),
  fc.record({ type: fc.constant('node-skipped'), node, reason: fc.string() }),
  fc.constant<RunFact>({ type: 'run-warning', diagnostic: cause }),
  fc.record({
    type: fc.constant('run-finished'),
    status: fc.constantFrom('success', 'failure', 'cancelled'),
    succeeded: fc.nat(),
    cached: fc.nat(),
    failed: fc.nat(),
    skipped: fc.nat(),
    duration: fc.nat(),
  }),
) as fc.Arbitrary<RunFact>

const events = fc
  .tuple(started, fc.array(fc.tuple(fact, fc.nat(2000)), { maxLength: 80 }))
  .map(([first, rest]) => {
    let at = 1000
    return [[first, 0] as const, ...rest].map(([one, pause]): RunEvent => {
      at += pause
      return { at, run: 'r', ...one }
    })
  })

function expectSound(state: RunState): void {
  const sum = nodeStatuses.reduce((total, status) => total + state.counts[status], 0)
  expect(sum).toBe(state.nodes.size)
  for (const status of nodeStatuses) {
    const there = [...state.nodes.values()].filter((one) => one.status === status).length
    expect(state.counts[status]).toBe(there)
  }
  const active = [...state.nodes.values()].filter(
    ({ status }) => status === 'running' || status === 'retrying',
  )
  expect([...state.active].sort()).toEqual(active.map(({ id }) => id).sort())
  const open = [...state.nodes.values()].filter(
    ({ status }) => !['succeeded', 'cached', 'failed', 'skipped'].includes(status),
  )
  expect([...state.kinds.values()].reduce((total, tally) => total + tally.open, 0)).toBe(open.length)
}

describe('foldEvent', () => {
  it('never throws, and its counts add up after every event, whatever the order', () => {
    fc.assert(
      fc.property(events, (list) => {
        const state = createRunState()
        for (const event of list) {
          foldEvent(state, event)
          expectSound(state)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('leads to the same state from the same events', () => {
    fc.assert(
      fc.property(events, (list) => {
        expect(runStateOf(list)).toEqual(runStateOf(list))
      }),
      { numRuns: 50 },
    )
  })

  it('passes over kinds of events that a later version may write', () => {
    const state = runStateOf(eventsOf(simulate('penguins', penguins)))
    expect(() =>
      foldEvent(state, { at: 1, run: 'r', type: 'node-moved', node: 'clean' } as never),
    ).not.toThrow()
  })

  it('walks a run from waiting to done', () => {
    const list = eventsOf(simulate('penguins', penguins))
    const state = createRunState()
    const seen = new Set<string>()
    for (const event of list) {
      foldEvent(state, event)
      for (const one of state.nodes.values()) seen.add(one.status)
    }
    expect([...seen].sort()).toEqual(['cached', 'ready', 'retrying', 'running', 'succeeded', 'waiting'])
    expect(state.counts).toMatchObject({ succeeded: 11, cached: 1, failed: 0 })
    expect(state.status).toBe('success')
    expect(state.active.size).toBe(0)
    const fit = state.nodes.get('fit_mlp')
    expect(fit).toMatchObject({
      reason: 'config.optimizer.lr changed, data changed',
      duration: 14_000,
      checkpoint: { epoch: 80 },
    })
    expect(fit?.curves.get('loss')?.count).toBe(320)
    expect(fit?.regulations.get('patience')).toMatchObject({ responses: expect.any(Number) })
    expect(state.nodes.get('fit_wide')).toMatchObject({ attempt: 2, diagnostics: [] })
  })

  it('keeps what failed and why', () => {
    const state = runStateOf(eventsOf(simulate('failing', failing)))
    expect(state.counts).toMatchObject({ failed: 1, skipped: 1 })
    expect(state.nodes.get('report')?.diagnostics[0]?.code).toBe('PIPE5001')
    expect(state.nodes.get('tell')).toMatchObject({ status: 'skipped', reason: 'report did not succeed' })
  })

  it('starts over when another run starts', () => {
    const list = eventsOf(simulate('penguins', penguins.slice(0, 3)))
    const state = runStateOf([...eventsOf(simulate('failing', failing)), ...list])
    expect(state.nodes.size).toBe(3)
    expect(state.counts.failed).toBe(0)
    expect(state.pipeline).toBe('penguins')
  })
})
