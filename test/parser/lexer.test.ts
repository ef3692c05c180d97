import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import { lex } from '../../src/parser/lexer.ts'
import { mutate } from './mutate.ts'
import { programs } from './programs.ts'

/** What lies between tokens and comments. */
function gaps(text: string): string[] {
  const { tokens, comments } = lex(new SourceText('test.pipe', text), 'never')
  const pieces = [
    ...tokens.map(({ startOffset, end }) => ({ start: startOffset, end })),
    ...comments.map(({ start, end }) => ({ start, end })),
  ].sort((a, b) => a.start - b.start || a.end - b.end)
  const found: string[] = []
  let at = 0
  for (const { start, end } of pieces) {
    expect(start).toBeGreaterThanOrEqual(at)
    found.push(text.slice(at, start))
    at = end
  }
  return [...found, text.slice(at)]
}

describe('positions', () => {
  it.each(programs)('tokens and comments cover $path up to white space', ({ text }) => {
    expect(gaps(text).filter((gap) => gap.trim() !== '')).toEqual([])
  })

  it('tokens of damaged programs follow one another within the text', () => {
    const texts = programs.map(({ text }) => text)
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const text = mutate(texts[seed % texts.length] ?? '', seed)
        for (const cut of ['never', 'brackets', 'everything'] as const) {
          let at = 0
          for (const { startOffset, end } of lex(new SourceText('test.pipe', text), cut).tokens) {
            if (startOffset < at || end < startOffset) expect.fail(`${startOffset}-${end} after ${at}`)
            at = end
          }
          expect(at).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('numbers and quantities are one word', () => {
  it.each([
    ['10_000', 'Numeral'],
    ['1e-3', 'Numeral'],
    ['2.5E+10', 'Numeral'],
    ['0.1', 'Numeral'],
    ['10%', 'Quantity'],
    ['12.5%', 'Quantity'],
    ['500ms', 'Quantity'],
    ['30s', 'Quantity'],
    ['1.5h', 'Quantity'],
    ['14d', 'Quantity'],
    ['512MB', 'Quantity'],
    ['16GiB', 'Quantity'],
    ['5 epochs', 'Quantity'],
    ['1 step', 'Quantity'],
    ['5\tsteps', 'Quantity'],
  ])('%s', (text, type) => {
    const { tokens, diagnostics } = lex(new SourceText('test.pipe', text), 'never')
    expect(diagnostics).toEqual([])
    expect(tokens.map(({ image, tokenType }) => [image, tokenType.name])).toEqual([[text, type]])
  })

  it.each([
    ['1..5', ['1', '..', '5']],
    ['0.5..1e3', ['0.5', '..', '1e3']],
    ['1.x', ['1', '.', 'x']],
    ['5 epochs_done', ['5', 'epochs_done']],
    ['5\nepochs', ['5', '⏎', 'epochs']],
    ['a--b', ['a', '-', '-', 'b']],
    ['a<-1', ['a', '<', '-', '1']],
    ['5% 3', ['5%', '3']],
  ])('%s is several', (text, expected) => {
    const { tokens } = lex(new SourceText('test.pipe', text), 'never')
    expect(tokens.map(({ image }) => (image === '\n' ? '⏎' : image))).toEqual(expected)
  })
})

it('skips a byte order mark', () => {
  const { tokens, diagnostics } = lex(new SourceText('test.pipe', '\ufefflet a = 1'), 'never')
  expect(diagnostics).toEqual([])
  expect(tokens[0]?.startOffset).toBe(1)
})
