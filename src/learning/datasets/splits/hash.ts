import { createHash } from 'node:crypto'
import type { Column, Table } from '../../../tables/table.ts'
import { columnOf } from '../choose-columns.ts'
import { RowContent } from './row-content.ts'
import { type SplitMethod, shareEnds, undealt } from './split.ts'

/**
 * Deals each row by a draw that only the seed and the row's own content decide, so that a row stays in its part when
 * others come and go, and equal rows share a part. The content is the row's values in order of column name;
 * or the value of the column `key`.
 */
export const hash: SplitMethod = ({ table, shares, settings, seed, dataset }) => {
  const key = settings.value('key')
  const columns =
    typeof key === 'string' ? [columnOf(table, key, dataset, 'split.key')] : sortedColumns(table)
  const content = new RowContent(columns)
  const ends = shareEnds(shares)
  const parts = undealt(table.rows)
  for (let row = 0; row < table.rows; row++) {
    const draw = uniformOf(seed, content.of(row))
    parts[row] = ends.findIndex((end) => draw < end)
  }
  return parts
}

function sortedColumns(table: Table): readonly Column[] {
  return [...table.columns].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A number in [0, 1) from the first 52 bits of the SHA-256 of the seed and the content. */
function uniformOf(seed: number, content: Uint8Array): number {
  const digest = createHash('sha256').update(`${seed} `).update(content).digest()
  return (digest.readUIntBE(0, 6) * 16 + (digest.readUInt8(6) >>> 4)) / 2 ** 52
}
