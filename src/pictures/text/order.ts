import type { Item, Layered, Leg } from './layered.ts'

const sweeps = 12

/** The layers in an order with few crossings: each item near the middle of its neighbours, from above and from below. */
export function ordered(plan: Layered): Layered {
  const { layers, legs } = plan
  const current = layers.map((layer) => [...layer])
  let best = current.map((layer) => [...layer])
  let fewest = crossingsOf(current, legs)
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const down = sweep % 2 === 0
    const turns = down ? current.keys() : [...current.keys()].reverse()
    for (const index of turns) arrange(current, legs, index, down)
    const crossings = crossingsOf(current, legs)
    if (crossings >= fewest) continue
    fewest = crossings
    best = current.map((layer) => [...layer])
  }
  return { ...plan, layers: best }
}

function arrange(layers: Item[][], legs: Layered['legs'], index: number, fromAbove: boolean): void {
  const layer = layers[index]
  const other = layers[fromAbove ? index - 1 : index + 1]
  if (!layer || !other) return
  const place = new Map(other.map((item, at) => [item, (at + 0.5) / other.length]))
  const neighbours = new Map<Item, number[]>()
  for (const { upper, lowers } of legs[fromAbove ? index - 1 : index] ?? []) {
    for (const lower of lowers) {
      const [item, near] = fromAbove ? [lower, upper] : [upper, lower]
      neighbours.set(item, [...(neighbours.get(item) ?? []), place.get(near) ?? 0])
    }
  }
  const wish = new Map(
    layer.map((item, at) => {
      const near = neighbours.get(item) ?? [(at + 0.5) / layer.length]
      return [item, near.reduce((sum, one) => sum + one, 0) / near.length]
    }),
  )
  layer.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0))
}

function crossingsOf(layers: readonly (readonly Item[])[], legs: Layered['legs']): number {
  const place = new Map(layers.flatMap((layer) => layer.map((item, at) => [item, at] as const)))
  let crossings = 0
  for (const between of legs) {
    const pairs = between.flatMap((leg: Leg) =>
      leg.lowers.map((lower) => ({ net: leg.net, a: place.get(leg.upper) ?? 0, b: place.get(lower) ?? 0 })),
    )
    for (const [index, one] of pairs.entries()) {
      for (const two of pairs.slice(index + 1)) {
        if (one.net !== two.net && (one.a - two.a) * (one.b - two.b) < 0) crossings += 1
      }
    }
  }
  return crossings
}
