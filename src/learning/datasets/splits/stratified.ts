import { Draws } from '../../random.ts'
import { columnOf } from '../choose-columns.ts'
import { textAt } from '../frame.ts'
import { dealInOrder, type SplitMethod, undealt } from './split.ts'

/** Deals exact shares within each value of the column `by`; rows without a value are a group of their own. */
export const stratified: SplitMethod = ({ table, shares, settings, seed, dataset }) => {
  const column = columnOf(table, settings.text('by'), dataset, 'split.by')
  const order = new Draws(seed, 'split', 'stratified').permutation(table.rows)
  const groups = new Map<string | undefined, number[]>()
  for (const row of order) {
    const value = textAt(column, row)
    const group = groups.get(value)
    if (group) group.push(row)
    else groups.set(value, [row])
  }
  const parts = undealt(table.rows)
  for (const group of groups.values()) dealInOrder(group, shares, parts)
  return parts
}
