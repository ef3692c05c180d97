import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../../src/base/display-width.ts'
import {
  padEnd,
  padStart,
  sliceColumns,
  truncate,
  truncateStart,
} from '../../../src/reporters/text/fit-columns.ts'
import { wrap } from '../../../src/reporters/text/wrap.ts'

/** Text as commands print it: Latin, accents, CJK, emoji, flags, joined families, zero-width marks, boxes, Braille. */
const pieces = [
  'a',
  'Z',
  ' ',
  'é',
  'e\u0301',
  '中',
  '한',
  'ｱ',
  'ア',
  '👍',
  '👩‍👩‍👧',
  '🇨🇭',
  '❤️',
  '│',
  '⠿',
  '▁',
  '\u200b',
  'ß',
  '·',
  '✓',
  '≡',
]
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''))
const columns = fc.integer({ min: 0, max: 40 })

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['中文', 4],
    ['한국', 4],
    ['ア', 2],
    ['ｱ', 1],
    ['👍', 2],
    ['👩‍👩‍👧', 2],
    ['❤️', 2],
    ['\u200b', 0],
    ['│⠿▁━─✓✗≡○·❯⋮↻', 13],
  ])('%j takes %i columns', (sample, width) => {
    expect(displayWidth(sample)).toBe(width)
  })
})

describe('cutting', () => {
  it('never exceeds the columns and keeps what fits', () => {
    fc.assert(
      fc.property(text, columns, (sample, width) => {
        for (const cut of [
          truncate(sample, width),
          truncateStart(sample, width),
          sliceColumns(sample, width),
        ]) {
          expect(displayWidth(cut)).toBeLessThanOrEqual(width)
        }
        if (displayWidth(sample) <= width) {
          expect(truncate(sample, width)).toBe(sample)
          expect(truncateStart(sample, width)).toBe(sample)
        }
      }),
    )
  })

  it('fills to exactly the columns', () => {
    fc.assert(
      fc.property(text, columns, (sample, width) => {
        expect(displayWidth(padEnd(sample, width))).toBe(width)
        expect(displayWidth(padStart(sample, width))).toBe(width)
      }),
    )
  })

  it('shows where it cut', () => {
    expect(truncate('artifacts/report.md', 10)).toBe('artifacts…')
    expect(truncateStart('artifacts/report.md', 10)).toBe('…report.md')
  })
})

describe('wrap', () => {
  it('loses no character but spaces at breaks, and keeps to the width where characters allow', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (sample, width) => {
        const lines = wrap(sample, width)
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width)
        expect(lines.join('').replaceAll(' ', '')).toBe(sample.replaceAll(' ', ''))
      }),
    )
  })

  it('breaks at spaces and inside words that are too long', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
    expect(wrap('  | abcdefghij', 6)).toEqual(['  |', 'abcdef', 'ghij'])
  })
})
