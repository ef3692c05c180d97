import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Draws, philox } from '../../src/learning/random.ts'

function block(counter: readonly number[], key0: number, key1: number): string[] {
  const out = new Uint32Array(4)
  philox(out, counter, key0, key1)
  return [...out].map((value) => value.toString(16).padStart(8, '0'))
}

describe('philox', () => {
  // The known answers that the authors publish with Random123 (kat_vectors, philox4x32 10).
  test('gives the published answers', () => {
    expect(block([0, 0, 0, 0], 0, 0)).toEqual(['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8'])
    const ones = 0xffffffff
    expect(block([ones, ones, ones, ones], ones, ones)).toEqual([
      '408f276d',
      '41c83b0e',
      'a20bc7c6',
      '6d5451fd',
    ])
    expect(block([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], 0xa4093822, 0x299f31d0)).toEqual([
      'd16cfe09',
      '94fdcceb',
      '5001e420',
      '24126ea1',
    ])
  })
})

describe('draws', () => {
  test('are the same for the same address and others for another', () => {
    const first = new Draws(42, 'shuffle', 3)
    const again = new Draws(42, 'shuffle', 3)
    const values = Array.from({ length: 100 }, () => first.uint32())
    expect(Array.from({ length: 100 }, () => again.uint32())).toEqual(values)
    expect(new Draws(42, 'shuffle', 4).uint32()).not.toBe(values[0])
    expect(new Draws(43, 'shuffle', 3).uint32()).not.toBe(values[0])
    expect(new Draws(42, 'dropout', 3).uint32()).not.toBe(values[0])
  })

  test('never change: stored results depend on these very numbers', () => {
    const draws = new Draws(7, 'golden')
    expect([
      draws.uint32(),
      draws.uint32(),
      draws.uniform(),
      draws.normal(),
      draws.integer(10),
    ]).toMatchInlineSnapshot(`
      [
        3265117305,
        414152143,
        0.5305756677066598,
        1.2830896043397924,
        4,
      ]
    `)
  })

  test('permutation holds each index once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (length, seed) => {
          const order = new Draws(seed, 'p').permutation(length)
          expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, index) => index))
        },
      ),
    )
  })

  test('integers stay below their bound', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (bound) => {
        const value = new Draws(1, 'i').integer(bound)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThan(bound)
      }),
    )
  })

  test('uniform and normal have the moments they should', () => {
    const draws = new Draws(5, 'moments')
    const count = 200_000
    let sum = 0
    let normalSum = 0
    let normalSquares = 0
    let within = 0
    for (let index = 0; index < count; index++) {
      sum += draws.uniform()
      const normal = draws.normal()
      normalSum += normal
      normalSquares += normal * normal
      if (Math.abs(normal) < 1) within++
    }
    expect(sum / count).toBeCloseTo(0.5, 2)
    expect(normalSum / count).toBeCloseTo(0, 2)
    expect(normalSquares / count).toBeCloseTo(1, 1)
    expect(within / count).toBeCloseTo(0.6827, 2)
  })

  test('every order of three is equally likely', () => {
    const counts = new Map<string, number>()
    for (let index = 0; index < 12_000; index++) {
      const key = [...new Draws(index, 'orders').permutation(3)].join('')
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(200)
  })
})
