const levels = '▁▂▃▄▅▆▇█'

/**
 * As many values as there are columns: means of equal slices where there are more, the values themselves where there are
 * fewer. Slices are cut by index, so evenly recorded values keep their distances.
 */
export function resample(values: readonly number[], columns: number): number[] {
  if (columns <= 0) return []
  if (values.length <= columns) return values.slice()
  const result: number[] = []
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * values.length) / columns)
    const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / columns))
    result.push(meanOfFinite(values.slice(from, to)))
  }
  return result
}

function meanOfFinite(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite)
  return finite.length === 0 ? Number.NaN : finite.reduce((sum, value) => sum + value, 0) / finite.length
}

/**
 * A curve as one line of blocks, at most so many columns: the lowest value is the lowest block. A value that is not
 * finite is a gap; a curve that never moves is drawn half-way.
 */
export function sparkline(values: readonly number[], width: number): string {
  const points = resample(values, width)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of points) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const range = high - low
  return points
    .map((value) => {
      if (!Number.isFinite(value)) return ' '
      // Halved first, so that a range beyond the largest number does not become infinite.
      const share = range > 0 ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.4
      return levels[Math.min(levels.length - 1, Math.max(0, Math.floor(share * levels.length)))] ?? ' '
    })
    .join('')
}
