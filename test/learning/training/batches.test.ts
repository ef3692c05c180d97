import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Batches, inOrder } from '../../../src/learning/training/batches.ts'
import { curvedClasses } from './trial.ts'

const part = (rows: number) => {
  const made = curvedClasses('train', rows)
  return { ...made, features: Float32Array.from({ length: rows * 2 }, (_, index) => index >> 1) }
}

test('every row is in one batch of each epoch, with its own target', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 250 }),
      fc.nat(3),
      (rows, size, epoch) => {
        const data = part(rows)
        const target = Int32Array.from({ length: rows }, (_, row) => row * 3)
        const batches = new Batches(data, target, size, 1)
        const seen: number[] = []
        for (let index = 0; index < batches.count; index++) {
          const batch = batches.batch(epoch, index)
          expect(batch.rows).toBe(Math.min(size, rows - index * Math.min(size, rows)))
          for (const [at, wanted] of batch.target.entries()) {
            expect(wanted).toBe((batch.features[at * 2] ?? 0) * 3)
            expect(batch.features[at * 2 + 1]).toBe(batch.features[at * 2])
            seen.push(wanted / 3)
          }
        }
        expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row))
      },
    ),
  )
})

test('the order depends on seed and epoch alone', () => {
  const target = new Int32Array(100)
  const of = (seed: number) => new Batches(part(100), target, 10, seed)
  const one = of(1)
  const late = one.batch(5, 3)
  one.batch(0, 0)
  expect(one.batch(5, 3)).toEqual(late)
  expect(of(1).batch(5, 3)).toEqual(late)
  expect(of(2).batch(5, 3)).not.toEqual(late)
  expect(one.batch(6, 3)).not.toEqual(late)
})

test('wide rows are copied as narrow ones', () => {
  const rows = 7
  const width = 40
  const features = Float32Array.from({ length: rows * width }, (_, index) => index)
  const names = Array.from({ length: width }, (_, column) => `c${column}`)
  const target = Float32Array.from({ length: rows }, (_, row) => row)
  const batch = new Batches({ ...part(rows), features, featureNames: names }, target, 3, 1).batch(0, 1)
  for (const [at, row] of batch.target.entries()) {
    expect(batch.features.subarray(at * width, (at + 1) * width)).toEqual(
      features.subarray(row * width, (row + 1) * width),
    )
  }
})

test('in order, in pieces', () => {
  const target = Int32Array.from({ length: 10 }, (_, row) => row)
  const pieces = [...inOrder(part(10), target, 4)]
  expect(pieces.map(({ rows }) => rows)).toEqual([4, 4, 2])
  expect(pieces.flatMap(({ target: classes }) => [...classes])).toEqual([...target])
})
