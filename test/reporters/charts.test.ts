import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../src/base/display-width.ts'
import { progressBar, stackedBar } from '../../src/reporters/bar.ts'
import { plot } from '../../src/reporters/plot.ts'
import { orderSignals } from '../../src/reporters/signal-order.ts'
import { resample, sparkline } from '../../src/reporters/sparkline.ts'
import { lineText, lineWidth } from '../../src/reporters/text/styled-line.ts'

const values = fc.array(fc.oneof(fc.double(), fc.double({ min: -10, max: 10, noNaN: true })), {
  maxLength: 300,
})

describe('sparkline', () => {
  it('draws the shape', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█')
    expect(sparkline([1, 1, 1], 8)).toBe('▄▄▄')
    expect(sparkline([0, Number.NaN, 1], 8)).toBe('▁ █')
    expect(sparkline([], 8)).toBe('')
    expect(sparkline([1, 2], 0)).toBe('')
  })

  it('takes no more columns than it may, for any values', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -2, max: 80 }), (list, width) => {
        expect(displayWidth(sparkline(list, width))).toBe(Math.min(list.length, Math.max(0, width)))
      }),
    )
  })

  it('averages equal slices', () => {
    expect(resample([1, 3, 5, 7], 2)).toEqual([2, 6])
    expect(resample([1, Number.NaN, 5, 7], 2)).toEqual([1, 6])
  })
})

describe('plot', () => {
  const falling = Array.from({ length: 60 }, (_, x) => ({ x, y: Math.exp(-x / 15) }))
  const rising = falling.map(({ x, y }) => ({ x, y: 1 - y }))

  it('draws curves with their bounds and a legend', async () => {
    const text = plot(
      [
        { name: 'loss', points: falling },
        { name: 'accuracy', points: rising },
      ],
      { width: 48, height: 6, across: 'step', color: false },
    )
    await expect(`${text}\n`).toMatchFileSnapshot('golden/plot.golden.txt')
  })

  it('is not flattened by one wild value', () => {
    const wild = [{ x: 0, y: 1e9 }, ...falling.map(({ x, y }) => ({ x: x + 1, y }))]
    expect(plot([{ name: 'loss', points: wild }], { width: 40, height: 4, color: false })).not.toContain(
      '1e9',
    )
  })

  it('keeps to its size for any values', () => {
    const size = { width: fc.integer({ min: 20, max: 120 }), height: fc.integer({ min: 2, max: 12 }) }
    fc.assert(
      fc.property(values, values, fc.record(size), (first, second, { width, height }) => {
        const series = [first, second].map((list, index) => ({
          name: `series_${index}`,
          points: list.map((y, x) => ({ x, y })),
        }))
        const text = plot(series, { width, height, color: false })
        const lines = text === '' ? [] : text.split('\n')
        expect(lines.length === 0 || lines.length === height + 1).toBe(true)
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('draws nothing of nothing', () => {
    expect(plot([], { width: 40, height: 4, color: false })).toBe('')
    expect(
      plot([{ name: 'x', points: [{ x: 0, y: Number.NaN }] }], { width: 40, height: 4, color: false }),
    ).toBe('')
  })
})

describe('bars', () => {
  it('are exactly as wide as they may be, and full only when all is done', () => {
    const weights = fc.array(fc.nat(500), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(weights, fc.nat(500), fc.integer({ min: 8, max: 60 }), (parts, rest, width) => {
        const total = parts.reduce((sum, weight) => sum + weight, 0) + rest
        const line = stackedBar(
          parts.map((weight) => ({ weight, color: 'green' })),
          total,
          width,
        )
        expect(lineWidth(line)).toBe(width)
        if (rest > 0) expect(lineText(line)).toContain('─')
        if (rest === 0 && total > 0) expect(lineText(line)).toBe('━'.repeat(width))
      }),
    )
  })

  it('show a share', () => {
    expect(lineText(progressBar(0.5, 10, 'green'))).toBe('━━━━━─────')
    expect(lineText(progressBar(7, 4, 'green'))).toBe('━━━━')
    expect(lineText(progressBar(Number.NaN, 4, 'green'))).toBe('────')
  })
})

it('orders signals as people look for them', () => {
  expect(orderSignals(['learning_rate', 'accuracy', 'val.accuracy', 'val.loss', 'loss'])).toEqual([
    'loss',
    'val.loss',
    'val.accuracy',
    'accuracy',
    'learning_rate',
  ])
})
