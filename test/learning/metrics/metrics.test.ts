import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TaskFailure } from '../../../src/learning/failure.ts'
import { accuracyOf } from '../../../src/learning/metrics/accuracy.ts'
import { aucOf } from '../../../src/learning/metrics/auc.ts'
import { calibrationErrorOf } from '../../../src/learning/metrics/calibration-error.ts'
import { latencyOf } from '../../../src/learning/metrics/latency.ts'
import { logLossOf } from '../../../src/learning/metrics/log-loss.ts'
import type { ClassPredictions } from '../../../src/learning/metrics/metric.ts'
import { mostLikely } from '../../../src/learning/metrics/most-likely.ts'
import { r2Of } from '../../../src/learning/metrics/r2.ts'
import { metrics } from '../../../src/learning/metrics/table.ts'
import { declaredOnly } from '../../../src/runtime/plan/declared-only.ts'

function predictions(
  truth: readonly number[],
  probabilities: readonly (readonly number[])[],
): ClassPredictions {
  const classes = (probabilities[0] ?? []).map((_, label) => `class ${label}`)
  return {
    part: 'test',
    rows: truth.length,
    classes,
    truth: Int32Array.from(truth),
    probabilities: Float32Array.from(probabilities.flat()),
  }
}

function problemOf(work: () => unknown): string | undefined {
  try {
    work()
  } catch (error) {
    if (error instanceof TaskFailure) return error.diagnostics[0]?.message
    throw error
  }
  return undefined
}

test('the table has the metrics of the standard library, each for its task', () => {
  const library = readFileSync(join(import.meta.dirname, '../../../stdlib/metrics.pipe'), 'utf8')
  const declared = [...library.matchAll(/component (\w+) \{ is: "metric", task: "(\w+)"/g)]
  const done = declared.filter(([, name = '']) => !declaredOnly.metric?.includes(name))
  expect(Object.entries(metrics).map(([name, { task }]) => [name, task])).toEqual(
    done.map(([, name, task]) => [name, task]),
  )
  expect(declared.length).toBe(library.match(/^component/gm)?.length)
})

describe('ties', () => {
  test('the first of equally likely classes is the most likely one', () => {
    const tied = predictions(
      [0, 1, 2],
      [
        [0.4, 0.4, 0.2],
        [0.4, 0.4, 0.2],
        [0.4, 0.2, 0.4],
      ],
    )
    expect([...mostLikely(tied)]).toEqual([0, 0, 0])
    expect(accuracyOf(tied, 1)).toBeCloseTo(1 / 3)
    expect(accuracyOf(tied, 2)).toBe(1)
  })

  test('an auc of nothing but ties is a half', () => {
    expect(
      aucOf(
        predictions(
          [0, 1, 1, 0, 1],
          Array.from({ length: 5 }, () => [0.5, 0.5]),
        ),
      ),
    ).toBe(0.5)
  })
})

describe('edges', () => {
  test('an auc of a single class is refused', () => {
    const single = predictions(
      [1, 1],
      [
        [0.4, 0.6],
        [0.3, 0.7],
      ],
    )
    expect(problemOf(() => aucOf(single))).toBe(
      '`auc` has no value: every row of the part `test` is of the class `class 1`.',
    )
  })

  test('an r2 of a single value is refused', () => {
    const constant = {
      part: 'val',
      rows: 2,
      truth: Float32Array.of(0.1, 0.1),
      predicted: Float32Array.of(1, 2),
    }
    expect(problemOf(() => r2Of(constant))).toContain('`r2` has no value: the target is')
  })

  test('a certain error costs 36 nats, a certain hit nothing', () => {
    expect(logLossOf(predictions([0], [[0, 1]]))).toBeCloseTo(36.04, 2)
    expect(logLossOf(predictions([1], [[0, 1]]))).toBe(0)
  })

  test('a calibrated and a miscalibrated forecast', () => {
    const calibrated = predictions(
      [0, 0, 0, 1],
      Array.from({ length: 4 }, () => [0.75, 0.25]),
    )
    expect(calibrationErrorOf(calibrated, 15)).toBeCloseTo(0, 6)
    const overconfident = predictions(
      [0, 1],
      [
        [1, 0],
        [1, 0],
      ],
    )
    expect(calibrationErrorOf(overconfident, 15)).toBe(0.5)
  })
})

describe('properties', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 10 })), {
    minLength: 2,
    maxLength: 40,
  })

  test('auc is the share of ordered pairs, counted one by one', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        fc.pre(new Set(pairs.map(([label]) => label)).size === 2)
        let sum = 0
        let count = 0
        for (const [positive, high] of pairs) {
          for (const [negative, low] of pairs) {
            if (positive !== 1 || negative !== 0) continue
            sum += high > low ? 1 : high === low ? 0.5 : 0
            count++
          }
        }
        const made = predictions(
          pairs.map(([label]) => label),
          pairs.map(([, score]) => [1 - score / 10, score / 10]),
        )
        expect(aucOf(made)).toBeCloseTo(sum / count, 10)
      }),
    )
  })

  test('swapping the classes leaves the auc of two classes as it is', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        fc.pre(new Set(pairs.map(([label]) => label)).size === 2)
        const straight = predictions(
          pairs.map(([label]) => label),
          pairs.map(([, score]) => [10 - score, score]),
        )
        const swapped = predictions(
          pairs.map(([label]) => 1 - label),
          pairs.map(([, score]) => [score, 10 - score]),
        )
        expect(aucOf(straight)).toBeCloseTo(aucOf(swapped), 10)
      }),
    )
  })
})

test('latency is the interpolated quantile of the times of single rows', () => {
  const asked: number[] = []
  let now = 0
  const predictor = {
    width: 1,
    predict(features: Float32Array, rows: number) {
      asked.push(rows)
      // Call n takes n milliseconds, after the warm-up.
      now += Math.max(0, asked.length - 20)
      return features
    },
    dispose() {},
  }
  const timing = { predictor, rows: 3, features: new Float32Array(6), clock: () => now }
  expect(latencyOf(timing, 0.5, 11)).toBeCloseTo(0.006)
  expect(new Set(asked)).toEqual(new Set([1]))
  expect(asked.length).toBe(31)
})
