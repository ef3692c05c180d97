import type { DataOrigin, DataUse, Portion, Stretch } from './data-use.ts'

/** Whether two uses are of common rows. `perhaps`: they read one source, and deal it in ways that can't be compared. */
export type Overlap = 'none' | 'perhaps' | 'certain'

/** Compares the rows of two uses: parts of one split are disjoint, whatever else both were made of. */
export function overlapOf(a: DataUse, b: DataUse): Overlap {
  let overlap: Overlap = 'none'
  for (const one of a.rows) {
    for (const other of b.rows) {
      const found = compare(one, other)
      if (found === 'disjoint') return 'none'
      if (found === 'common') overlap = 'certain'
      else if (found === 'unknown' && overlap === 'none') overlap = 'perhaps'
    }
  }
  return overlap
}

function compare(a: Portion, b: Portion): 'unrelated' | 'disjoint' | 'common' | 'unknown' {
  const isOne = a.origin.id === b.origin.id
  if (!isOne && !a.origin.sources.some((source) => b.origin.sources.includes(source))) return 'unrelated'
  if (isOne || a.origin.deal === b.origin.deal) {
    return a.part === b.part || a.part === 'all' || b.part === 'all' ? 'common' : 'disjoint'
  }
  const one = stretchOf(a, b.origin)
  const other = stretchOf(b, a.origin)
  if (!one || !other) return 'unknown'
  return one[0] < other[1] - rounding && other[0] < one[1] - rounding ? 'common' : 'disjoint'
}

/** Sums of shares that meet in one point may differ by this. */
const rounding = 1e-9

/** Where a part lies between 0 and 1, if the other dataset is dealt by the hash of the same column. */
function stretchOf({ origin, part }: Portion, other: DataOrigin): Stretch | undefined {
  const isCommonKey = origin.hash?.key !== undefined && origin.hash.key === other.hash?.key
  return isCommonKey ? origin.hash?.stretches?.get(part) : undefined
}
