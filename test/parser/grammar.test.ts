import { describe, expect, it } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import type { Declaration, Expression } from '../../src/parser/ast.ts'
import { Grammar } from '../../src/parser/grammar.ts'
import { parse } from '../../src/parser/parse.ts'

it('is LL(2), without ambiguities or left recursion', () => {
  // The product skips these validations, for a quick start.
  expect(() => new Grammar(false)).not.toThrow()
})

/** An expression with a pair of parentheses around each operator. */
function shape(node: Expression): string {
  switch (node.kind) {
    case 'binary':
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`
    case 'unary':
      return `(${node.operator} ${shape(node.operand)})`
    case 'conditional':
      return `(if ${shape(node.condition)} then ${shape(node.yes)} else ${shape(node.no)})`
    case 'member':
      return `${shape(node.object)}.${node.property.text}`
    case 'name':
    case 'number':
      return node.text
    default:
      return node.kind
  }
}

const shapeOf = (text: string) => {
  const { module } = parse(new SourceText('test.pipe', `let x = ${text}\n`))
  const { value } = module.items[0] as Declaration
  return value && shape(value)
}

describe('operators bind', () => {
  it.each([
    ['a or b and c', '(a or (b and c))'],
    ['not a and b', '((not a) and b)'],
    ['not a == b', '(not (a == b))'],
    ['not not a', '(not (not a))'],
    ['a and not b or c', '((a and (not b)) or c)'],
    ['a + b == c * d', '((a + b) == (c * d))'],
    ['x in 0..1', '(x in (0 .. 1))'],
    ['a + 1..b * 2', '((a + 1) .. (b * 2))'],
    ['a - b - c', '((a - b) - c)'],
    ['a / b * c', '((a / b) * c)'],
    ['a - b * c - d', '((a - (b * c)) - d)'],
    ['-a * b', '((- a) * b)'],
    ['-a.b', '(- a.b)'],
    ['a * -b', '(a * (- b))'],
    ['- - a', '(- (- a))'],
    ['if a then b else c or d', '(if a then b else (c or d))'],
    ['if a or b then c else if d then e else f', '(if (a or b) then c else (if d then e else f))'],
  ])('%s', (text, expected) => {
    expect(shapeOf(text)).toBe(expected)
  })
})

describe('a tree', () => {
  it('has the place of every part', () => {
    const text = 'param a: f(b: [1, -c.d]) = { "e": "x ${y} z" }\n'
    const { module } = parse(new SourceText('test.pipe', text))
    const seen: string[] = []
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      const node = value as { kind?: string; start?: number; end?: number }
      if (node.kind !== undefined) seen.push(`${node.kind} ${text.slice(node.start, node.end)}`)
      for (const child of Object.values(value)) visit(child)
    }
    visit(module.items)
    expect(seen).toEqual([
      'declaration param a: f(b: [1, -c.d]) = { "e": "x ${y} z" }',
      'identifier param',
      'identifier a',
      'call f(b: [1, -c.d])',
      'identifier f',
      'argument b: [1, -c.d]',
      'identifier b',
      'list [1, -c.d]',
      'number 1',
      'unary -c.d',
      'member c.d',
      'name c',
      'identifier d',
      'record { "e": "x ${y} z" }',
      'entry "e": "x ${y} z"',
      'string "e"',
      'template "x ${y} z"',
      'text x ',
      'name y',
      'text  z',
    ])
  })

  it.each([
    ['## one\n## two\nlet a = 1', 'one\ntwo'],
    ['##one\nlet a = 1', 'one'],
    ['## one\n##\n##   three\nlet a = 1', 'one\n\n  three'],
    ['## one\n\nlet a = 1', undefined],
    ['# one\nlet a = 1', undefined],
    ['## one\n# two\nlet a = 1', undefined],
    ['### one\nlet a = 1', undefined],
    ['let b = 1 ## one\nlet a = 1', undefined],
    ['## one\r\nlet a = 1', 'one'],
  ])('takes documentation from the lines above: %j', (text, doc) => {
    const { module } = parse(new SourceText('test.pipe', text))
    expect((module.items.at(-1) as Declaration).doc).toBe(doc)
  })

  it('has every comment, in order', () => {
    const { module } = parse(new SourceText('test.pipe', '# a\nlet b = [ # c\n1] ## d\n'))
    expect(module.comments.map(({ text, start }) => [text, start])).toEqual([
      ['# a', 0],
      ['# c', 14],
      ['## d', 21],
    ])
  })
})

describe('what the grammar refuses', () => {
  it.each([
    ['{ , a: 1 }'],
    ['[, 1]'],
    ['f(,)'],
    ['a b'],
    ['1 2'],
    ['a.1'],
    ['if a then b'],
    ['(a, b)'],
    ['()'],
    ['a ='],
    ['"a" "b"'],
    ['a < b < c'],
    ['1..2..3'],
    ['a == not b'],
    ['- not a'],
  ])('let x = %s', (text) => {
    expect(parse(new SourceText('test.pipe', `let x = ${text}\n`)).diagnostics.length).toBeGreaterThan(0)
  })
})
