import type { Color, Line, Span } from './text/styled-line.ts'

/** A part of a bar: its weight and its colour. */
export interface BarPart {
  readonly weight: number
  readonly color?: Color
}

/** How many columns each part gets: largest remainders first, and none that has a weight is left without, if there is room. */
function columnsOf(weights: readonly number[], total: number, width: number): number[] {
  if (!(total > 0)) return weights.map(() => 0)
  const exact = weights.map((weight) => (Math.max(0, weight) / total) * width)
  const columns = exact.map((share) => (share > 0 ? Math.max(1, Math.floor(share)) : 0))
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - (columns[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder)
  const wanted = Math.round(exact.reduce((sum, share) => sum + share, 0))
  let sum = columns.reduce((before, count) => before + count, 0)
  for (let turn = 0; sum < wanted; turn++) {
    const index = byRemainder[turn % byRemainder.length]?.index ?? 0
    columns[index] = (columns[index] ?? 0) + 1
    sum += 1
  }
  // A bar is full only when everything is done.
  const most = exact.reduce((before, share) => before + share, 0) < width - 1e-9 ? width - 1 : width
  while (sum > most) {
    const largest = columns.indexOf(Math.max(...columns))
    columns[largest] = (columns[largest] ?? 0) - 1
    sum -= 1
  }
  return columns
}

/** A bar of several colours, exactly so wide; what is left of `total` is a thin dim line. */
export function stackedBar(parts: readonly BarPart[], total: number, width: number): Line {
  const columns = columnsOf(
    parts.map((part) => part.weight),
    total,
    width,
  )
  const line: Span[] = []
  let used = 0
  for (const [index, part] of parts.entries()) {
    const count = columns[index] ?? 0
    if (count === 0) continue
    line.push({ text: '━'.repeat(count), ...(part.color && { color: part.color }) })
    used += count
  }
  if (used < width) line.push({ text: '─'.repeat(width - used), dim: true })
  return line
}

/** A bar of one colour for a share in 0..1. */
export function progressBar(share: number, width: number, color: Color): Line {
  const filled = Math.min(width, Math.max(0, Math.round((Number.isFinite(share) ? share : 0) * width)))
  const line: Span[] = []
  if (filled > 0) line.push({ text: '━'.repeat(filled), color })
  if (filled < width) line.push({ text: '─'.repeat(width - filled), dim: true })
  return line
}
