import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvSource, featureOf, make, partOf, problemsOf, split, transform } from './dataset-trial.ts'

const byRow = split('by_time', { train: 0.5, test: 0.5, column: 'row' })

async function messages(config: Parameters<typeof problemsOf>[0]): Promise<string> {
  const problems = await problemsOf(config)
  return problems.map(({ message, hint }) => `${message} ${hint ?? ''}`.trim()).join('\n')
}

describe('what is fitted is fitted on the train part only', () => {
  const value = fc.option(fc.integer({ min: -1000, max: 1000 }), { freq: 8 })
  const text = fc.constantFrom('x', 'y', 'z', '')
  const rows = fc.array(fc.tuple(value, text), { minLength: 6, maxLength: 30 })
  const written = (table: readonly (readonly [number | null, string])[]) =>
    csvSource(`row,a,b\n${table.map(([a, b], row) => `${row},${a ?? ''},${b}`).join('\n')}\n`)
  const steps = ['mean', 'median', 'mode', 'zero'].map((method) => [
    transform('impute', { with: method }),
    transform('one_hot'),
    transform('clip', { columns: ['a'], min: -500 }),
    transform('standardize', { columns: ['a'] }),
  ])

  test.each(steps)(
    'whatever the test part holds, the train part and the fit are the same: %o',
    async (...step) => {
      await fc.assert(
        fc.asyncProperty(
          rows,
          fc.array(fc.tuple(value, text), { minLength: 30, maxLength: 30 }),
          async (table, others) => {
            const half = Math.round(table.length / 2)
            const train = table.slice(0, half)
            fc.pre(train.some(([a]) => a !== null) && train.some(([, b]) => b !== ''))
            const base = [0, 'x'] as const
            const changed = [...train, ...others.slice(0, table.length - half)]
            const config = {
              split: byRow,
              transform: step,
              schema: { a: 'optional(float)', b: 'optional(string)' },
            }
            const [one, two] = [
              await make({ ...config, source: written([base, ...table.slice(1)]) }),
              await make({ ...config, source: written([base, ...changed.slice(1)]) }),
            ]
            expect(partOf(two, 'train').features).toEqual(partOf(one, 'train').features)
            expect(partOf(two, 'test').preprocessing).toEqual(partOf(one, 'test').preprocessing)
          },
        ),
        { numRuns: 15 },
      )
    },
  )
})

describe('standardize', () => {
  test('has mean 0 and deviation 1 on train, and the same numbers elsewhere', async () => {
    const made = await make({
      source: csvSource('row,a\n1,2\n2,4\n3,4\n4,6\n5,4\n6,8\n7,0\n8,100\n'),
      split: byRow,
      drop: ['row'],
      transform: [transform('standardize')],
    })
    const deviation = Math.sqrt(2)
    expect(featureOf(partOf(made, 'train'), 'a')).toEqual(
      [-2, 0, 0, 2].map((value) => Math.fround(value / deviation)),
    )
    expect(featureOf(partOf(made, 'test'), 'a')[3]).toBeCloseTo(96 / deviation, 4)
  })

  test('a constant column becomes 0, with a warning', async () => {
    const made = await make({
      source: csvSource('a,b\n0.1,1\n0.1,2\n0.1,3\n'),
      transform: [transform('standardize')],
    })
    expect(featureOf(partOf(made, 'all'), 'a')).toEqual([0, 0, 0])
    expect(made.warnings).toMatchObject([{ code: 'PIPE4048', severity: 'warning' }])
    expect(made.warnings[0]?.message).toBe(
      'Nothing can be learned from `a` of `rows`: the part `all` has the same value in each of its rows.',
    )
  })

  test('leaves texts and flags alone unless they are named', async () => {
    const source = csvSource('a,flag,kind\n1,true,x\n3,false,y\n')
    const made = await make({ source, transform: [transform('one_hot'), transform('standardize')] })
    const part = partOf(made, 'all')
    expect(part.featureNames).toEqual(['a', 'flag', 'kind=x', 'kind=y'])
    expect([...part.features]).toEqual([-1, 1, 1, 0, 1, 0, 0, 1])
    const named = [transform('standardize', { columns: ['kind'] })]
    expect(await messages({ source, transform: named })).toBe(
      '`standardize` of `rows` takes columns of numbers, and `kind` is a column of string values.',
    )
  })
})

describe('one_hot', () => {
  test('an unseen value is 0 everywhere, with a warning', async () => {
    const made = await make({
      source: csvSource('row,kind\n1,b\n2,a\n3,c\n4,a\n'),
      split: byRow,
      drop: ['row'],
      transform: [transform('one_hot')],
    })
    const part = partOf(made, 'test')
    expect(part.featureNames).toEqual(['kind=a', 'kind=b'])
    expect([...part.features]).toEqual([0, 0, 1, 0])
    expect(made.warnings).toMatchObject([{ code: 'PIPE4049' }])
  })

  test('takes numbers where they are named, in order of size', async () => {
    const made = await make({
      source: csvSource('year,a\n2010,1\n2009,2\n900,3\n'),
      transform: [transform('one_hot', { columns: ['year'] })],
    })
    expect(partOf(made, 'all').featureNames).toEqual(['year=900', 'year=2009', 'year=2010', 'a'])
  })

  test('refuses missing values', async () => {
    const config = { source: csvSource('kind,a\nx,1\n,2\n'), transform: [transform('one_hot')] }
    expect(await messages(config)).toContain(
      '`one_hot` of `rows` meets missing values: 1 row of column `kind`.',
    )
  })
})

describe('impute', () => {
  test.each([
    ['mean', [4, 1, 4, 1, 10], 'x'],
    ['median', [2.5, 1, 4, 1, 10], 'x'],
    ['mode', [1, 1, 4, 1, 10], 'x'],
    ['zero', [0, 1, 4, 1, 10], 'x'],
  ])('%s', async (method, numbers, text) => {
    const source = csvSource('a,kind\n,y\n1,x\n4,\n1,x\n10,y\n')
    const made = await make({
      source,
      transform: [transform('impute', { with: method }), transform('one_hot')],
    })
    const part = partOf(made, 'all')
    expect(featureOf(part, 'a')).toEqual(numbers)
    expect(featureOf(part, `kind=${text}`)).toEqual([0, 1, 1, 1, 0])
  })

  test('drop takes out rows, of each part', async () => {
    const made = await make({
      source: csvSource('row,a,b\n1,1,\n2,2,5\n3,,5\n4,4,5\n'),
      split: byRow,
      drop: ['row'],
      transform: [transform('impute', { with: 'drop' })],
    })
    expect([...partOf(made, 'train').sourceRows]).toEqual([1])
    expect([...partOf(made, 'test').sourceRows]).toEqual([3])
  })

  test('drop of the target takes out rows without one', async () => {
    const config = { source: csvSource('a,y\n1,p\n2,\n3,q\n'), target: 'y' }
    expect(await messages(config)).toBe(
      '1 row of `rows` has no value of the target `y`. Drop such rows: `transform: [impute(with: "drop", columns: ["y"])]`.',
    )
    const drop = transform('impute', { with: 'drop', columns: ['y'] })
    expect([...partOf(await make({ ...config, transform: [drop] }), 'all').features]).toEqual([1, 3])
    const fill = transform('impute', { columns: ['y'] })
    expect(await messages({ ...config, transform: [fill] })).toContain("can't change the target `y`")
  })

  test('refuses a column without values, and rows that all go', async () => {
    const source = csvSource('a,b\n,1\n,2\n')
    expect(await messages({ source, transform: [transform('impute')] })).toContain(
      'column `a` has no value in the part `all`',
    )
    expect(await messages({ source, transform: [transform('impute', { with: 'drop' })] })).toContain(
      'Every row of the part `all`',
    )
  })
})

test('clip cuts values off', async () => {
  const source = csvSource('a,b\n-5,-5\n0,0\n5,5\n')
  const made = await make({ source, transform: [transform('clip', { columns: ['a'], min: -1, max: 2.5 })] })
  expect([...partOf(made, 'all').features]).toEqual([-1, -5, 0, 0, 2.5, 5])
  expect(await messages({ source, transform: [transform('clip', { min: 2, max: 1 })] })).toContain(
    '`min` of 2 above its `max` of 1',
  )
})

describe('what is left at the end', () => {
  test.each([
    [
      'a,kind\n1,x\n',
      {},
      '`rows` would learn from texts: `kind`. Turn them into numbers with `transform: [one_hot(columns: ["kind"])]`, or leave them out with `drop`.',
    ],
    [
      'a,b\n1,\n,2\n,3\n',
      {},
      '`rows` has missing values in `a`, `b` (2 rows, 1 row). Fill them in with `impute()` as the first transform, or drop those rows with `impute(with: "drop")`.',
    ],
    [
      'a\n1e300\n',
      {},
      'Column `a` of `rows` holds 1e+300, which is too large for a 32-bit float. Bring it into range with `standardize()` or `clip()`.',
    ],
    [
      'y\nx\n',
      { target: 'y' },
      '`rows` has no column left to learn from. Look at `features`, `drop` and `target`.',
    ],
    [
      'a,y\n1,2\n',
      { target: 'y', features: ['y'] },
      'The target `y` of `rows` stands in its `features` too. Take it out of `features`.',
    ],
    [
      'a,y\n1,2\n',
      { target: 'y', drop: ['y'] },
      'The target `y` of `rows` stands in its `drop` too. Take it out of `drop`.',
    ],
    ['apple,y\n1,2\n', { target: 'x' }, '`target` of `rows` names a column `x`, which its rows lack.'],
    [
      'apple,y\n1,2\n',
      { drop: ['aple'] },
      '`drop` of `rows` names a column `aple`, which its rows lack. Did you mean `apple`?',
    ],
    [
      'a\n1\n',
      { transform: [transform('clip', { columns: ['b'] })] },
      '`clip` of `rows` names a column `b`, which its rows lack.',
    ],
  ])('%j %o', async (text, config, message) => {
    expect(await messages({ source: csvSource(text), ...config })).toBe(message)
  })
})

describe('targets', () => {
  test.each([
    ['int', '10\n9\n10\n', ['9', '10'], [1, 0, 1]],
    ['bool', 'true\ntrue\ntrue\n', ['false', 'true'], [1, 1, 1]],
    ['string', 'b\nB\na\n', ['B', 'a', 'b'], [2, 0, 1]],
  ])('of %s are classes in their natural order', async (_, values, names, indices) => {
    const text = `a,y\n${values
      .trim()
      .split('\n')
      .map((value, row) => `${row},${value}`)
      .join('\n')}\n`
    const { target, task } = partOf(await make({ source: csvSource(text), target: 'y' }), 'all')
    expect(task).toBe('classification')
    expect(target).toMatchObject({ kind: 'classes', name: 'y', names })
    expect([...(target?.values ?? [])]).toEqual(indices)
  })

  test('of float are numbers', async () => {
    const { target, task } = partOf(
      await make({ source: csvSource('a,y\n1,0.5\n2,3\n'), target: 'y' }),
      'all',
    )
    expect(task).toBe('regression')
    expect(target).toEqual({ kind: 'numbers', name: 'y', values: Float32Array.of(0.5, 3) })
  })

  test('parts share classes; those that train lacks are warned of', async () => {
    const made = await make({ source: csvSource('row,y\n1,a\n2,b\n3,c\n4,a\n'), target: 'y', split: byRow })
    for (const part of Object.values(made.parts))
      expect(part.target).toMatchObject({ names: ['a', 'b', 'c'] })
    expect(made.warnings).toMatchObject([{ code: 'PIPE4050' }])
  })

  test('many whole numbers look like no classes', async () => {
    const rows = Array.from({ length: 200 }, (_, row) => `${row},${row * 7}`)
    const made = await make({ source: csvSource(`a,price\n${rows.join('\n')}\n`), target: 'price' })
    expect(made.warnings).toMatchObject([
      { code: 'PIPE4051', hint: 'To predict it as a number, declare it: `schema: { price: float }`.' },
    ])
  })
})

describe('what a program that allows the leak fits on all rows', () => {
  const source = () => csvSource('row,a,b\n0,1,x\n1,3,x\n2,,y\n3,8,z\n')
  const config = { split: byRow, schema: { a: 'optional(float)', b: 'string' }, drop: ['row'] }

  test('learns from the rows of every part', async () => {
    const steps = [
      transform('impute', { columns: ['a'], fit_on: 'all' }),
      transform('one_hot', { fit_on: 'all' }),
      transform('standardize', { columns: ['a'], fit_on: 'all' }),
    ]
    const made = await make({ ...config, source: source(), transform: steps })
    expect(partOf(made, 'train').featureNames).toEqual(['a', 'b=x', 'b=y', 'b=z'])
    // The mean of 1, 3, 8 is 4, which fills the gap; around it the deviation is the root of 26 / 4.
    const scaled = [1, 3, 4, 8].map((value) => Math.fround((value - 4) / Math.sqrt(26 / 4)))
    const found = [...featureOf(partOf(made, 'train'), 'a'), ...featureOf(partOf(made, 'test'), 'a')]
    expect(found).toEqual(scaled)
  })

  test('learns from the train part alone when nothing is said', async () => {
    const steps = [transform('impute', { columns: ['a'] }), transform('one_hot')]
    const made = await make({ ...config, source: source(), transform: steps })
    expect(partOf(made, 'train').featureNames).toEqual(['a', 'b=x'])
    expect([...featureOf(partOf(made, 'test'), 'a')]).toEqual([2, 8])
  })
})
