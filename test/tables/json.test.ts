import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findJsonFault } from '../../src/tables/json-fault.ts'
import { columnOf, read, refusals, valuesOf } from './reading.ts'

const json = { format: 'json' } as const
const jsonl = { format: 'jsonl' } as const

describe('records', () => {
  const rows = [
    { a: 1, b: 'x', c: true, d: null },
    { b: 'y "z" {', a: 2.5, c: null, d: null },
  ]
  test.each([
    ['an array', JSON.stringify(rows), json],
    ['an array over lines', `\ufeff${JSON.stringify(rows, null, 2)}\r\n`, json],
    ['lines', `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`, jsonl],
    ['lines with CRLF and blanks', `${rows.map((row) => JSON.stringify(row)).join('\r\n\r\n')}`, jsonl],
  ])('in %s', async (_, text, format) => {
    const table = await read(text, format)
    expect(valuesOf(table, 'a')).toEqual([1, 2.5])
    expect(valuesOf(table, 'b')).toEqual(['x', 'y "z" {'])
    expect(valuesOf(table, 'c')).toEqual([true, null])
    expect(valuesOf(table, 'd')).toEqual([null, null])
  })

  test('a text that looks like a number stays a text', async () => {
    expect(columnOf(await read('{"a":"1"}\n{"a":"NA"}', jsonl), 'a').type).toBe('string')
  })

  test('several files', async () => {
    expect(valuesOf(await read(['[{"a":1}]', '[{"a":2}]'], json), 'a')).toEqual([1, 2])
  })
})

describe('what is refused', () => {
  test.each([
    [json, '', 'The data file 0.json is empty.'],
    [json, '[]', 'The data file 0.json has no rows.'],
    [json, '{"a":1}', '0.json must hold a JSON array of records, and it holds a record.'],
    [json, '"a"', '0.json must hold a JSON array of records, and it holds a text.'],
    [json, '[{"a":1},\n 7]', 'At line 2 of 0.json a record is wanted, and there is a number.'],
    [
      json,
      '[{"a":1},\n {"a":2,}]',
      '0.json is not valid JSON at line 2, column 9: expected a key in double quotes, found `}`.',
    ],
    [
      json,
      '[{"a":1}\n {"a":2}]',
      '0.json is not valid JSON at line 2, column 2: expected `,` or `]`, found `{`.',
    ],
    [json, '[{"a":1}', '0.json is not valid JSON at line 1, column 9: expected `,` or `]`, found the end.'],
    [json, '[{"a":1}] x', '0.json is not valid JSON at line 1, column 11: expected the end, found `x`.'],
    [json, '[{"a":NaN}]', '0.json is not valid JSON at line 1, column 7: expected a value, found `NaN`.'],
    [json, '[{"a":1},\n{"b":1}]', 'The record at line 2 of 0.json lacks the key `a` of the first record.'],
    [
      json,
      '[{"a":1},\n{"a":1,"b":2}]',
      'The record at line 2 of 0.json has a key `b`, which the first record lacks.',
    ],
    [
      json,
      '[{"a":{"b":1}}]',
      'The record at line 1 of 0.json has a record as `a`; a column holds numbers, texts, booleans or null.',
    ],
    [
      json,
      '[{"a":1e999}]',
      'Line 1 of 0.json has "Infinity" in the numeric column `a`, and only finite numbers can be learned from.',
    ],
    [jsonl, '\n\n', 'The data file 0.jsonl is empty.'],
    [jsonl, '{"a":1}\n\n[2]\n', 'At line 3 of 0.jsonl a record is wanted, and there is a list.'],
    [
      jsonl,
      '{"a":1}\n{"a":tru}\n',
      '0.jsonl is not valid JSON at line 2, column 6: expected a value, found `tru`.',
    ],
    [
      jsonl,
      '{"a":1}\n{"a":',
      '0.jsonl is not valid JSON at line 2, column 6: expected a value, found the end.',
    ],
  ])('%o %j', async (format, text, message) => {
    expect(await refusals(text, format)).toBe(message)
  })
})

test('a fault is found exactly where JSON.parse fails, and nowhere else', () => {
  const text = fc.oneof(
    fc.json(),
    fc
      .json()
      .chain((valid) =>
        fc
          .tuple(
            fc.nat(valid.length),
            fc.constantFrom('', ',', '"', '}', ']', '1', '\\', '\n', 'x', ':'),
            fc.nat(2),
          )
          .map(([at, mark, cut]) => valid.slice(0, at) + mark + valid.slice(at + cut)),
      ),
  )
  fc.assert(
    fc.property(text, (candidate) => {
      let valid = true
      try {
        JSON.parse(candidate)
      } catch {
        valid = false
      }
      const fault = findJsonFault(candidate)
      expect(fault === undefined).toBe(valid)
      if (fault) expect(fault.offset).toBeLessThanOrEqual(candidate.length)
    }),
    { numRuns: 2000 },
  )
})

test('records in an array and in lines are read alike', async () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
  )
  const record = fc.record({ a: value, b: fc.option(fc.string()) })
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 8 }), async (rows) => {
      const array = await read(JSON.stringify(rows, null, 1), json)
      const lines = await read(rows.map((row) => JSON.stringify(row)).join('\n'), jsonl)
      expect(lines).toEqual(array)
      expect(valuesOf(lines, 'b')).toEqual(rows.map(({ b }) => b))
    }),
    { numRuns: 40 },
  )
})
