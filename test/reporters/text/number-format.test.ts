import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatClock,
  formatDuration,
  formatNumber,
  groupDigits,
  plural,
} from '../../../src/base/number-format.ts'
import { formatValue } from '../../../src/reporters/text/value-format.ts'
import { shortDuration } from '../../../src/reporters/tui/graph-lines.ts'

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [42, '42'],
    [1_234_567, '1,234,567'],
    [-1234, '-1,234'],
    [0.21433, '0.2143'],
    [12.3456, '12.35'],
    [123.456, '123.5'],
    [98_765.4, '98,765'],
    [0.001, '1e-3'],
    [3.21e-5, '3.21e-5'],
    [1.5e12, '1.5e12'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '∞'],
    [-0.5, '-0.5000'],
  ])('%d is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })

  it('stays short for every number', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(formatNumber(value).length).toBeLessThanOrEqual(12)
      }),
    )
  })
})

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [99, '99 ms'],
    [420, '0.4 s'],
    [9949, '9.9 s'],
    [12_400, '12 s'],
    [59_600, '1 m 00 s'],
    [125_000, '2 m 05 s'],
    [3_599_999, '1 h 00 m'],
    [11_220_000, '3 h 07 m'],
    [187_200_000, '2 d 04 h'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  it('counts up as a clock', () => {
    expect([0, 7000, 754_000, 3_723_000].map(formatClock)).toEqual(['0:00', '0:07', '12:34', '1:02:03'])
  })

  it('fits the list in five columns', () => {
    expect([0, 420, 9949, 12_400, 99_400, 125_000, 11_220_000, 400_000_000].map(shortDuration)).toEqual([
      '0.0s',
      '0.4s',
      '9.9s',
      '12s',
      '99s',
      '2:05',
      '3h07',
      '4d',
    ])
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true }), (ms) => {
        expect(shortDuration(ms).length).toBeLessThanOrEqual(5)
      }),
    )
  })
})

it('formats bytes and counts', () => {
  expect([0, 812, 1024, 12_700, 1_048_575, 5e9].map(formatBytes)).toEqual([
    '0 B',
    '812 B',
    '1.0 KiB',
    '12.4 KiB',
    '1.0 MiB',
    '4.7 GiB',
  ])
  expect([plural(1, 'node'), plural(10_000, 'node'), groupDigits(999)]).toEqual([
    '1 node',
    '10,000 nodes',
    '999',
  ])
})

it('writes params as the language does', () => {
  expect(formatValue({ $quantity: 'duration', amount: 300 })).toBe('5m')
  expect(formatValue({ $component: 'adam', is: 'optimizer', arguments: { lr: 0.001 } })).toBe(
    'adam(lr: 1e-3)',
  )
  expect(formatValue([1, 'a', null, true])).toBe('[1, "a", none, true]')
  expect(formatValue({ $secret: 'token' })).toBe('(secret)')
  expect(formatValue({ $file: 'data/a.csv' })).toBe('"data/a.csv"')
  expect(formatValue({ a: { b: 2 } })).toBe('{ a: { b: 2 } }')
})
