import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, fraction, type Progress, timeLeft } from '../../../src/reporters/state/progress.ts'
import type { NodeProgress } from '../../../src/runtime/event.ts'

function report(done: number, left?: number): NodeProgress {
  return {
    type: 'node-progress',
    node: 'fit',
    done,
    total: 100,
    unit: 'epochs',
    ...(left !== undefined && { left }),
  }
}

describe('advance', () => {
  it('finds a steady pace from the second report on', () => {
    let progress = advance(undefined, report(1), 1000, 0)
    expect(progress.left).toBeUndefined()
    for (let done = 2; done <= 50; done++) {
      progress = advance(progress, report(done), 1000 * done, 0)
      expect(progress.perUnit).toBeCloseTo(1000)
      expect(progress.left).toBeCloseTo(1000 * (100 - done))
    }
  })

  it('guesses from the first report of slow work, and forgets the guess at the second', () => {
    const first = advance(undefined, report(1), 60_000, 0)
    expect(first.left).toBeCloseTo(99 * 60_000)
    expect(advance(first, report(2), 61_000, 0).left).toBeCloseTo(98 * 1000)
  })

  it('follows a change of pace without jumping', () => {
    let progress: Progress | undefined
    for (let done = 1; done <= 30; done++) progress = advance(progress, report(done), 1000 * done, 0)
    progress = advance(progress, report(31), 40_000, 0)
    expect(progress.perUnit).toBeGreaterThan(1000)
    expect(progress.perUnit).toBeLessThan(10_000)
    for (let done = 32; done <= 45; done++)
      progress = advance(progress, report(done), 40_000 + 10_000 * (done - 31), 0)
    expect(progress.perUnit).toBeGreaterThan(9000)
  })

  it('measures reports of one millisecond together', () => {
    let progress: Progress | undefined
    for (let step = 1; step <= 90; step++)
      progress = advance(progress, report(step), 1000 + Math.floor(step / 10), 1000)
    for (const done of [91, 92, 93]) progress = advance(progress, report(done), 1100 * (done - 90), 1000)
    expect(progress?.perUnit).toBeGreaterThan(0)
    expect(progress?.perUnit).toBeLessThan(1100)
  })

  it('takes the first pace of a resumed training from its own reports', () => {
    const first = advance(undefined, report(60), 500)
    expect(first.perUnit).toBeUndefined()
    expect(first.left).toBeUndefined()
    expect(advance(first, report(61), 1500).left).toBeCloseTo(39_000)
  })

  it('takes what a node estimates itself until it has measured the pace', () => {
    const first = advance(undefined, report(1, 60_000), 1000, 0)
    expect(first.left).toBe(60_000)
    expect(advance(first, report(2, 50_000), 2000, 0).left).toBeCloseTo(98_000)
  })

  it('counts down between reports and never below nothing', () => {
    const progress = advance(advance(undefined, report(1), 1000, 0), report(2), 2000, 0)
    expect(timeLeft(progress, 12_000)).toBeCloseTo(88_000)
    expect(timeLeft(progress, 1e9)).toBe(0)
  })

  it('yields sound numbers for any reports', () => {
    const reports = fc.array(
      fc.tuple(
        fc.integer({ min: -3, max: 120 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
      ),
    )
    fc.assert(
      fc.property(reports, (list) => {
        let progress: Progress | undefined
        for (const [done, at, left] of list) {
          progress = advance(progress, report(done, left ?? undefined), at, 0)
          expect(progress.perUnit ?? 0).toBeGreaterThanOrEqual(0)
          expect(timeLeft(progress, at) ?? 0).toBeGreaterThanOrEqual(0)
          expect(fraction(progress)).toBeGreaterThanOrEqual(0)
          expect(fraction(progress)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
