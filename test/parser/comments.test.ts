import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import { lex } from '../../src/parser/lexer.ts'
import { parse } from '../../src/parser/parse.ts'
import { print } from '../../src/parser/print.ts'
import { randomStream } from './mutate.ts'
import { programs } from './programs.ts'
import { withoutPositions } from './tree-text.ts'

/** The program with comments between words: behind them, on lines of their own, as documentation. */
function withComments(text: string, seed: number): string {
  const random = randomStream(seed)
  const { tokens } = lex(new SourceText('test.pipe', text), 'never')
  let written = ''
  let from = 0
  for (const { end } of tokens) {
    written += text.slice(from, end)
    from = end
    if (random() >= 0.03) continue
    const hashes = random() < 0.3 ? '##' : '#'
    const before = random() < 0.4 ? '\n' : ' '
    const after = random() < 0.2 ? '\n\n' : '\n'
    written += `${before}${hashes} remark ${written.length}${after}`
  }
  return written + text.slice(from)
}

describe('comments anywhere', () => {
  it('are all kept, none becomes documentation or stops being it, and the print is stable', () => {
    let sound = 0
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const source = new SourceText(
          'test.pipe',
          withComments(programs[seed % programs.length]?.text ?? '', seed),
        )
        const { module, diagnostics } = parse(source)
        // A comment within a string is text, and one before a comma may part an entry from its value.
        if (diagnostics.length > 0) return
        sound++
        const formatted = print(module, source)
        const again = new SourceText(source.file, formatted)
        const second = parse(again)
        expect(second.diagnostics).toEqual([])
        expect(withoutPositions(second.module)).toEqual(withoutPositions(module))
        const comments = (of: typeof module) => of.comments.map(({ text }) => text.trimEnd()).sort()
        expect(comments(second.module)).toEqual(comments(module))
        expect(print(second.module, again)).toBe(formatted)
      }),
      { numRuns: 400 },
    )
    expect(sound).toBeGreaterThan(40)
  })
})
