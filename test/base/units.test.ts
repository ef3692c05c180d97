import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/base/canonical-json.ts'
import { SourceText } from '../../src/base/source.ts'
import { closest } from '../../src/base/suggestion.ts'
import { formatQuantity, parseQuantity } from '../../src/base/units.ts'

describe('quantities', () => {
  test.each([
    ['5m', { dimension: 'duration', amount: 300 }],
    ['500ms', { dimension: 'duration', amount: 0.5 }],
    ['16GiB', { dimension: 'bytes', amount: 17_179_869_184 }],
    ['1_000 steps', { dimension: 'steps', amount: 1000 }],
    ['1 epoch', { dimension: 'epochs', amount: 1 }],
    ['10%', 0.1],
    ['10', undefined],
    ['10 parsecs', undefined],
  ])('%s', (text, expected) => {
    expect(parseQuantity(text)).toEqual(expected)
  })

  test('what is written is read back', () => {
    const amount = fc.integer({ min: 1, max: 1e9 })
    fc.assert(
      fc.property(fc.constantFrom('duration', 'bytes', 'epochs', 'steps'), amount, (dimension, n) => {
        const quantity = { dimension, amount: n } as const
        expect(parseQuantity(formatQuantity(quantity))).toEqual(quantity)
      }),
    )
  })
})

test('canonical JSON is JSON, and the same for any order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value as never)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value, (_, v) => (v === 0 ? 0 : v))))
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
  expect(() => canonicalJson(Number.NaN)).toThrow(RangeError)
})

test.each([
  ['hiden', ['hidden', 'epochs'], 'hidden'],
  ['lr', ['learning_rate'], undefined],
  ['accurcay', ['accuracy', 'recall'], 'accuracy'],
  ['Hidden', ['hidden'], 'hidden'],
])('closest to %s among %j is %s', (name, known, expected) => {
  expect(closest(name, known)).toBe(expected)
})

test('positions count lines and columns from one, and a line is given without its break', () => {
  const source = new SourceText('a.pipe', 'ab\r\ncd\n')
  expect(source.position(0)).toEqual({ line: 1, column: 1 })
  expect(source.position(5)).toEqual({ line: 2, column: 2 })
  expect(source.position(7)).toEqual({ line: 3, column: 1 })
  expect([source.line(1), source.line(2), source.line(3), source.line(4)]).toEqual(['ab', 'cd', '', ''])
})
