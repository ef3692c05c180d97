import { describe, expect, it } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import { lex } from '../../src/parser/lexer.ts'
import { parse } from '../../src/parser/parse.ts'

/** The words of a text with ⏎ for a newline that counts. */
function words(text: string): string {
  return lex(new SourceText('test.pipe', text), 'never')
    .tokens.map(({ image }) => (image === '\n' ? '⏎' : image))
    .join(' ')
}

describe('a newline counts between a value and an item', () => {
  it.each([
    ['a: 1\nb: 2', 'a : 1 ⏎ b : 2'],
    ['a: 1\n\n\nb: 2', 'a : 1 ⏎ b : 2'],
    ['a: 1  # comment\n# more\nb: 2', 'a : 1 ⏎ b : 2'],
    ['a: 1\r\nb: 2', 'a : 1 ⏎ b : 2'],
    ['a: "x"\n"b": 2', 'a : " ⏎ " : 2'],
    ['a: 5m\nb: 2', 'a : 5m ⏎ b : 2'],
    ['a: {}\nb c {}', 'a : { } ⏎ b c { }'],
    ['a: f()\nimport {', 'a : f ( ) ⏎ import { }'],
    ['a: none\nb: true\nc: x', 'a : none ⏎ b : true ⏎ c : x'],
    ['{ a: 1\nb: 2 }', '{ a : 1 ⏎ b : 2 }'],
    ['a: """\n x\n """\nb: 1', 'a : """ ⏎ b : 1'],
    ['a:\nb: 1', 'a : ⏎ b : 1'],
    ['let x =\nlet y = 1', 'let x = ⏎ let y = 1'],
  ])('%j', (text, expected) => {
    expect(words(text)).toBe(expected)
  })
})

describe('a newline does not count', () => {
  it.each([
    ['within parentheses', 'f(a\nb)', 'f ( a b )'],
    ['within brackets', '[a\nb]', '[ a b ]'],
    ['within a hole', '"""${a\nb}"""', '""" ${ a b } """'],
    ['before and', 'a: x\nand y', 'a : x and y'],
    ['before then and else', 'a: if x\nthen y\nelse z', 'a : if x then y else z'],
    ['before an operator', 'a: x\n+ y\n- z\n.. w', 'a : x + y - z .. w'],
    ['before a member', 'a: x\n.y', 'a : x . y'],
    ['after an operator', 'a: x +\ny', 'a : x + y'],
    ['after then', 'a: if x then\ny else z', 'a : if x then y else z'],
    ['after an opening brace', '{\na: 1}', '{ a : 1 }'],
    ['before a closing brace', '{ a: 1\n}', '{ a : 1 }'],
    ['after a comma', 'a: 1,\nb: 2', 'a : 1 , b : 2'],
    ['before a comma', 'a: 1\n, b: 2', 'a : 1 , b : 2'],
    ['before a brace', 'a b\n{ c: 1 }', 'a b { c : 1 }'],
    ['before a number', 'let x =\n1', 'let x = 1'],
    ['at the start', '\n\na: 1', 'a : 1'],
    ['at the end', 'a: 1\n\n', 'a : 1'],
  ])('%s', (_, text, expected) => {
    expect(words(text)).toBe(expected)
  })
})

it('separates before a word of the language that is used as a key', () => {
  const { diagnostics } = parse(new SourceText('test.pipe', 'a b {\n  x: 1\n  in: 2\n  y: 3\n}\n'))
  expect(diagnostics.map(({ message }) => message)).toEqual([
    "`in` is a word of the language and can't be a key.",
  ])
})
