import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Value } from '../../../src/ir/expression.ts'
import { Arguments } from '../../../src/learning/component.ts'
import { metrics } from '../../../src/learning/metrics/table.ts'

interface Reference {
  readonly classification: readonly {
    readonly name: string
    readonly classes: number
    readonly truth: readonly number[]
    readonly probabilities: readonly number[]
    readonly values: Readonly<Record<string, number | number[][]>>
  }[]
  readonly regression: readonly {
    readonly name: string
    readonly truth: readonly number[]
    readonly predicted: readonly number[]
    readonly values: Readonly<Record<string, number>>
  }[]
}

const reference = JSON.parse(readFileSync(join(import.meta.dirname, 'reference.json'), 'utf8')) as Reference

/** `precision_macro` is `precision(average: "macro")`. */
function settingsOf(value: string): readonly [string, { [name: string]: Value }] {
  const parts = /^(.*?)_(macro|micro|\d+)$/.exec(value)
  const [name, argument] = [parts?.[1] ?? value, parts?.[2]]
  const number = Number(argument)
  return [
    name,
    {
      average: argument ?? 'macro',
      top: name === 'accuracy' && argument ? number : 1,
      bins: name === 'calibration_error' && argument ? number : 15,
    },
  ]
}

describe.each(reference.classification)('of $name', ({ classes, truth, probabilities, values }) => {
  const predictions = {
    part: 'test',
    rows: truth.length,
    classes: Array.from({ length: classes }, (_, label) => `class ${label}`),
    probabilities: Float32Array.from(probabilities),
    truth: Int32Array.from(truth),
  }
  test.each(Object.entries(values))('%s is what scikit-learn has', (value, expected) => {
    const [name, settings] = settingsOf(value)
    const metric = metrics[name]
    if (metric?.task !== 'classification') throw new Error(`no metric of classes: ${name}`)
    const found = metric.compute(predictions, new Arguments(name, settings))
    if (typeof expected === 'number') expect(found).toBeCloseTo(expected, 6)
    else expect(found).toEqual({ classes: predictions.classes, counts: expected })
  })
})

describe.each(reference.regression)('of $name', ({ truth, predicted, values }) => {
  const predictions = {
    part: 'test',
    rows: truth.length,
    truth: Float32Array.from(truth),
    predicted: Float32Array.from(predicted),
  }
  test.each(Object.entries(values))('%s is what scikit-learn has', (name, expected) => {
    const metric = metrics[name]
    if (metric?.task !== 'regression') throw new Error(`no metric of numbers: ${name}`)
    const found = Number(metric.compute(predictions, new Arguments(name, {})))
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)))
  })
})
