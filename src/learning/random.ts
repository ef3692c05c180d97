import { hashJson } from '../base/hash.ts'

const word = 2 ** 32
const MULTIPLIER_0 = 0xd2511f53
const MULTIPLIER_1 = 0xcd9e8d57
const WEYL_0 = 0x9e3779b9
const WEYL_1 = 0xbb67ae85

/** The upper 32 bits of the product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const middle = aHigh * bLow + Math.floor((aLow * bLow) / 65_536)
  const other = aLow * bHigh + (middle % 65_536)
  return aHigh * bHigh + Math.floor(middle / 65_536) + Math.floor(other / 65_536)
}

/** Philox4x32 with 10 rounds: a block of four 32-bit words from a 128-bit counter and a 64-bit key, into `out`. */
export function philox(out: Uint32Array, counter: readonly number[], key0: number, key1: number): void {
  let [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = counter
  let k0 = key0
  let k1 = key1
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0)
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0
    const high1 = multiplyHigh(MULTIPLIER_1, c2)
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0
    c0 = (high1 ^ c1 ^ k0) >>> 0
    c1 = low1
    c2 = (high0 ^ c3 ^ k1) >>> 0
    c3 = low0
    k0 = (k0 + WEYL_0) >>> 0
    k1 = (k1 + WEYL_1) >>> 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}

/**
 * A stream of reproducible draws, addressed by a seed and a context such as `('shuffle', epoch)`: the same address
 * gives the same draws on any machine, whatever was drawn elsewhere before.
 *
 * Counter-based: Philox4x32-10 (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011),
 * keyed by the first 64 bits of the SHA-256 of the address.
 */
export class Draws {
  private readonly key0: number
  private readonly key1: number
  private readonly block = new Uint32Array(4)
  private readonly counter = [0, 0, 0, 0]
  private used = 4
  private spareNormal: number | undefined

  /** `seed` is in 0..2^32-1. */
  constructor(seed: number, ...context: readonly (string | number)[]) {
    const digest = hashJson([seed, ...context])
    this.key0 = Number.parseInt(digest.slice(0, 8), 16)
    this.key1 = Number.parseInt(digest.slice(8, 16), 16)
  }

  /** Uniform over 0..2^32-1. */
  uint32(): number {
    if (this.used === 4) {
      philox(this.block, this.counter, this.key0, this.key1)
      this.advance()
      this.used = 0
    }
    return this.block[this.used++] ?? 0
  }

  /** Uniform in [0, 1), in multiples of 2^-53. */
  uniform(): number {
    const high = this.uint32() >>> 5
    const low = this.uint32() >>> 6
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  /** Standard normal (Box & Muller, 1958). */
  normal(): number {
    if (this.spareNormal !== undefined) {
      const value = this.spareNormal
      this.spareNormal = undefined
      return value
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()))
    const angle = 2 * Math.PI * this.uniform()
    this.spareNormal = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  /** Uniform over 0..bound-1 without bias: draws of the incomplete last cycle are thrown away. `bound` is 1..2^32. */
  integer(bound: number): number {
    const limit = word - (word % bound)
    let draw = this.uint32()
    while (draw >= limit) draw = this.uint32()
    return draw % bound
  }

  /** The numbers 0..length-1 in random order (Fisher & Yates, as Durstenfeld gave it, 1964). */
  permutation(length: number): Uint32Array {
    const order = new Uint32Array(length)
    for (let index = 0; index < length; index++) order[index] = index
    for (let last = length - 1; last > 0; last--) {
      const other = this.integer(last + 1)
      const held = order[last] ?? 0
      order[last] = order[other] ?? 0
      order[other] = held
    }
    return order
  }

  private advance(): void {
    for (let index = 0; index < 4; index++) {
      const next = ((this.counter[index] ?? 0) + 1) >>> 0
      this.counter[index] = next
      if (next !== 0) return
    }
  }
}
