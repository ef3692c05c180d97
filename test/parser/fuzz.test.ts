import { describe, expect, it } from 'vitest'
import { renderJson } from '../../src/base/diagnostics/render-json.ts'
import { renderSarif } from '../../src/base/diagnostics/render-sarif.ts'
import { renderText } from '../../src/base/diagnostics/render-text.ts'
import { SourceText } from '../../src/base/source.ts'
import { lex } from '../../src/parser/lexer.ts'
import { parse } from '../../src/parser/parse.ts'
import { print } from '../../src/parser/print.ts'
import { Chunk, Separator, Text } from '../../src/parser/tokens.ts'
import { mutate } from './mutate.ts'
import { programs } from './programs.ts'
import { withoutPositions } from './tree-text.ts'

const texts = programs.map(({ text }) => text)

/** Each node lies within its parent, and ends where it begins or later. */
function expectNested(value: unknown, start: number, end: number): void {
  if (Array.isArray(value)) for (const each of value) expectNested(each, start, end)
  else if (typeof value === 'object' && value !== null) {
    const node = value as { start?: unknown; end?: unknown }
    if (typeof node.start !== 'number' || typeof node.end !== 'number') return
    if (node.start < start || node.end > end || node.start > node.end) {
      expect.fail(`${node.start}-${node.end} is not within ${start}-${end}`)
    }
    for (const child of Object.values(node)) expectNested(child, node.start, node.end)
  }
}

/** What a text says, word for word, without commas and newlines. */
function wordsOf(source: SourceText): string[] {
  return lex(source, 'never')
    .tokens.filter(({ tokenType, value }) => tokenType !== Separator && (tokenType !== Chunk || value !== ''))
    .map(({ tokenType, image, value }) => (tokenType === Text || tokenType === Chunk ? value : image))
}

function checkOne(text: string): 'sound' | 'told' {
  const source = new SourceText('test.pipe', text)
  const { module, diagnostics } = parse(source)
  expectNested(module, 0, text.length)
  for (const { location, message, hint = '' } of diagnostics) {
    const { start = -1, end = -1 } = location ?? {}
    expect(start >= 0 && start <= end && end <= text.length).toBe(true)
    expect(`${message}${hint}`).not.toMatch(/undefined|\[object/)
  }
  const sources = new Map([[source.file, source]])
  renderText(diagnostics, sources, { color: true, width: 60 })
  JSON.parse(renderJson(diagnostics, sources))
  JSON.parse(renderSarif(diagnostics, sources))
  if (diagnostics.length > 0) return 'told'

  const formatted = print(module, source)
  const again = new SourceText(source.file, formatted)
  const second = parse(again)
  expect(second.diagnostics).toEqual([])
  // Nothing was dropped in silence.
  expect(wordsOf(again)).toEqual(wordsOf(source))
  expect(withoutPositions(second.module)).toEqual(withoutPositions(module))
  const comments = (of: typeof module) => of.comments.map((comment) => comment.text.trimEnd()).sort()
  expect(comments(second.module)).toEqual(comments(module))
  expect(print(second.module, again)).toBe(formatted)
  return 'sound'
}

describe('damaged programs', () => {
  it('are read without an exception; positions lie in the text; what has no error prints and reads back', () => {
    const outcomes = { sound: 0, told: 0 }
    for (let seed = 0; seed < 3000; seed++) {
      const text = mutate(texts[seed % texts.length] ?? '', seed)
      try {
        outcomes[checkOne(text)]++
      } catch (error) {
        throw new Error(`seed ${seed}:\n${text}`, { cause: error })
      }
    }
    expect(outcomes.told).toBeGreaterThan(1000)
    expect(outcomes.sound).toBeGreaterThan(500)
  })

  it('are the same for the same seed', () => {
    const [text = ''] = texts
    expect(mutate(text, 7)).toBe(mutate(text, 7))
    expect(mutate(text, 7)).not.toBe(mutate(text, 8))
  })
})
