import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RecordValue } from '../../../src/ir/expression.ts'
import { csvSource, featureOf, make, newFolder, partOf, problemsOf, source } from './dataset-trial.ts'

async function generated(name: string, settings: RecordValue, seed = 1) {
  const part = partOf(await make({ source: source(name, settings) }, seed), 'all')
  if (part.target?.kind !== 'classes') throw new Error('there are no classes')
  return { part, labels: [...part.target.values], classes: part.target.names }
}

const settings = { samples: 400, noise: 0, dimensions: 2, rotations: 4, centers: 4, spread: 0.1 }
const names = ['two_moons', 'spirals', 'blobs', 'spheres', 'complex_moons']

describe.each(names)('%s', (name) => {
  test('draws the same rows for the same seed, others for another', async () => {
    const first = await generated(name, settings)
    const again = await generated(name, settings)
    const other = await generated(name, settings, 2)
    expect(again.part.features).toEqual(first.part.features)
    expect(other.part.features).not.toEqual(first.part.features)
  })

  test('has classes of equal size in random order', async () => {
    const { labels, classes } = await generated(name, settings)
    const counts = classes.map((_, label) => labels.filter((found) => found === label).length)
    expect(new Set(counts)).toEqual(new Set([400 / classes.length]))
    expect(labels.slice(0, 100)).not.toEqual(labels.slice(0, 100).sort())
    expect(classes).toEqual(classes.map((_, label) => String(label)))
  })

  test('has noise of deviation 1 in the dimensions that it lacks', async () => {
    const { part } = await generated(name, { ...settings, samples: 4000, dimensions: 5 })
    expect(part.featureNames).toEqual(['x0', 'x1', 'x2', 'x3', 'x4'])
    const padding = featureOf(part, 'x4')
    const mean = padding.reduce((sum, value) => sum + value, 0) / padding.length
    const variance = padding.reduce((sum, value) => sum + (value - mean) ** 2, 0) / padding.length
    expect(Math.abs(mean)).toBeLessThan(0.07)
    expect(Math.abs(variance - 1)).toBeLessThan(0.1)
  })

  test('takes the fewest rows', async () => {
    const { part } = await generated(name, { ...settings, samples: 2, centers: 2 })
    expect(part.rows).toBe(2)
  })
})

describe('without noise', () => {
  test('moons lie on half circles', async () => {
    const { part, labels } = await generated('two_moons', settings)
    const [x, y] = [featureOf(part, 'x'), featureOf(part, 'y')]
    for (const [row, label] of labels.entries()) {
      const [dx, dy] = label === 0 ? [x[row] ?? 0, y[row] ?? 0] : [(x[row] ?? 0) - 1, (y[row] ?? 0) - 0.5]
      expect(Math.hypot(dx, dy)).toBeCloseTo(1, 5)
      expect(label === 0 ? dy : -dy).toBeGreaterThan(-1e-6)
    }
  })

  test('spirals wind, and class 1 is the negation of class 0', async () => {
    const { part, labels } = await generated('spirals', settings)
    const [x, y] = [featureOf(part, 'x'), featureOf(part, 'y')]
    for (const [row, label] of labels.entries()) {
      const sign = label === 1 ? -1 : 1
      const n = Math.hypot(x[row] ?? 0, y[row] ?? 0)
      expect(n).toBeLessThanOrEqual(8 * Math.PI + 1e-5)
      expect((x[row] ?? 0) * sign).toBeCloseTo(n * Math.cos(n), 3)
      expect((y[row] ?? 0) * sign).toBeCloseTo(n * Math.sin(n), 3)
    }
  })

  test.each([2, 3])('spheres have radius 1 and 2 in %i dimensions', async (dimensions) => {
    const { part, labels } = await generated('spheres', { ...settings, dimensions })
    for (const [row, label] of labels.entries()) {
      const point = part.features.subarray(row * dimensions, (row + 1) * dimensions)
      expect(Math.hypot(...point)).toBeCloseTo(label + 1, 5)
    }
  })

  test.each([2, 3])('blobs surround centers at distance 5 in %i dimensions', async (dimensions) => {
    const { part, classes } = await generated('blobs', { ...settings, spread: 0, centers: 7, dimensions })
    expect(classes.length).toBe(7)
    const points = new Set<string>()
    for (let row = 0; row < part.rows; row++) {
      const point = part.features.subarray(row * dimensions, (row + 1) * dimensions)
      expect(Math.hypot(...point)).toBeCloseTo(5, 5)
      points.add(point.join())
    }
    expect(points.size).toBe(7)
  })
})

describe('files', () => {
  test('rows that a command wrote are a source by themselves', async () => {
    const path = join(newFolder(), 'object')
    writeFileSync(path, '{"a":1,"b":2.5}\n{"a":3,"b":4.5}\n')
    const rows = { $local: path, artifact: 'Dataset', format: 'jsonl' } as const
    for (const given of [rows, source('jsonl', { path: rows })]) {
      const part = partOf(await make({ source: given }), 'all')
      expect([...part.features]).toEqual([1, 2.5, 3, 4.5])
    }
  })

  test('a glob is read in the order of its paths', async () => {
    const folder = newFolder()
    const paths = ['1.csv', '2.csv'].map((name) => join(folder, name))
    for (const [index, path] of paths.entries()) writeFileSync(path, `a\n${index + 1}\n`)
    const glob = { $local: join(folder, '*.csv'), paths }
    const settings = { separator: ',', missing: [''], path: glob }
    expect([...partOf(await make({ source: source('csv', settings) }), 'all').features]).toEqual([1, 2])
    const none = source('csv', { ...settings, path: { ...glob, paths: [] } })
    expect(await problemsOf({ source: none })).toMatchObject([{ code: 'PIPE4018' }])
  })

  test('a schema has the types of the IR', async () => {
    const schema = {
      a: { type: 'optional', of: { type: 'float', min: 0 } },
      b: { type: 'enum', values: ['x', 'y'] },
    }
    const made = await make({
      source: csvSource('a,b\n1,x\n2,y\n'),
      schema,
      target: 'a',
      drop: [],
      features: ['a2'],
    }).catch((error: Error) => error.message)
    expect(made).toBe('`features` of `rows` names a column `a2`, which its rows lack.')
    const regression = partOf(
      await make({
        source: csvSource('a,b\n1,x\n2,y\n'),
        schema,
        target: 'a',
        transform: [{ $component: 'one_hot', is: 'transform', arguments: { columns: null } }],
      }),
      'all',
    )
    expect(regression.task).toBe('regression')
    expect(await problemsOf({ source: csvSource('a,b\n-1,x\n'), schema })).toMatchObject([
      { code: 'PIPE4010' },
    ])
    expect(await problemsOf({ source: csvSource('a,b\n1,z\n'), schema })).toMatchObject([
      { code: 'PIPE4010' },
    ])
    expect(await problemsOf({ source: csvSource('a\n1\n'), schema: { a: 'date' } })).toMatchObject([
      { code: 'PIPE4052' },
    ])
  })

  test('a missing file is named as the user would name it', async () => {
    const missing = source('csv', {
      path: { $local: join(process.cwd(), 'no/such.csv') },
      separator: ',',
      missing: [],
    })
    expect(await problemsOf({ source: missing })).toMatchObject([
      { message: 'There is no data file no/such.csv.' },
    ])
  })
})
