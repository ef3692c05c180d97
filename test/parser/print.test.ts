import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import { parse } from '../../src/parser/parse.ts'
import { print } from '../../src/parser/print.ts'
import { arbitraryModule } from './arbitrary-module.ts'
import { programs } from './programs.ts'
import { withoutPositions } from './tree-text.ts'

const format = (text: string) => {
  const source = new SourceText('test.pipe', text)
  const { module, diagnostics } = parse(source)
  expect(diagnostics).toEqual([])
  return print(module, source)
}

describe('any tree', () => {
  it('reads back as itself, and its print is stable', () => {
    fc.assert(
      fc.property(arbitraryModule, (module) => {
        const text = print(module, new SourceText('made.pipe', ''))
        const source = new SourceText('made.pipe', text)
        const again = parse(source)
        expect(again.diagnostics).toEqual([])
        expect(withoutPositions(again.module)).toEqual(withoutPositions(module))
        expect(print(again.module, source)).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('programs', () => {
  it.each(programs)('$path prints to the same tree, stably', ({ text }) => {
    const once = format(text)
    expect(format(once)).toBe(once)
    const tree = (of: string) => withoutPositions(parse(new SourceText('test.pipe', of)).module)
    expect(tree(once)).toEqual(tree(text))
  })

  it('keep their lines within the page where they can be broken', () => {
    for (const { path, text } of programs.filter((program) => program.path.startsWith('test'))) {
      const long = format(text)
        .split('\n')
        .filter((line) => line.length > 110 && !line.includes('"""'))
      expect(long, path).toEqual([])
    }
  })
})

describe('lines', () => {
  it.each([
    ['what fits stays on its line', 'let a = f( 1,[ 2,3 ],{b:4} )', 'let a = f(1, [2, 3], { b: 4 })\n'],
    ['a body written over lines stays so', 'a b {\nc: 1 }', 'a b {\n  c: 1\n}\n'],
    ['a list written over lines gets one element a line', 'let a = [1,\n2]', 'let a = [\n  1,\n  2,\n]\n'],
    ['an empty body has no lines', 'a b {\n}', 'a b {}\n'],
    [
      'empty lines are kept, one of several',
      'let a = 1\n\n\n\nlet b = 2\nlet c = 3',
      'let a = 1\n\nlet b = 2\nlet c = 3\n',
    ],
    ['no empty line at the edges of a body', 'a b {\n\n  c: 1\n\n}', 'a b {\n  c: 1\n}\n'],
    ['heads stand in column 0', '  let a = 1\n    let b = 2', 'let a = 1\nlet b = 2\n'],
    ['one declaration a line', 'let a = 1, let b = 2', 'let a = 1\nlet b = 2\n'],
    ['a comma at the end of a line goes', 'a b {\n c: 1,\n d: 2,\n}', 'a b {\n  c: 1\n  d: 2\n}\n'],
    [
      'windows line ends become line feeds',
      'let a = 1\r\n# c\r\nlet b = 2\r\n',
      'let a = 1\n# c\nlet b = 2\n',
    ],
    ['an empty file stays empty', '\n\n', ''],
    ['a file of comments stays', '# a\n\n# b', '# a\n\n# b\n'],
    [
      'numbers and escapes stay as written',
      'let a = [1_0, 1e-3, "\\u{41}"]',
      'let a = [1_0, 1e-3, "\\u{41}"]\n',
    ],
    ['parentheses stay', 'let a = ((1)) + (b)', 'let a = ((1)) + (b)\n'],
    [
      'a record with a long list breaks',
      `let a = { b: [${'"element", '.repeat(12)}] }`,
      `let a = {\n  b: [\n${'    "element",\n'.repeat(12)}  ]\n}\n`,
    ],
  ])('%s', (_, text, expected) => {
    expect(format(text)).toBe(expected)
  })
})
