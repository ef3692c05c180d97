import { displayWidth } from '../base/display-width.ts'
import { formatNumber } from '../base/number-format.ts'
import { BrailleCanvas } from './braille-canvas.ts'
import { padStart } from './text/fit-columns.ts'
import { type Color, justify, type Line, lineWidth, paint, type Span } from './text/styled-line.ts'

/** One curve of a plot. */
export interface PlotSeries {
  readonly name: string
  /** In order; `x` defaults to the index. */
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly color?: Color
}

export interface PlotSize {
  /** Columns, the axis included; at least 16. */
  readonly width: number
  /** Rows of the plot itself, without the legend; at least 2. */
  readonly height: number
  /** What `x` counts, such as `step`: its range is written beside the legend. */
  readonly across?: string
}

/** The colours of curves that name none, in order. */
export const seriesColors: readonly Color[] = ['cyan', 'yellow', 'magenta', 'green', 'blue', 'red']

interface Bounds {
  readonly low: number
  readonly high: number
  readonly left: number
  readonly right: number
}

function boundsOf(series: readonly PlotSeries[]): Bounds | undefined {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  let left = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  for (const { points } of series) {
    for (const { x, y } of points) {
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue
      low = Math.min(low, y)
      high = Math.max(high, y)
      left = Math.min(left, x)
      right = Math.max(right, x)
    }
  }
  return low <= high ? { low, high, left, right } : undefined
}

/** A range that is wider than the middle 98% of the values by more than this is cut to it. */
const wild = 4

/**
 * The bounds of the vertical axis: of all values, but one wild first step must not flatten all that follows; what lies
 * beyond is drawn at the edge.
 */
function verticalBounds(series: readonly PlotSeries[], bounds: Bounds): Bounds {
  const values = series
    .flatMap(({ points }) => points.map(({ y }) => y))
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  const low = values[Math.ceil((values.length - 1) * 0.01)] ?? bounds.low
  const high = values[Math.floor((values.length - 1) * 0.99)] ?? bounds.high
  const range = (high - low) * wild
  if (values.length < 20 || !(range > 0)) return bounds
  return {
    ...bounds,
    low: high - bounds.low > range ? low : bounds.low,
    high: bounds.high - low > range ? high : bounds.high,
  }
}

function draw(series: PlotSeries, color: Color, canvas: BrailleCanvas, bounds: Bounds): void {
  const across = bounds.right - bounds.left || 1
  const up = bounds.high / 2 - bounds.low / 2 || 1
  let before: { readonly x: number; readonly y: number } | undefined
  for (const point of series.points) {
    if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) {
      before = undefined
      continue
    }
    const flat = bounds.high === bounds.low
    const share = flat ? 0.5 : (point.y / 2 - bounds.low / 2) / up
    const dot = {
      x: Math.round(((point.x - bounds.left) / across) * (canvas.dotsAcross - 1)),
      y: Math.round((1 - Math.min(1, Math.max(0, share))) * (canvas.dotsDown - 1)),
    }
    canvas.line(before ?? dot, dot, color)
    before = dot
  }
}

function legend(series: readonly PlotSeries[], width: number, range: string): Line {
  const line: Span[] = []
  for (const [index, { name, points }] of series.entries()) {
    const last = points.at(-1)
    const label = `${name} ${last ? formatNumber(last.y) : ''}`.trimEnd()
    if (lineWidth(line) + displayWidth(label) + 2 > width) break
    line.push({ text: '━ ', color: colorOf(series, index) }, { text: `${label}  ` })
  }
  const fits = range !== '' && lineWidth(line) + displayWidth(range) <= width
  return fits ? justify(line, [{ text: range, dim: true }], width) : line
}

function colorOf(series: readonly PlotSeries[], index: number): Color {
  return series[index]?.color ?? seriesColors[index % seriesColors.length] ?? 'cyan'
}

/** The plot as styled lines: `height` rows with a labelled axis, then the legend. Empty when nothing can be drawn. */
export function plotLines(
  series: readonly PlotSeries[],
  { width, height, across }: PlotSize,
): readonly Line[] {
  const whole = boundsOf(series)
  if (!whole) return []
  const bounds = verticalBounds(series, whole)
  const labels = [formatNumber(bounds.high), formatNumber(bounds.low)]
  const axis = Math.max(...labels.map(displayWidth)) + 2
  const canvas = new BrailleCanvas(Math.max(4, width - axis), Math.max(2, height))
  // The first curve is drawn last, so that it lies on top.
  for (let index = series.length - 1; index >= 0; index--) {
    const one = series[index]
    if (one) draw(one, colorOf(series, index), canvas, bounds)
  }
  const rows = canvas.rows()
  const lines = rows.map((row, index): Line => {
    const label = index === 0 ? labels[0] : index === rows.length - 1 ? labels[1] : ''
    const tick = label ? '┤' : '│'
    return [{ text: `${padStart(label ?? '', axis - 2)} ${tick}`, dim: true }, ...row]
  })
  const range =
    across === undefined ? '' : `${across} ${formatNumber(bounds.left)}…${formatNumber(bounds.right)}`
  return [...lines, legend(series, width, range)]
}

/** A small line plot in Braille dots of one or several curves, with the axis' bounds and a legend; ends without a line break. */
export function plot(series: readonly PlotSeries[], options: PlotSize & { readonly color: boolean }): string {
  return plotLines(series, options)
    .map((line) => paint(line, options.color).trimEnd())
    .join('\n')
}
