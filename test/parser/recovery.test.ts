import { describe, expect, it } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import type { Item } from '../../src/parser/ast.ts'
import { lex } from '../../src/parser/lexer.ts'
import { parse } from '../../src/parser/parse.ts'
import { programs } from './programs.ts'

const nameOf = (item: Item) =>
  item.kind === 'declaration'
    ? `${item.head.text} ${item.name.text}`
    : item.kind === 'import'
      ? 'import'
      : 'entry'

/** Every third word: each takes a parse of the whole program. */
const every = 3

/** Deletes words in turn; counts the declarations that are lost though the word was not in them. */
function deleteWords(text: string): {
  others: number
  lost: number
  most: number
  told: number
  count: number
} {
  const source = new SourceText('test.pipe', text)
  const { items } = parse(source).module
  const sum = { others: 0, lost: 0, most: 0, told: 0, count: 0 }
  for (const [index, { startOffset, end, image }] of lex(source, 'never').tokens.entries()) {
    if (image === '\n' || index % every !== 0) continue
    const { module, diagnostics } = parse(
      new SourceText('test.pipe', text.slice(0, startOffset) + text.slice(end)),
    )
    const kept = new Set(module.items.map(nameOf))
    const others = items.filter((item) => startOffset < item.start || startOffset >= item.end)
    const lost = others.filter((item) => !kept.has(nameOf(item))).length
    sum.others += others.length
    sum.lost += lost
    sum.most = Math.max(sum.most, lost)
    sum.told += diagnostics.length
    sum.count++
  }
  return sum
}

describe('one deleted word', () => {
  it('loses at most 0.5% of the other declarations, and is told in about one sentence', () => {
    const sums = programs.map(({ text }) => deleteWords(text))
    const total = (key: 'others' | 'lost' | 'told' | 'count') =>
      sums.reduce((sum, each) => sum + each[key], 0)
    expect(total('count')).toBeGreaterThan(1000)
    expect(total('lost') / total('others')).toBeLessThan(0.005)
    expect(total('told') / total('count')).toBeLessThan(1.2)
  })
})

describe('a bad entry loses no other', () => {
  it.each([
    ['an entry with =', 'a b {\n  x: 1\n  y = 2\n  z: 3\n}', ['x', 'z']],
    ['a missing value', 'a b {\n  x: 1\n  y:\n  z: 3\n}', ['x', 'z']],
    ['deep inside', 'a b {\n  x: { p: 1, q 2, r: 3 }\n  z: 3\n}', ['x', 'z']],
    ['an unclosed parenthesis', 'a b {\n  x: f(1\n  z: 3\n}', ['x', 'z']],
    ['an unclosed inner brace', 'a b {\n  x: { p: 1\n  z: 3\n}', ['x', 'z']],
    ['a missing opening brace', 'a b\n  x: 1\n  z: 3\n}', ['x', 'z']],
    ['an unclosed string', 'a b {\n  x: 1\n  y: "open\n  z: 3\n}', ['x', 'y', 'z']],
  ])('%s', (_, text, keys) => {
    const { module, diagnostics } = parse(new SourceText('test.pipe', `${text}\nlet last = 1\n`))
    expect(diagnostics).toHaveLength(1)
    const [item, last] = module.items
    const items = item?.kind === 'declaration' ? (item.body?.items ?? []) : []
    expect(
      items.map((each) =>
        each.kind === 'entry' && each.key.kind === 'identifier' ? each.key.text : each.kind,
      ),
    ).toEqual(keys)
    expect(last).toMatchObject({ name: { text: 'last' } })
  })
})

it('takes an unindented body as it is when its brackets balance', () => {
  const { module, diagnostics } = parse(
    new SourceText('test.pipe', 'component a {\nparam x: int = 1\nparam y: int\n}\n'),
  )
  expect(diagnostics).toEqual([])
  expect(module.items).toHaveLength(1)
})

it('keeps code in a text although it looks like declarations', () => {
  const text = 'step a {\n  run: """\nimport { x } from "y"\nlet z = 1\n"""\n}\nlet b = (\n'
  const { module, diagnostics } = parse(new SourceText('test.pipe', text))
  expect(diagnostics.map(({ message }) => message)).toEqual(['`(` is never closed.'])
  expect(module.items[0]).toMatchObject({ name: { text: 'a' } })
})
