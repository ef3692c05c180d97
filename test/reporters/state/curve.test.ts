import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Curve } from '../../../src/reporters/state/curve.ts'

function curveOf(values: readonly number[], capacity: number): Curve {
  const curve = new Curve(capacity)
  for (const value of values) curve.push(value)
  return curve
}

describe('Curve', () => {
  it('keeps few values as they are', () => {
    expect(curveOf([3, 2, 1], 8).points()).toEqual([
      { x: 0, y: 3 },
      { x: 1, y: 2 },
      { x: 2, y: 1 },
    ])
  })

  it('stays bounded, keeps the mean of all values, exact extremes and the order of steps', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
      minLength: 1,
      maxLength: 3000,
    })
    fc.assert(
      fc.property(values, fc.integer({ min: 4, max: 64 }), (list, capacity) => {
        const curve = curveOf(list, capacity)
        const points = curve.points()
        expect(points.length).toBeLessThanOrEqual(capacity + 1)
        expect(curve.min).toBe(Math.min(...list))
        expect(curve.max).toBe(Math.max(...list))
        expect(curve.last).toBe(list.at(-1))
        expect(curve.first).toBe(list[0])
        for (const { y } of points) {
          expect(y).toBeGreaterThanOrEqual(curve.min - 1e-6)
          expect(y).toBeLessThanOrEqual(curve.max + 1e-6)
        }
        for (let index = 1; index < points.length; index++) {
          expect(points[index]?.x).toBeGreaterThan(points[index - 1]?.x ?? 0)
        }
        expect(points.at(-1)?.x).toBe(list.length - 1)
      }),
      { numRuns: 100 },
    )
  })

  it('keeps the shape of a long curve', () => {
    const values = Array.from({ length: 100_000 }, (_, index) => Math.exp(-index / 20_000))
    for (const { x, y } of curveOf(values, 100).points())
      expect(Math.abs(y - Math.exp(-x / 20_000))).toBeLessThan(0.03)
  })

  it('counts values that are not finite and draws on', () => {
    const curve = curveOf([1, Number.NaN, 2, Number.POSITIVE_INFINITY], 8)
    expect(curve.values()).toEqual([1, 2])
    expect([curve.count, curve.last, curve.max]).toEqual([4, Number.POSITIVE_INFINITY, 2])
  })

  it('shrinks', () => {
    const curve = curveOf(
      Array.from({ length: 200 }, (_, index) => index),
      256,
    )
    curve.compact(24)
    expect(curve.values().length).toBeLessThanOrEqual(25)
    expect(curve.points().at(-1)?.x).toBe(199)
  })
})
