import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOut, scrollThumb, windowStart } from '../../../src/reporters/tui/layout.ts'

describe('layOut', () => {
  it('adds up to the size of the terminal, whatever it is', () => {
    const size = fc.record({
      columns: fc.integer({ min: 1, max: 400 }),
      rows: fc.integer({ min: 1, max: 150 }),
    })
    fc.assert(
      fc.property(size, fc.boolean(), fc.nat(1000), ({ columns, rows }, expanded, graphRows) => {
        const { mode, header, footer, graph, detail } = layOut(columns, rows, { expanded, graphRows })
        const body = Math.max(1, rows - header - footer)
        if (mode === 'beside') {
          expect(graph.width + 3 + detail.width).toBe(columns)
          expect([graph.height, detail.height]).toEqual([body, body])
        } else if (mode === 'stacked') {
          expect(graph.height + 1 + detail.height).toBe(body)
        } else {
          expect(graph.height + detail.height).toBe(body)
        }
        expect(header + footer + body).toBeLessThanOrEqual(Math.max(rows, 2))
      }),
    )
  })

  it.each([
    [80, 24, 'beside', 3],
    [120, 40, 'beside', 3],
    [40, 12, 'graph', 2],
    [40, 10, 'graph', 2],
    [60, 40, 'stacked', 3],
    [20, 5, 'graph', 1],
  ] as const)('%i × %i: %s', (columns, rows, mode, header) => {
    expect(layOut(columns, rows, { expanded: false, graphRows: 12 })).toMatchObject({ mode, header })
    expect(layOut(columns, rows, { expanded: true, graphRows: 12 })).toMatchObject({ mode: 'detail' })
  })
})

describe('windowStart', () => {
  const cases = fc.record({
    total: fc.integer({ min: 1, max: 600 }),
    height: fc.integer({ min: 1, max: 60 }),
    previous: fc.nat(600),
    at: fc.nat(600),
  })

  it('keeps the selected row in sight and shows no empty rows', () => {
    fc.assert(
      fc.property(cases, ({ total, height, previous, at }) => {
        const selected = at % total
        const start = windowStart(previous, selected, total, height)
        expect(start).toBeGreaterThanOrEqual(0)
        expect(start).toBeLessThanOrEqual(Math.max(0, total - height))
        expect(selected).toBeGreaterThanOrEqual(start)
        expect(selected).toBeLessThan(start + height)
      }),
    )
  })

  it('moves no further than it must', () => {
    expect(windowStart(10, 15, 100, 20)).toBe(10)
    expect(windowStart(10, 29, 100, 20)).toBe(13)
    expect(windowStart(10, 11, 100, 20)).toBe(8)
  })
})

it('draws a scroll bar only where there is something to scroll', () => {
  expect(scrollThumb(0, 10, 20)).toBeUndefined()
  expect(scrollThumb(0, 100, 20)).toEqual({ from: 0, length: 4 })
  expect(scrollThumb(80, 100, 20)).toEqual({ from: 16, length: 4 })
})
