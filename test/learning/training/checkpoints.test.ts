import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Checkpoints } from '../../../src/learning/training/checkpoints/checkpoints.ts'
import { initialState, type Snapshot } from '../../../src/learning/training/training-state.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pipewright-checkpoints-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function snapshot(step: number, size = 4): Snapshot {
  const array = (value: number) => ({ shape: [size], values: new Float32Array(size).fill(value) })
  return {
    state: { ...initialState, epoch: step, step, lossSum: step / 3 },
    engine: {
      updates: step,
      weights: new Map([['w', array(step)]]),
      slots: new Map([['mean/w', array(-step)]]),
    },
    best: new Map([['w', array(step / 2)]]),
  }
}

function checkpoints(keep: number) {
  const said: string[] = []
  const time = { now: 0 }
  const reports = {
    saved: (_epoch: number, step: number) => said.push(`saved ${step}`),
    damage: ({ code }: { code: string }) => said.push(code),
  }
  return { said, time, taken: new Checkpoints(folder, keep, () => time.now, reports) }
}

const steps = (taken: Checkpoints) => taken.kept().map(({ step }) => step)

test('the last ones are kept, in memory or on disk', () => {
  for (const keep of [1, 2, 3]) {
    const { taken, time } = checkpoints(keep)
    for (let step = 1; step <= 7; step++) {
      time.now += step * 200
      taken.take(snapshot(step))
      expect(steps(taken)).toEqual([step - 2, step - 1, step].filter((s) => s > 0).slice(-keep))
      for (const kept of taken.kept()) expect(kept.weights.get('w')?.values[0]).toBe(kept.step)
      expect(taken.latest()).toEqual(snapshot(step))
    }
  }
})

test('those that come fast reach the disk once a second', () => {
  const { taken, time, said } = checkpoints(3)
  for (let step = 1; step <= 100; step++) {
    time.now += 100
    taken.take(snapshot(step))
  }
  expect(readdirSync(folder)).toHaveLength(4)
  expect(said).toHaveLength(40)
  expect(said.slice(0, 4)).toEqual(['saved 7', 'saved 8', 'saved 9', 'saved 10'])
})

test('large ones reach the disk before they fill the memory', () => {
  const { taken, said } = checkpoints(3)
  for (let step = 1; step <= 3; step++) taken.take(snapshot(step, 5_000_000))
  expect(said).toEqual(['saved 1', 'saved 2'])
})

test('another process goes on from the newest', () => {
  const { taken, time } = checkpoints(2)
  for (let step = 1; step <= 5; step++) {
    time.now += 2000
    taken.take(snapshot(step))
  }
  const later = checkpoints(2)
  expect(later.taken.resume()).toEqual(snapshot(5))
  expect(steps(later.taken)).toEqual([4, 5])
  expect(later.said).toEqual([])
  later.time.now += 2000
  later.taken.take(snapshot(6))
  expect(steps(later.taken)).toEqual([5, 6])
})

test('nothing there is nothing to go on from', () => {
  expect(checkpoints(2).taken.resume()).toBeUndefined()
})

test('a newest one whose companions are gone is not used', () => {
  const { taken, time } = checkpoints(3)
  for (let step = 1; step <= 6; step++) {
    time.now += 2000
    taken.take(snapshot(step))
  }
  // On disk: 3, 4, 5, 6. Without 5, both 6 and 5 are out, and 4 lacks 2.
  rmSync(join(folder, readdirSync(folder).sort()[2]!))
  const later = checkpoints(3)
  expect(later.taken.resume()).toBeUndefined()
  expect(readdirSync(folder)).toEqual([])
})

test('what is half written or foreign is passed by', () => {
  const { taken, time } = checkpoints(1)
  time.now += 2000
  taken.take(snapshot(1))
  writeFileSync(join(folder, 'checkpoint-000000009.safetensors.tmp'), 'half')
  writeFileSync(join(folder, 'notes.txt'), 'mine')
  const later = checkpoints(1)
  expect(later.taken.resume()).toEqual(snapshot(1))
  expect(later.said).toEqual([])
})

test('a state that leads nowhere is dropped for the one before', () => {
  const { taken, time } = checkpoints(3)
  for (let step = 1; step <= 4; step++) {
    time.now += 2000
    taken.take(snapshot(step))
  }
  taken.dropLatest()
  expect(taken.latest()).toEqual(snapshot(3))
  expect(steps(taken)).toEqual([1, 2, 3])
})

test('a folder that can not be written costs a warning, once, and no state', () => {
  const { taken, time, said } = checkpoints(2)
  rmSync(folder, { recursive: true })
  for (let step = 1; step <= 4; step++) {
    time.now += 2000
    taken.take(snapshot(step))
  }
  expect(said).toEqual(['PIPE7021'])
  expect(steps(taken)).toEqual([3, 4])
})
