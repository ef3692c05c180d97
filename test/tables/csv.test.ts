import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CsvParser } from '../../src/tables/csv-parser.ts'
import { TableBuilder } from '../../src/tables/table-builder.ts'
import { columnOf, read, refusals, valuesOf } from './reading.ts'

describe('what is found in the wild', () => {
  test.each([
    ['a byte order mark', '\ufeffa,b\n1,x\n2,y\n'],
    ['CRLF', 'a,b\r\n1,x\r\n2,y\r\n'],
    ['CR alone', 'a,b\r1,x\r2,y\r'],
    ['mixed line ends', 'a,b\r\n1,x\n2,y\r'],
    ['no last line end', 'a,b\n1,x\n2,y'],
    ['blank lines', '\na,b\n\n1,x\n  \n2,y\n\n'],
    ['spaces around fields', 'a , b\n 1,x \n2 , y\n'],
    ['quotes', '"a","b"\n"1","x"\n "2" , "y" \n'],
  ])('%s', async (_, text) => {
    const table = await read(text)
    expect(valuesOf(table, 'a')).toEqual([1, 2])
    expect(valuesOf(table, 'b')).toEqual(['x', 'y'])
  })

  test('quoted separators, line breaks and quotes', async () => {
    const table = await read('a,b\n"x,y","1\n2"\n"say ""hi""",""\n')
    expect(valuesOf(table, 'a')).toEqual(['x,y', 'say "hi"'])
    expect(valuesOf(table, 'b')).toEqual(['1\n2', null])
  })

  test('another separator', async () => {
    const table = await read('a;b\n1,5;x\n', { format: 'csv', separator: ';' })
    expect(valuesOf(table, 'a')).toEqual(['1,5'])
  })

  test('files with the same columns in another order', async () => {
    const table = await read(['a,b\n1,x\n', 'b,a\ny,2.5\n'])
    expect(valuesOf(table, 'a')).toEqual([1, 2.5])
    expect(valuesOf(table, 'b')).toEqual(['x', 'y'])
  })
})

describe('types', () => {
  test.each([
    ['int', '1\n-2\n+3\n', [1, -2, 3]],
    ['float', '1\n-2.5\n.5\n1e3\n', [1, -2.5, 0.5, 1000]],
    ['float', '12345678901234567890\n1\n', [12345678901234567000, 1]],
    ['bool', 'true\nFalse\nTRUE\n', [true, false, true]],
    ['string', 'x\n\n"y"\n', ['x', 'y']],
    ['int', '1\nNA\nnull\n', [1, null, null]],
    ['float', 'NA\nNA\n', [null, null]],
    ['string', '0x10\n1_000\n', ['0x10', '1_000']],
    ['string', 'NaNny\n-\n', ['NaNny', '-']],
  ])('%s', async (type, rows, values) => {
    const table = await read(`a\n${rows}`)
    expect(columnOf(table, 'a').type).toBe(type)
    expect(valuesOf(table, 'a')).toEqual(values)
  })

  test('numbers before a text are texts as they were written', async () => {
    const table = await read('a,b\n007,1\n1.50,2\ninf,3\nunknown,4\n')
    expect(valuesOf(table, 'a')).toEqual(['007', '1.50', 'inf', 'unknown'])
    expect(columnOf(table, 'b').type).toBe('int')
  })

  test('columns grow, whatever their type is and becomes', async () => {
    const rows = Array.from({ length: 1000 }, (_, row) => [
      row,
      row / 4,
      `t${row % 7}`,
      row < 900 ? row : 'last',
      '',
    ])
    const table = await read(`a,b,c,d,e\n${rows.map((row) => row.join(',')).join('\n')}`)
    expect(valuesOf(table, 'a')).toEqual(rows.map(([value]) => value))
    expect(valuesOf(table, 'b')).toEqual(rows.map(([, value]) => value))
    expect(valuesOf(table, 'c')).toEqual(rows.map(([, , value]) => value))
    expect(valuesOf(table, 'd')).toEqual(rows.map(([, , , value]) => String(value)))
    expect(valuesOf(table, 'e')).toEqual(rows.map(() => null))
  })

  test('a declared type counts', async () => {
    const declared = new Map([
      ['zip', { type: 'string', optional: false }],
      ['flag', { type: 'bool', optional: true }],
      ['mass', { type: 'float', optional: false }],
    ] as const)
    const table = await read('zip,flag,mass\n02134,1,3\n10115,,4\n', { format: 'csv' }, declared)
    expect(valuesOf(table, 'zip')).toEqual(['02134', '10115'])
    expect(valuesOf(table, 'flag')).toEqual([true, null])
    expect(columnOf(table, 'mass').type).toBe('float')
  })
})

describe('what is refused', () => {
  test.each([
    ['', 'The data file 0.csv is empty.'],
    ['\ufeff\n\n', 'The data file 0.csv is empty.'],
    ['a,b\n', 'The data file 0.csv has no rows.'],
    ['a,b\n1,2\n3\n', 'Line 3 of 0.csv has 1 field where the header has 2.'],
    ['a,b\n1,2,3\n', 'Line 2 of 0.csv has 3 fields where the header has 2.'],
    ['a,b\n\n"x\ny",1\n1\n', 'Line 5 of 0.csv has 1 field where the header has 2.'],
    ['a,b\r\n"x\r\ny",1\r\n1\r\n', 'Line 4 of 0.csv has 1 field where the header has 2.'],
    ['a,b,a\n1,2,3\n', 'The header of 0.csv names `a` twice, as columns 1 and 3.'],
    ['a,,c\n1,2,3\n', 'Column 2 of 0.csv has no name in the header.'],
    ['a,b\n1,2\n3,"4\n5,6\n', 'A double quote in the row that begins on line 3 of 0.csv is never closed.'],
    ['a,b\n1,x"y\n', 'Line 2 of 0.csv has a double quote where none may stand.'],
    ['a,b\n1,"x"y\n', 'Line 2 of 0.csv has a double quote where none may stand.'],
    ['a,b\n1,"x\n2,y"\n3,"z"\n4,5,6\n', 'Line 5 of 0.csv has 3 fields where the header has 2.'],
    [
      'a\n1\nInf\n',
      'Line 3 of 0.csv has "Inf" in the numeric column `a`, and only finite numbers can be learned from.',
    ],
    [
      'a\n1e999\n',
      'Line 2 of 0.csv has "1e999" in the numeric column `a`, and only finite numbers can be learned from.',
    ],
  ])('%j', async (text, message) => {
    expect(await refusals(text)).toBe(message)
  })

  test('what is not UTF-8, by its line', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n1,ä\n2,'), Buffer.of(0xe9), Buffer.from('\n3,x\n')])
    expect(await refusals(bytes)).toBe('Line 3 of 0.csv is not UTF-8 text.')
    expect(await refusals(Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'))).toBe(
      'Line 1 of 0.csv is not UTF-8 text.',
    )
    expect(await refusals(Buffer.concat([Buffer.from('a\nx\nb'), Buffer.of(0xc3)]))).toBe(
      'Line 3 of 0.csv is not UTF-8 text.',
    )
  })

  test('what a schema says otherwise', async () => {
    const declared = (column: object) =>
      new Map([['a', { type: 'float', optional: false, ...column }]]) as never
    const csv = { format: 'csv' } as const
    expect(await refusals('a\n1\nlots\n', csv, declared({}))).toBe(
      'Line 3 of 0.csv has "lots" in column `a`, which the schema declares float.',
    )
    expect(await refusals('a\n1.5\n', csv, declared({ type: 'int' }))).toContain('"1.5" in column `a`')
    expect(await refusals('a,b\n1,2\n,3\n', csv, declared({}))).toBe(
      'Line 3 of 0.csv has no value in column `a`, which the schema declares float.',
    )
    expect(await refusals('b\n1\n', csv, declared({}))).toBe('0.csv has no column `a`.')
    expect(await refusals('a\n7\n', csv, declared({ min: 0, max: 1 }))).toContain('declares float in 0..1')
    expect(await refusals('a\nz\n', csv, declared({ type: 'string', values: ['x', 'y'] }))).toContain(
      'declares one of "x", "y"',
    )
  })

  test('files of one source that differ', async () => {
    expect(await refusals(['a,b\n1,2\n', 'a,c\n1,2\n'])).toBe(
      '1.csv and 0.csv are read as one table, and 0.csv has no column `c`.',
    )
    expect(await refusals(['a,b\n1,2\n', 'a\n1\n'])).toBe(
      '0.csv and 1.csv are read as one table, and 1.csv has no column `b`.',
    )
    expect(await refusals(['a\n1\n', 'a\n2\ninf\n'])).toContain('Line 3 of 1.csv has "inf"')
  })
})

describe('properties', () => {
  const field = fc.string({
    unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r\n', 'é', '🐧', '7'),
    maxLength: 8,
  })
  const rows = fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 12 })
  const written = (text: string) => `"${text.replaceAll('"', '""')}"`

  /** Parses a text in pieces of given sizes. */
  function parsedInPieces(text: string, sizes: readonly number[]): (string | null)[][] {
    const texts = new Map(['a', 'b', 'c'].map((name) => [name, { type: 'string', optional: true }] as const))
    const builder = new TableBuilder({ declared: texts })
    const parser = new CsvParser('x.csv', builder, ',')
    const bytes = Buffer.from(text)
    let at = 0
    for (let piece = 0; at < bytes.length; piece++) {
      const size = sizes[piece % sizes.length] ?? 1
      parser.write(bytes.subarray(at, at + size))
      at += size
    }
    parser.end(true)
    expect(parser.problem).toBeUndefined()
    const table = builder.finish()
    const columns = ['a', 'b', 'c'].map((name) => valuesOf(table, name) as (string | null)[])
    return Array.from({ length: table.rows }, (_, row) => columns.map((column) => column[row] ?? null))
  }

  test('any text comes back as it was, but for the spaces around it, in pieces of any size', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(rows, sizes, fc.constantFrom('\n', '\r\n', '\r'), (table, pieces, end) => {
        const text = `a,b,c${end}${table.map((row) => row.map(written).join(',')).join(end)}${end}`
        expect(parsedInPieces(text, pieces)).toEqual(table.map((row) => row.map((value) => value.trim())))
      }),
    )
  })

  test('what csv-parse reads is read alike', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', ' ', '.', 'é', '7'), minLength: 1, maxLength: 6 })
    const cell = fc.oneof(plain, field.map(written))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }), (table) => {
        const text = `a,b,c\n${table.map((row) => row.join(',')).join('\n')}\n`
        const oracle = parse(text, { from_line: 2, record_delimiter: ['\r\n', '\n'] }) as string[][]
        expect(parsedInPieces(text, [7])).toEqual(oracle.map((row) => row.map((value) => value.trim())))
      }),
    )
  })

  test('no bytes whatever make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom('', 'a,b\n', '"'), (bytes, start) => {
        const builder = new TableBuilder({})
        const parser = new CsvParser('x.csv', builder, ',')
        parser.write(Buffer.from(start))
        parser.write(bytes)
        parser.end(true)
        expect(parser.problem === undefined || parser.problem.code.startsWith('PIPE4')).toBe(true)
      }),
    )
  })
})
