import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeSafetensors,
  encodeSafetensors,
  type NamedArray,
} from '../../../src/learning/files/safetensors.ts'

const arrays = fc
  .dictionary(
    fc.string({ maxLength: 12 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
    fc.array(fc.float({ noNaN: false }), { maxLength: 20 }),
    { maxKeys: 6 },
  )
  .map(
    (record) =>
      new Map<string, NamedArray>(
        Object.entries(record).map(([name, values]) => [
          name,
          { shape: [values.length], values: Float32Array.from(values) },
        ]),
      ),
  )

const encode = (map: ReadonlyMap<string, NamedArray>, metadata = {}) =>
  new Uint8Array(Buffer.concat(encodeSafetensors(map, metadata)))

test('what is written is read back, and its bytes do not depend on the order of names', () => {
  fc.assert(
    fc.property(arrays, (map) => {
      const bytes = encode(map, { note: 'n' })
      const file = decodeSafetensors(bytes)
      if (typeof file === 'string') throw new Error(file)
      expect(new Map([...file.arrays].sort())).toEqual(new Map([...map].sort()))
      expect(file.metadata).toEqual({ note: 'n' })
      expect(encode(new Map([...map].reverse()), { note: 'n' })).toEqual(bytes)
    }),
  )
})

test('is the published format', () => {
  const bytes = encode(new Map([['w', { shape: [1, 2], values: Float32Array.of(1, -2) }]]))
  const length = new DataView(bytes.buffer).getBigUint64(0, true)
  expect(Number(length) % 8).toBe(0)
  const header = JSON.parse(Buffer.from(bytes.subarray(8, 8 + Number(length))).toString())
  expect(header).toEqual({ w: { dtype: 'F32', shape: [1, 2], data_offsets: [0, 8] } })
  expect(bytes.length).toBe(8 + Number(length) + 8)
})

test('damaged bytes give words, never an exception', () => {
  const whole = encode(new Map([['weights/a', { shape: [3], values: Float32Array.of(1, 2, 3) }]]), { a: 'b' })
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, byte, end) => {
      const hurt = whole.slice(0, end)
      if (at < end) hurt[at] = byte
      const file = decodeSafetensors(hurt)
      if (typeof file === 'string') expect(file.length).toBeGreaterThan(0)
    }),
    { numRuns: 2000 },
  )
})
