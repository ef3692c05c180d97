import { describe, expect, it } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import { parse } from '../../src/parser/parse.ts'
import { print } from '../../src/parser/print.ts'

const messagesOf = (text: string) =>
  parse(new SourceText('test.pipe', text)).diagnostics.map(({ message }) => message)

describe('what is nested too deeply is told and overflows nothing', () => {
  it.each([
    ['brackets', `let x = ${'['.repeat(10_000)}1${']'.repeat(10_000)}`],
    ['parentheses', `let x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['braces', `let x = ${'{ a: '.repeat(10_000)}1${' }'.repeat(10_000)}`],
    ['bodies', `${'a b { '.repeat(10_000)}${'}'.repeat(10_000)}`],
    ['calls', `let x = ${'f('.repeat(10_000)}${')'.repeat(10_000)}`],
    ['holes', `let x = ${'"${'.repeat(10_000)}1${'}"'.repeat(10_000)}`],
    ['signs', `let x = ${'- '.repeat(10_000)}1`],
    ['negations', `let x = ${'not '.repeat(10_000)}a`],
    ['branches', `let x = ${'if a then b else '.repeat(10_000)}c`],
    ['conditions', `let x = ${'if '.repeat(10_000)}a`],
    ['operators', `let x = ${'a + '.repeat(10_000)}b`],
    ['members', `let x = a${'.b'.repeat(10_000)}`],
  ])('%s', (_, text) => {
    expect(messagesOf(`${text}\nlet fine = 1\n`)).toEqual(['This is nested too deeply.'])
    expect(parse(new SourceText('test.pipe', `${text}\nlet fine = 1\n`)).module.items.at(-1)).toMatchObject({
      name: { text: 'fine' },
    })
  })

  it.each([
    ['brackets', `let x = ${'['.repeat(190)}1${']'.repeat(190)}\n`],
    ['branches', `let x = ${'if a then b else '.repeat(330)}c\n`],
    ['operators', `let x = ${'a + '.repeat(990)}b\n`],
    ['operators of rising strength', `let x = ${'a or b and c == d .. e + f * '.repeat(150)}b\n`],
    ['signs', `let x = ${'-'.repeat(990)}1\n`],
    ['members', `let x = a${'.b'.repeat(990)}\n`],
  ])('%s up to the limit are read and printed', (_, text) => {
    const source = new SourceText('test.pipe', text)
    const { module } = parse(source)
    expect(module.items).toHaveLength(1)
    expect(print(module, source).length).toBeGreaterThan(text.length / 2)
  })
})

describe('garbage takes linear time', () => {
  // Quadratic behaviour would take minutes at this length; the bound leaves room for a slow machine.
  const length = 50_000
  it.each([
    '{',
    '(',
    '[',
    '}',
    ')',
    ']',
    '"',
    '"""',
    '${',
    '"${',
    '"""${',
    'a b {\n',
    'a b {',
    'if a then ',
    '- ',
    'a + ',
    '1..',
    'a\n',
    'a: 1\n',
    '#\n',
    '## x\nlet a = 1\n',
    'let a = [ # c\n',
    "'a' ",
    '“',
    'ö',
    '$',
    '\\',
    '/* ',
    '(}',
    '[)',
    'f(',
    '[1,\n',
    'a b {\n c: (\n',
    'let x = """\n',
    '"\\q',
    'a(b c)\n',
    'train x {\n a = 1\n}\n',
    'a b\n c: d\n',
    '}\nlet a = {',
    '"""${a\n',
    '5min ',
    '1e999 ',
    '\ud800',
    '\r',
    ',',
  ])('%j', (unit) => {
    const garbage = unit.repeat(Math.ceil(length / unit.length))
    for (const text of [garbage, `let z = ${garbage}`, `train t {\n  x: ${garbage}\n}\n`]) {
      const source = new SourceText('test.pipe', text)
      const { module, diagnostics } = parse(source)
      if (diagnostics.length === 0) print(module, source)
      expect(diagnostics.length).toBeLessThanOrEqual(501)
    }
  })
})
