import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  cutLine,
  fitLine,
  justify,
  lineText,
  lineWidth,
  paint,
  span,
} from '../../../src/reporters/text/styled-line.ts'

const spans = fc.array(
  fc.constantFrom('ab', '中文', ' ', '👍', 'long words here', '').map((text) => span(text, { color: 'red' })),
  { maxLength: 8 },
)

it('fits any line to exactly the columns', () => {
  fc.assert(
    fc.property(spans, spans, fc.integer({ min: 0, max: 40 }), (left, right, columns) => {
      expect(lineWidth(cutLine(left, columns))).toBeLessThanOrEqual(columns)
      expect(lineWidth(fitLine(left, columns))).toBe(columns)
      expect(lineWidth(justify(left, right, columns))).toBe(columns)
    }),
  )
})

it('cuts inside of a span and keeps its look', () => {
  expect(cutLine([span('abc', { bold: true }), span('defgh', { color: 'green' })], 6)).toEqual([
    span('abc', { bold: true }),
    span('de…', { color: 'green' }),
  ])
})

it('paints with escape sequences only where colours are wanted', () => {
  const line = [span('a'), span('b', { color: 'red', bold: true })]
  expect(paint(line, true)).toBe('a\u001b[1;31mb\u001b[0m')
  expect(paint(line, false)).toBe('ab')
  expect(lineText(line)).toBe('ab')
})
