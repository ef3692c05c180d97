import { describe, expect, test } from 'vitest'
import { sampleTable } from '../../src/tables/sample-table.ts'
import { sample, world } from './reading.ts'

describe('a sample', () => {
  test('has the types of the columns and what is missing', () => {
    expect(sample({ 'a.csv': 'id,mass,ok,kind,empty\n1,2.5,true,x,\n2,NA,false,y,\n' })).toEqual({
      columns: [
        { name: 'id', type: 'int', hasMissing: false },
        { name: 'mass', type: 'float', hasMissing: true },
        { name: 'ok', type: 'bool', hasMissing: false },
        { name: 'kind', type: 'string', hasMissing: false },
        { name: 'empty', type: 'unknown', hasMissing: true },
      ],
      rows: 2,
      complete: true,
    })
  })

  test('of a long file is its start, and a row that is cut off does not count', () => {
    const row = '"a text, with a separator",12.5\n'
    const content = `text,number\n${row.repeat(50_000)}`
    const { columns, rows, complete } = sample({ 'a.csv': content })
    expect(columns.map(({ type }) => type)).toEqual(['string', 'float'])
    expect(complete).toBe(false)
    expect(rows).toBeGreaterThan(100)
    expect(rows).toBeLessThanOrEqual(Math.floor((256 * 1024) / row.length))
  })

  test('of a long array of records is its start', () => {
    const content = JSON.stringify(Array.from({ length: 30_000 }, (_, id) => ({ id, name: `n${id}` })))
    const { columns, complete } = sample({ 'a.json': content }, { format: 'json' })
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'int'],
      ['name', 'string'],
    ])
    expect(complete).toBe(false)
  })

  test('looks at the next files too', () => {
    const { columns } = sample({ 'a.csv': 'a\n1\n', 'b.csv': 'a\nx\n' })
    expect(columns).toEqual([{ name: 'a', type: 'string', hasMissing: false }])
  })

  test('does not judge an infinity before all rows are seen', () => {
    const content = `a\ninf\n${'1\n'.repeat(200_000)}`
    expect(sample({ 'a.csv': content }).columns[0]?.type).toBe('float')
  })
})

describe('what can not be sampled', () => {
  const location = { file: 'x.pipe', start: 3, end: 9 }
  test('says so at the place in the program', () => {
    const missing = sampleTable(world({}), ['a.csv'], { format: 'csv' }, location)
    expect(missing).toMatchObject({ ok: false, diagnostics: [{ code: 'PIPE4002', location }] })
    const ragged = sampleTable(world({ 'a.csv': 'a,b\n1\n' }), ['a.csv'], { format: 'csv' }, location)
    expect(ragged).toMatchObject({ ok: false, diagnostics: [{ code: 'PIPE4005', location }] })
    const folder = { readStart: () => ({ unreadable: 'it is a folder' }) }
    expect(sampleTable(folder, ['a'], { format: 'csv' }, location)).toMatchObject({
      ok: false,
      diagnostics: [{ message: "The data file a can't be read: it is a folder." }],
    })
    const separator = sampleTable(world({ 'a.csv': 'a\n1\n' }), ['a.csv'], { format: 'csv', separator: ', ' })
    expect(separator).toMatchObject({ ok: false, diagnostics: [{ code: 'PIPE4022' }] })
  })
})
