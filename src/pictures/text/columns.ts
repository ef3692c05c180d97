import type { Item, Layered } from './layered.ts'

/** Columns left free between two items. */
const apart = 2
const rounds = 24

/** Columns that a layer takes at least. */
export function layerWidth(layer: readonly Item[]): number {
  return layer.reduce((sum, { width }) => sum + width, 0) + apart * Math.max(0, layer.length - 1)
}

/** The first column of each item: near its neighbours, in the order of its layer, within so many columns. */
export function columnsOf({ layers, legs }: Layered, columns: number): ReadonlyMap<Item, number> {
  const left = new Map<Item, number>()
  for (const layer of layers) {
    let x = Math.max(0, (columns - layerWidth(layer)) / 2)
    for (const item of layer) {
      left.set(item, x)
      x += item.width + apart
    }
  }
  const centre = (item: Item) => (left.get(item) ?? 0) + item.width / 2
  const wishes = new Map<Item, { readonly item: Item; readonly weight: number }[]>()
  const wish = (item: Item, near: Item) => {
    // A net that passes should go straight.
    const weight = item.net && near.net ? 20 : 1
    wishes.set(item, [...(wishes.get(item) ?? []), { item: near, weight }])
  }
  for (const leg of legs.flat()) {
    for (const lower of leg.lowers) {
      wish(leg.upper, lower)
      wish(lower, leg.upper)
    }
  }
  for (let round = 0; round < rounds; round++) {
    const turn = round % 2 === 0 ? layers : [...layers].reverse()
    for (const layer of turn)
      settle(layer, left, columns, (item) => {
        const near = wishes.get(item) ?? []
        const weight = near.reduce((sum, one) => sum + one.weight, 0)
        const middle = near.reduce((sum, one) => sum + one.weight * centre(one.item), 0) / (weight || 1)
        return weight === 0 ? { x: left.get(item) ?? 0, weight: 0.2 } : { x: middle - item.width / 2, weight }
      })
  }
  straighten(layers, left)
  const first = Math.round(
    [...left.values()].reduce((least, x) => Math.min(least, x), Number.POSITIVE_INFINITY),
  )
  return new Map([...left].map(([item, x]) => [item, Math.round(x) - first]))
}

/**
 * The places of least squared distance from what is wished that keep the order and the gaps: without its own width and
 * the gaps before it, each item's place may only not be less than that of the one before (pool adjacent violators).
 */
function settle(
  layer: readonly Item[],
  left: Map<Item, number>,
  columns: number,
  wishOf: (item: Item) => { readonly x: number; readonly weight: number },
): void {
  const offsets: number[] = []
  let offset = 0
  const pools: { sum: number; weight: number; count: number }[] = []
  for (const item of layer) {
    offsets.push(offset)
    const { x, weight } = wishOf(item)
    pools.push({ sum: (x - offset) * weight, weight, count: 1 })
    offset += item.width + apart
    for (
      let last = pools.at(-1), before = pools.at(-2);
      last && before;
      last = pools.at(-1), before = pools.at(-2)
    ) {
      if (before.sum / before.weight <= last.sum / last.weight) break
      pools.splice(-2, 2, {
        sum: before.sum + last.sum,
        weight: before.weight + last.weight,
        count: before.count + last.count,
      })
    }
  }
  const most = Math.max(0, columns - layerWidth(layer))
  const places = pools.flatMap(({ sum, weight, count }) => {
    const place = Math.min(most, Math.max(0, sum / weight))
    return Array.from({ length: count }, () => Math.round(place))
  })
  for (const [index, item] of layer.entries()) left.set(item, (places[index] ?? 0) + (offsets[index] ?? 0))
}

/** Sets a net that passes several layers into one column as far down as there is room for it in each. */
function straighten(layers: Layered['layers'], left: Map<Item, number>): void {
  const lanes = new Map<Item['net'], Item[]>()
  for (const item of layers.flat()) if (item.net) lanes.set(item.net, [...(lanes.get(item.net) ?? []), item])
  for (const lane of lanes.values()) {
    let run: Item[] = []
    let room: Room = everywhere
    for (const item of lane) {
      const own = roomOf(item, layers, left)
      const shared = { from: Math.max(room.from, own.from), to: Math.min(room.to, own.to) }
      if (shared.from > shared.to) {
        place(run, room, left)
        run = []
      }
      room = run.length === 0 ? own : shared
      run.push(item)
    }
    place(run, room, left)
  }
}

interface Room {
  readonly from: number
  readonly to: number
}

const everywhere: Room = { from: 0, to: Number.POSITIVE_INFINITY }

/** Where an item can be while its neighbours stay and one column is free on each side. */
function roomOf(item: Item, layers: Layered['layers'], left: ReadonlyMap<Item, number>): Room {
  const layer = layers[item.layer] ?? []
  const at = layer.indexOf(item)
  const [before, after] = [layer[at - 1], layer[at + 1]]
  return {
    from: before ? (left.get(before) ?? 0) + before.width + 1 : 0,
    to: after ? (left.get(after) ?? 0) - item.width - 1 : Math.max(left.get(item) ?? 0, 0),
  }
}

function place(run: readonly Item[], { from, to }: Room, left: Map<Item, number>): void {
  const wishes = run.map((item) => left.get(item) ?? 0).sort((a, b) => a - b)
  const middle = wishes[Math.floor(wishes.length / 2)] ?? 0
  for (const item of run) left.set(item, Math.min(to, Math.max(from, middle)))
}
