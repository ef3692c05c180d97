import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RecordValue } from '../../../src/ir/expression.ts'
import { Arguments } from '../../../src/learning/component.ts'
import { splits } from '../../../src/learning/datasets/splits/table.ts'
import { TaskFailure } from '../../../src/learning/failure.ts'
import type { Column, Table } from '../../../src/tables/table.ts'
import { csvSource, make, problemsOf, split } from './dataset-trial.ts'

function numberColumn(name: string, values: readonly number[]): Column {
  return { name, type: 'int', values: Float64Array.from(values), missing: new Uint8Array(values.length) }
}

function textColumn(name: string, values: readonly string[]): Column {
  const texts = [...new Set(values)]
  const codes = Int32Array.from(values, (value) => texts.indexOf(value))
  return { name, type: 'string', values: codes, texts, missing: new Uint8Array(values.length) }
}

function deal(
  name: string,
  table: Table,
  shares: readonly number[],
  settings: RecordValue = {},
  seed = 1,
): readonly number[] {
  const method = splits[name]
  if (!method) throw new Error(`no split ${name}`)
  return [...method({ table, shares, settings: new Arguments(name, settings), seed, dataset: 'rows' })]
}

function tableOf(...columns: readonly Column[]): Table {
  return { rows: columns[0]?.missing.length ?? 0, columns }
}

const range = (length: number) => Array.from({ length }, (_, index) => index)
const fourths = [0.5, 0.25, 0.25]

describe('every split', () => {
  const settings = { hash: { key: null }, ratio: {}, stratified: { by: 'group' }, by_time: { column: 'id' } }

  test.each(Object.keys(settings))(
    '%s gives each row one part, and all of them where the shares are whole',
    (name) => {
      const percents = fc
        .tuple(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 0, max: 98 }))
        .map(([train, val]) => [train / 100, Math.min(val, 99 - train) / 100])
        .filter(([, val = 0]) => val >= 0)
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 200 }),
          percents,
          fc.nat(),
          (rows, [train = 0, val = 0], seed) => {
            const table = tableOf(
              numberColumn('id', range(rows)),
              textColumn(
                'group',
                range(rows).map((row) => `g${row % 3}`),
              ),
            )
            const all = deal(name, table, [train, val, 1 - train - val], settings[name as 'hash'], seed)
            expect(all.length).toBe(rows)
            expect(all.every((part) => part >= 0 && part <= 2)).toBe(true)
            const some = deal(name, table, [train / 2, val / 2, 0], settings[name as 'hash'], seed)
            expect(some.every((part) => part >= -1 && part <= 1)).toBe(true)
          },
        ),
      )
    },
  )

  test('the table has the splits that the tests know', () => {
    expect(Object.keys(splits)).toEqual(Object.keys(settings))
  })
})

describe('hash', () => {
  test('a row stays in its part when others come and go, whatever their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { minLength: 2, maxLength: 60 }), fc.nat(), (ids, extra) => {
        const dealt = new Map(
          ids.map((id, row) => [
            id,
            deal('hash', tableOf(numberColumn('id', ids)), fourths, { key: null })[row],
          ]),
        )
        const others = [extra, ...ids.filter((_, row) => row % 3 !== 0).reverse()]
        const again = deal('hash', tableOf(numberColumn('id', others)), fourths, { key: null })
        for (const [row, id] of others.entries()) if (dealt.has(id)) expect(again[row]).toBe(dealt.get(id))
      }),
      { numRuns: 30 },
    )
  })

  test('equal rows share a part, and so do rows with one key', () => {
    const ids = range(300).map((row) => row % 50)
    const parts = deal('hash', tableOf(numberColumn('id', ids)), fourths, { key: null })
    for (const row of range(250)) expect(parts[row + 50]).toBe(parts[row])
    const table = tableOf(
      numberColumn('row', range(300)),
      textColumn(
        'user',
        ids.map((id) => `u${id}`),
      ),
    )
    const byUser = deal('hash', table, fourths, { key: 'user' })
    for (const row of range(250)) expect(byUser[row + 50]).toBe(byUser[row])
  })

  test('a row stays in its part when a new one changes the type of a column', () => {
    const [numbers, texts] = [range(200).map((row) => row / 4), range(200).map((row) => `${row / 4}`)]
    const floats: Column = { ...numberColumn('a', numbers), type: 'float' } as Column
    const flags: Column = {
      name: 'b',
      type: 'bool',
      values: Uint8Array.from(numbers, (_, row) => row % 2),
      missing: new Uint8Array(200),
    }
    const before = deal('hash', tableOf(floats, flags), fourths, { key: null })
    const words = [...range(200).map((row) => (row % 2 === 1 ? 'true' : 'false')), 'unknown']
    const after = deal('hash', tableOf(textColumn('a', [...texts, 'n/a']), textColumn('b', words)), fourths, {
      key: null,
    })
    expect(after.slice(0, 200)).toEqual(before)
  })

  test('the order of columns does not matter', () => {
    const [a, b] = [numberColumn('a', range(100)), textColumn('b', range(100).map(String))]
    expect(deal('hash', tableOf(a, b), fourths, { key: null })).toEqual(
      deal('hash', tableOf(b, a), fourths, { key: null }),
    )
  })

  test('shares come out about right, and another seed deals otherwise', () => {
    const table = tableOf(numberColumn('id', range(10_000)))
    const parts = deal('hash', table, [0.7, 0.2, 0.1], { key: null })
    const count = (part: number) => parts.filter((found) => found === part).length
    expect(Math.abs(count(0) - 7000)).toBeLessThan(200)
    expect(Math.abs(count(1) - 2000)).toBeLessThan(200)
    expect(deal('hash', table, [0.7, 0.2, 0.1], { key: null }, 2)).not.toEqual(parts)
  })

  test('a larger train share takes rows from the others and gives none back', () => {
    const table = tableOf(numberColumn('id', range(1000)))
    const small = deal('hash', table, [0.5, 0.5, 0], { key: null })
    const large = deal('hash', table, [0.6, 0.4, 0], { key: null })
    for (const [row, part] of small.entries()) if (part === 0) expect(large[row]).toBe(0)
  })
})

describe('exact shares', () => {
  test('of ratio, to the nearest row', () => {
    const parts = deal('ratio', tableOf(numberColumn('id', range(101))), [0.7, 0.15, 0.15])
    expect([0, 1, 2].map((part) => parts.filter((found) => found === part).length)).toEqual([71, 15, 15])
    expect(parts.slice(0, 71)).not.toEqual(new Array(71).fill(0))
  })

  test('of stratified, within each value, a missing one among them', () => {
    const group = textColumn(
      'group',
      range(120).map((row) => (row < 100 ? 'often' : 'rare')),
    )
    group.missing.set(new Uint8Array(8).fill(1), 112)
    const parts = deal('stratified', tableOf(group), fourths, { by: 'group' })
    const counts = (from: number, to: number) =>
      [0, 1, 2].map((part) => parts.slice(from, to).filter((found) => found === part).length)
    expect(counts(0, 100)).toEqual([50, 25, 25])
    expect(counts(100, 112)).toEqual([6, 3, 3])
    expect(counts(112, 120)).toEqual([4, 2, 2])
  })
})

describe('by_time', () => {
  test.each([
    ['numbers', numberColumn('t', [30, 10, 40, 20])],
    ['dates', textColumn('t', ['2026-03-01', '2025-12-31', '2026-03-02', '2026-01-01'])],
    [
      'times',
      textColumn('t', [
        '2026-03-01T12:00:00Z',
        '2026-03-01 11:00',
        '2026-03-01T14:00+01:00',
        '2026-03-01T11:30:00.5',
      ]),
    ],
  ])('orders %s', (_, column) => {
    expect(deal('by_time', tableOf(column), fourths, { column: 't' })).toEqual([1, 0, 2, 0])
  })

  test('keeps the order of rows of one time', () => {
    expect(deal('by_time', tableOf(numberColumn('t', [5, 5, 5, 5])), fourths, { column: 't' })).toEqual([
      0, 0, 1, 2,
    ])
  })

  test('refuses what is no time', () => {
    const column = textColumn('t', ['2026-03-01', 'March 2'])
    expect(() => deal('by_time', tableOf(column), fourths, { column: 't' })).toThrow(TaskFailure)
    expect(() => deal('by_time', tableOf(column), fourths, { column: 't' })).toThrow(
      'reads "March 2" in row 2',
    )
    column.missing[1] = 1
    expect(() => deal('by_time', tableOf(column), fourths, { column: 't' })).toThrow('1 row has none')
  })
})

describe('a dataset', () => {
  const rows = csvSource.bind(undefined, `a\n${range(10).join('\n')}\n`)

  test('has the parts that have a share', async () => {
    const made = await make({ source: rows(), split: split('ratio', { train: 0.8, test: 0.2 }) })
    expect(Object.entries(made.parts).map(([name, part]) => [name, part.rows])).toEqual([
      ['train', 8],
      ['test', 2],
    ])
    const sourceRows = Object.values(made.parts).flatMap((part) => [...part.sourceRows])
    expect(sourceRows.sort((a, b) => a - b)).toEqual(range(10))
  })

  test.each([
    [
      { train: 0.8, test: 0.3 },
      'The shares of the split of `rows` add up to 110%, which is more than all rows.',
    ],
    [{ train: 0.98, test: 0.02 }, 'The part `test` of `rows` has no rows: its share is 2% of 10 rows.'],
    [{ train: 0, val: 1 }, 'The part `train` of `rows` has no rows: its share is 0% of 10 rows.'],
  ])('refuses shares %o', async (shares, message) => {
    expect(await problemsOf({ source: rows(), split: split('ratio', shares) })).toMatchObject([{ message }])
  })

  test('refuses a column that is not there, and names a near one', async () => {
    const source = csvSource('species,mass\nx,1\ny,2\n')
    expect(
      await problemsOf({ source, split: split('stratified', { train: 0.5, test: 0.5, by: 'specie' }) }),
    ).toMatchObject([
      {
        message: '`split.by` of `rows` names a column `specie`, which its rows lack.',
        hint: 'Did you mean `species`?',
      },
    ])
  })
})
