import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DataOrigin,
  type DataUse,
  dataUse,
  joinData,
  noData,
  type Portion,
  seenAs,
} from '../../../src/compiler/leaks/data-use.ts'
import { overlapOf } from '../../../src/compiler/leaks/overlap.ts'

const nowhere = { file: 'main.pipe', start: 0, end: 0 }

function origin(id: string, more: Partial<DataOrigin> = {}): DataOrigin {
  return { id, name: id, parts: ['train', 'val', 'test'], sources: [id], deal: id, ...more }
}

function holds(...rows: readonly Portion[]): DataUse {
  return dataUse('holds', rows, nowhere, 'x')
}

/** Dealt by the hash of a column into a train and a test part. */
function byKey(id: string, key: string, train: number): DataOrigin {
  const stretches = new Map([
    ['train', [0, train] as const],
    ['test', [train, 1] as const],
  ])
  return origin(id, { sources: ['a.csv'], hash: { key, stretches } })
}

describe('two uses of rows', () => {
  const a = origin('a')

  it('of one dataset are common in the same part, and in all of it', () => {
    expect(overlapOf(holds({ origin: a, part: 'train' }), holds({ origin: a, part: 'train' }))).toBe(
      'certain',
    )
    expect(overlapOf(holds({ origin: a, part: 'train' }), holds({ origin: a, part: 'test' }))).toBe('none')
    expect(overlapOf(holds({ origin: a, part: 'all' }), holds({ origin: a, part: 'test' }))).toBe('certain')
  })

  it('of datasets that have nothing to do with one another are apart', () => {
    expect(overlapOf(holds({ origin: a, part: 'all' }), holds({ origin: origin('b'), part: 'all' }))).toBe(
      'none',
    )
  })

  it('are apart where one split parts them, whatever they were made of', () => {
    const again = origin('again')
    const base = { origin: a, part: 'train' }
    const train = holds({ origin: again, part: 'train' }, base)
    const test = holds({ origin: again, part: 'test' }, base)
    expect(overlapOf(train, test)).toBe('none')
    expect(overlapOf(train, holds(base))).toBe('certain')
    expect(overlapOf(train, holds({ origin: a, part: 'test' }))).toBe('none')
  })

  it('of one source that is dealt in one way are those of one dataset', () => {
    const one = origin('one', { sources: ['a.csv'], deal: 'same' })
    const other = origin('other', { sources: ['a.csv'], deal: 'same' })
    expect(overlapOf(holds({ origin: one, part: 'train' }), holds({ origin: other, part: 'train' }))).toBe(
      'certain',
    )
    expect(overlapOf(holds({ origin: one, part: 'train' }), holds({ origin: other, part: 'test' }))).toBe(
      'none',
    )
  })

  it('of one source that is dealt in two ways can not be told', () => {
    const one = origin('one', { sources: ['a.csv', 'b.csv'] })
    const other = origin('other', { sources: ['b.csv'] })
    expect(overlapOf(holds({ origin: one, part: 'train' }), holds({ origin: other, part: 'test' }))).toBe(
      'perhaps',
    )
  })

  it('with a common key lie where its hash puts them', () => {
    const one = byKey('one', 'id', 0.8)
    const other = byKey('other', 'id', 0.7 + 0.1)
    expect(overlapOf(holds({ origin: one, part: 'train' }), holds({ origin: other, part: 'test' }))).toBe(
      'none',
    )
    const half = byKey('half', 'id', 0.5)
    expect(overlapOf(holds({ origin: one, part: 'train' }), holds({ origin: half, part: 'test' }))).toBe(
      'certain',
    )
    const elsewhere = byKey('elsewhere', 'name', 0.8)
    expect(overlapOf(holds({ origin: one, part: 'train' }), holds({ origin: elsewhere, part: 'test' }))).toBe(
      'perhaps',
    )
  })
})

describe('labels', () => {
  const portion = fc.record({
    origin: fc.constantFrom(...['a', 'b', 'c'].map((id) => origin(id))),
    part: fc.constantFrom('train', 'val', 'test', 'all'),
  })
  const use = fc
    .tuple(
      fc.constantFrom('holds', 'trained', 'evaluated'),
      fc.array(portion, { minLength: 1, maxLength: 2 }),
    )
    .map(([how, rows]) => dataUse(how as DataUse['how'], rows, nowhere, 'x'))
  const label = fc
    .array(use, { maxLength: 6 })
    .map((uses) => uses.reduce((all, one) => joinData(all, [one]), noData))
  const keys = (uses: readonly DataUse[]) => uses.map(({ key }) => key)

  it('join as sets do, in one order', () => {
    fc.assert(
      fc.property(label, label, (a, b) => {
        const wanted = [...new Set([...keys(a), ...keys(b)])].sort()
        expect(keys(joinData(a, b))).toEqual(wanted)
        expect(keys(joinData(b, a))).toEqual(wanted)
      }),
    )
  })

  it('are shared where a join adds nothing', () => {
    fc.assert(
      fc.property(label, label, (a, b) => {
        const joined = joinData(a, b)
        expect(joinData(joined, a)).toBe(joined)
        expect(joinData(b, joined)).toBe(joined)
        expect(joinData(a, noData)).toBe(a)
      }),
    )
  })

  it('stay sets in order when their words change', () => {
    fc.assert(
      fc.property(label, (a) => {
        const changed = keys(seenAs(a, { holds: 'trained' }, nowhere, 'y'))
        expect(changed).toEqual([...new Set(changed)].sort())
        expect(changed.some((key) => key.startsWith('holds'))).toBe(false)
      }),
    )
  })
})
