import { displayWidth } from '../../base/display-width.ts'
import type { Face } from './face.ts'
import type { Item, Leg } from './layered.ts'
import type { Net } from './net.ts'

/** Where a net meets the layer above and the layer below, in columns. */
export interface Wire {
  readonly net: Net
  /** The box that it leaves here. */
  readonly from?: Face
  readonly top: number
  readonly bottoms: readonly { readonly item: Item; readonly column: number }[]
}

/**
 * The columns in which nets leave and arrive between two layers. No box is entered where another net leaves, so that
 * two nets never share a column one above the other; only passing nets can't choose.
 */
export function wiresOf(legs: readonly Leg[], left: ReadonlyMap<Item, number>): readonly Wire[] {
  const at = (item: Item) => left.get(item) ?? 0
  const lanes = new Map<number, Net>()
  for (const { lowers } of legs) for (const item of lowers) if (item.net) lanes.set(at(item), item.net)
  const tops = new Map<Net, number>()
  for (const { net, upper } of legs) if (!upper.face) tops.set(net, at(upper))
  for (const { net, upper, lowers } of legs) {
    if (upper.face) tops.set(net, exitOf(net, upper, legs, lowers, at, lanes, new Set(tops.values())))
  }
  const leaving = new Map([...tops].map(([net, column]) => [column, net]))
  const entries = entriesOf(legs, tops, leaving, at)
  return legs.map(({ net, upper, lowers }) => ({
    net,
    ...(upper.face && { from: upper.face }),
    top: tops.get(net) ?? 0,
    bottoms: lowers.map((item) => ({
      item,
      column: item.net ? at(item) : (entries.get(item)?.get(net) ?? at(item)),
    })),
  }))
}

/** Beside its part's name for a dataset; else spread over the lower side, straight over a lane where that is possible. */
function exitOf(
  net: Net,
  upper: Item,
  legs: readonly Leg[],
  lowers: readonly Item[],
  at: (item: Item) => number,
  lanes: ReadonlyMap<number, Net>,
  taken: ReadonlySet<number>,
): number {
  const from = at(upper)
  const isFree = (column: number) => !taken.has(column) && (lanes.get(column) ?? net) === net
  if (net.part !== undefined && upper.face) {
    const beside = from + partColumn(upper.face.box.parts, net.part)
    // Nets of two kinds may leave one part.
    return taken.has(beside) ? nearest(beside, from, upper.width, isFree) : beside
  }
  const siblings = legs.filter((leg) => leg.upper === upper).map((leg) => leg.net)
  const parts = (upper.face?.box.parts.length ?? 0) > 0
  // Behind the names of the parts there is room for what reads the dataset as a whole.
  const wish = parts
    ? from + upper.width - 2
    : from + Math.round((upper.width * (siblings.indexOf(net) + 1)) / (siblings.length + 1))
  const only =
    siblings.length === 1 ? lowers.find((item) => item.net && inside(at(item), from, upper.width)) : undefined
  if (only && lowers.length === 1) return at(only)
  return nearest(wish, from, upper.width, isFree)
}

/** The column behind the name of a part on the lower border of a dataset's box. */
export function partColumn(parts: readonly string[], part: string): number {
  let column = 1
  for (const name of parts) {
    column += displayWidth(name) + 3
    if (name === part) return column
    column += 1
  }
  return column
}

function entriesOf(
  legs: readonly Leg[],
  tops: ReadonlyMap<Net, number>,
  leaving: ReadonlyMap<number, Net>,
  at: (item: Item) => number,
): ReadonlyMap<Item, ReadonlyMap<Net, number>> {
  const arriving = new Map<Item, Net[]>()
  for (const { net, lowers } of legs) {
    for (const item of lowers) if (item.face) arriving.set(item, [...(arriving.get(item) ?? []), net])
  }
  const entries = new Map<Item, ReadonlyMap<Net, number>>()
  for (const [item, nets] of arriving) {
    const from = at(item)
    const taken = new Set<number>()
    const columns = new Map<Net, number>()
    const free = (net: Net) => (column: number) => !taken.has(column) && (leaving.get(column) ?? net) === net
    const byTop = nets.sort((a, b) => (tops.get(a) ?? 0) - (tops.get(b) ?? 0))
    for (const [index, net] of byTop.entries()) {
      const top = tops.get(net) ?? 0
      const spread = from + Math.round((item.width * (index + 1)) / (nets.length + 1))
      const column =
        inside(top, from, item.width) && free(net)(top) ? top : nearest(spread, from, item.width, free(net))
      taken.add(column)
      columns.set(net, column)
    }
    entries.set(item, columns)
  }
  return entries
}

function inside(column: number, from: number, width: number): boolean {
  return column >= from + 1 && column <= from + width - 2
}

/** The free column of a side that is nearest to the wished one; corners are no place for a line. */
function nearest(wish: number, from: number, width: number, free: (column: number) => boolean): number {
  for (let distance = 0; distance < width; distance++) {
    for (const column of [wish - distance, wish + distance]) {
      if (inside(column, from, width) && free(column)) return column
    }
  }
  return wish
}
