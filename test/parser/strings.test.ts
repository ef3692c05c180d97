import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import type { Declaration, Expression } from '../../src/parser/ast.ts'
import { parse } from '../../src/parser/parse.ts'
import { escapeText } from '../../src/parser/text-block.ts'

function expressionOf(written: string): Expression | undefined {
  const { module, diagnostics } = parse(new SourceText('test.pipe', `let x = ${written}\n`))
  expect(diagnostics).toEqual([])
  return (module.items[0] as Declaration).value
}

function stringOf(written: string): string | undefined {
  const value = expressionOf(written)
  return value?.kind === 'string' ? value.value : undefined
}

/** The texts of a string with holes; a hole as its name in angle brackets. */
function partsOf(written: string): string[] {
  const value = expressionOf(written)
  if (value?.kind !== 'template') return []
  return value.parts.map((part) =>
    part.kind === 'text' ? part.value : part.kind === 'name' ? `<${part.text}>` : part.kind,
  )
}

describe('strings of one line', () => {
  it.each([
    ['"text"', 'text'],
    ['""', ''],
    ['"\\n\\t\\r\\\\\\"\\$"', '\n\t\r\\"$'],
    ['"\\u{e9}\\u{1F600}"', 'é😀'],
    ['"$"', '$'],
    ['"$5 and $$"', '$5 and $$'],
    ['"$${x}"', '${x}'],
    ['"$$${x}"', '$${x}'],
    ['"\\${x}"', '${x}'],
    ['"# no comment"', '# no comment'],
  ])('%s', (written, value) => {
    expect(stringOf(written)).toBe(value)
  })

  it.each([
    ['"a${x}b"', ['a', '<x>', 'b']],
    ['"${x}${y}"', ['<x>', '<y>']],
    ['"\\$${x}"', ['$', '<x>']],
    ['"$${x}${y}"', ['${x}', '<y>']],
    ['"a ${"b ${x}"} c"', ['a ', 'template', ' c']],
    ['"${ { a: 1 } }"', ['record']],
  ])('%s has holes', (written, parts) => {
    expect(partsOf(written)).toEqual(parts)
  })

  it('any value can be written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(stringOf(`"${escapeText(value)}"`)).toBe(value)
      }),
    )
  })
})

describe('strings of several lines', () => {
  it.each([
    ['loses the indentation of the closing quotes', '"""\n    a\n      b\n    """', 'a\n  b'],
    ['keeps what is further in', '"""\n    a\n  """', '  a'],
    ['takes what white space there is', '"""\n  a\n    b\n    """', 'a\nb'],
    ['keeps empty lines', '"""\n  a\n\n  b\n  """', 'a\n\nb'],
    ['keeps lines of blanks beyond the indentation', '"""\n  a\n    \n  """', 'a\n  '],
    ['strips nothing when the closing quotes do not stand alone', '"""\n  a\n  b"""', '  a\n  b'],
    ['may begin on the first line', '"""a\n  b\n  """', 'a\nb'],
    ['may be one line', '"""a "quoted" \\n word"""', 'a "quoted" \\n word'],
    ['may be empty', '"""\n  """', ''],
    ['may be an empty line', '"""\n\n  """', ''],
    ['knows no escapes but one', '"""\n  \\t $${x} $5 \\\n  """', '\\t ${x} $5 \\'],
    ['has line feeds only', '"""\r\n  a\r\n  b\r\n  """', 'a\nb'],
    ['strips tabs', '"""\n\t\ta\n\t"""', '\ta'],
  ])('%s', (_, written, value) => {
    expect(stringOf(written)).toBe(value)
  })

  it.each([
    ['"""\n  a ${x}\n    b\n  """', ['a ', '<x>', '\n  b']],
    ['"""\n  ${x}\n  """', ['<x>']],
    ['"""${x}"""', ['<x>']],
    ['"""\n  a\n  ${x}"""', ['  a\n  ', '<x>']],
  ])('%j has holes', (written, parts) => {
    expect(partsOf(written)).toEqual(parts)
  })
})

describe('a broken string ends with its line', () => {
  it.each([
    ['let a = "open\nlet b = 1', 'This string is not closed.'],
    ['let a = "open ${x\nlet b = 1', '`${` is never closed.'],
    ['let a = "open ${f("x\nlet b = 1', '`${` is never closed.'],
    ['let a = """open\nlet b = 1', 'This `"""` is never closed.'],
    ['let a = "ends in \\\nlet b = 1', 'This string is not closed.'],
  ])('%j', (text, message) => {
    const { module, diagnostics } = parse(new SourceText('test.pipe', text))
    expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([message])
    expect(module.items.at(-1)).toMatchObject({ kind: 'declaration', name: { text: 'b' } })
  })
})
