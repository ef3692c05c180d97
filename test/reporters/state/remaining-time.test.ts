import { describe, expect, it } from 'vitest'
import { createRunState, foldEvent } from '../../../src/reporters/state/fold.ts'
import { remainingTime } from '../../../src/reporters/state/remaining-time.ts'
import type { RunFact } from '../../../src/runtime/event.ts'

function stateAfter(...facts: readonly (readonly [number, RunFact])[]) {
  const state = createRunState()
  const nodes = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id, kind: 'train' as const, dependencies: [] }))
  foldEvent(state, {
    at: 0,
    run: 'r',
    type: 'run-started',
    pipeline: 'p',
    program: 'p',
    jobs: 2,
    params: {},
    nodes,
  })
  for (const [at, fact] of facts) foldEvent(state, { at, run: 'r', ...fact })
  return state
}

const started = (node: string): RunFact => ({ type: 'node-started', node, attempt: 1 })
const progress = (node: string, done: number): RunFact => ({
  type: 'node-progress',
  node,
  done,
  total: 10,
  unit: 'epochs',
})
const succeeded = (node: string, duration: number): RunFact => ({
  type: 'node-succeeded',
  node,
  key: node,
  outputs: [],
  metrics: {},
  duration,
})

describe('remainingTime', () => {
  it('says nothing while nothing is known', () => {
    expect(remainingTime(stateAfter(), 0)).toBeUndefined()
    expect(remainingTime(stateAfter([0, started('a')]), 500)).toBeUndefined()
  })

  it('takes running nodes by their own account, and the others of their kind by them', () => {
    // 5 s gone and 5 s left of `a`; three more of 10 s each, on two jobs.
    const state = stateAfter([0, started('a')], [1000, progress('a', 1)], [5000, progress('a', 5)])
    expect(remainingTime(state, 5000)).toBeCloseTo((5000 + 30_000) / 2)
  })

  it('counts finished nodes of the kind', () => {
    const state = stateAfter([0, started('a')], [4000, succeeded('a', 4000)], [4000, started('b')])
    expect(remainingTime(state, 5000)).toBeCloseTo((3000 + 8000) / 2)
  })

  it('is never shorter than the longest running node', () => {
    const done = ['a', 'b', 'c'].map((id) => [10, succeeded(id, 10)] as const)
    const state = stateAfter([0, started('d')], ...done, [1000, progress('d', 1)], [2000, progress('d', 2)])
    expect(remainingTime(state, 2000)).toBeCloseTo(8000)
  })

  it('is over with the run', () => {
    const finished: RunFact = {
      type: 'run-finished',
      status: 'success',
      succeeded: 4,
      cached: 0,
      failed: 0,
      skipped: 0,
      duration: 1,
    }
    expect(remainingTime(stateAfter([1, finished]), 2)).toBeUndefined()
  })
})
