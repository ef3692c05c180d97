import type { Wire } from './pins.ts'

/** A row for each net that goes sideways between two layers, and how many rows they take. */
export interface Tracks {
  readonly rows: ReadonlyMap<Wire, number>
  readonly count: number
}

/**
 * Rows such that no two nets lie on each other: a net that leaves in the column in which another arrives bends above it
 * (the classic channel of circuit boards: Hashimoto and Stevens, 1971).
 */
export function tracksOf(wires: readonly Wire[]): Tracks {
  const bending = wires.filter(({ top, bottoms }) => bottoms.some(({ column }) => column !== top))
  const rows = new Map<Wire, number>()
  const taken: [from: number, to: number][][] = []
  const waiting = [...bending].sort((a, b) => spanOf(a)[0] - spanOf(b)[0] || a.net.index - b.net.index)
  while (waiting.length > 0) {
    const ready = waiting.findIndex((wire) => above(wire, bending).every((other) => rows.has(other)))
    const [wire] = waiting.splice(Math.max(0, ready), 1)
    if (!wire) break
    const [from, to] = spanOf(wire)
    let row = Math.max(-1, ...above(wire, bending).map((other) => rows.get(other) ?? -1)) + 1
    while (taken[row]?.some((span) => from <= span[1] + 1 && to >= span[0] - 1)) row += 1
    rows.set(wire, row)
    taken[row] = [...(taken[row] ?? []), [from, to]]
  }
  return { rows, count: Math.max(1, taken.length) }
}

function above(wire: Wire, others: readonly Wire[]): readonly Wire[] {
  return others.filter((other) => other !== wire && wire.bottoms.some(({ column }) => column === other.top))
}

function spanOf({ top, bottoms }: Wire): readonly [from: number, to: number] {
  const columns = [top, ...bottoms.map(({ column }) => column)]
  return [Math.min(...columns), Math.max(...columns)]
}
