import type { Table } from '../../../tables/table.ts'
import type { Arguments } from '../../component.ts'

/** The parts that a split can have, in the order in which shares are dealt. */
export const partNames = ['train', 'val', 'test'] as const

/** Rows to deal, and how. */
interface SplitRequest {
  /** All columns of the source. */
  readonly table: Table
  /** The shares of train, val and test: each in 0..1, the sum at most 1. */
  readonly shares: readonly number[]
  readonly settings: Arguments
  readonly seed: number
  /** For messages. */
  readonly dataset: string
}

/** The part of each row, as an index into `partNames`; -1 for a row that no share takes. */
export type Assignment = Int8Array

export type SplitMethod = (request: SplitRequest) => Assignment

/** A sum of shares this near to 1 takes all rows: 0.7 + 0.15 + 0.15 is not 1 in floating point. */
const tolerance = 1e-9

/** The upper ends of the shares on [0, 1], the last one exactly 1 where the shares take all. */
export function shareEnds(shares: readonly number[]): readonly number[] {
  let sum = 0
  const ends = shares.map((share) => {
    sum += share
    return sum
  })
  return ends.map((end) => (Math.abs(end - 1) <= tolerance ? 1 : end))
}

/** Whether shares take more than all rows. */
export function beyondOne(shares: readonly number[]): boolean {
  return (shareEnds(shares).at(-1) ?? 0) > 1
}

/** Deals rows in the given order: each part takes its exact share, to the nearest row. */
export function dealInOrder(order: ArrayLike<number>, shares: readonly number[], into: Assignment): void {
  let at = 0
  for (const [part, end] of shareEnds(shares).entries()) {
    const last = Math.round(end * order.length)
    for (; at < last; at++) into[order[at] ?? 0] = part
  }
}

/** Every row dealt to no part yet. */
export function undealt(rows: number): Assignment {
  return new Int8Array(rows).fill(-1)
}
