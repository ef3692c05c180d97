import { Draws } from '../../random.ts'
import { dealInOrder, type SplitMethod, undealt } from './split.ts'

/** Deals exact shares of the rows, in an order that the seed draws. */
export const ratio: SplitMethod = ({ table, shares, seed }) => {
  const parts = undealt(table.rows)
  dealInOrder(new Draws(seed, 'split', 'ratio').permutation(table.rows), shares, parts)
  return parts
}
