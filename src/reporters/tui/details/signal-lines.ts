import { displayWidth } from '../../../base/display-width.ts'
import { formatDuration, formatNumber, groupDigits } from '../../../base/number-format.ts'
import { progressBar } from '../../bar.ts'
import { type PlotSeries, plotLines } from '../../plot.ts'
import { orderSignals } from '../../signal-order.ts'
import { sparkline } from '../../sparkline.ts'
import { fraction, type Progress, timeLeft } from '../../state/progress.ts'
import type { NodeState, RegulationTally } from '../../state/run-state.ts'
import { padEnd, padStart } from '../../text/fit-columns.ts'
import { fitLine, type Line, lineWidth, span } from '../../text/styled-line.ts'
import { label, labelColumns } from './title-lines.ts'

/** `2.1/s`, or `14 s each` where one takes long. */
function paceText({ perUnit }: Progress): string {
  if (perUnit === undefined || perUnit <= 0) return ''
  const perSecond = 1000 / perUnit
  return perSecond >= 1 ? `${formatRate(perSecond)}/s` : `${formatDuration(perUnit)} each`
}

function formatRate(perSecond: number): string {
  return perSecond >= 100 ? groupDigits(Math.round(perSecond)) : perSecond.toFixed(1)
}

const widestBar = 48

/** How far the node is: the count, a bar, the pace and the time left. */
export function progressLines(node: NodeState, width: number, now: number): Line[] {
  const { progress } = node
  if (!progress) return []
  const done = node.status === 'succeeded' || node.status === 'cached'
  const count = `${groupDigits(progress.done)}/${groupDigits(progress.total)}`
  const left = done ? undefined : timeLeft(progress, now)
  const facts = [paceText(progress), left ? `${formatDuration(left)} left` : ''].filter((text) => text !== '')
  const begin = [label(progress.unit), span(`${count}  `, { bold: true })]
  const share = fraction(progress)
  const end = span(padStart(`${Math.floor(share * 100)}%`, 5))
  const bar = Math.min(widestBar, width - lineWidth(begin) - 5)
  const line: Line =
    bar >= 6 ? [...begin, ...progressBar(share, bar, done ? 'green' : 'yellow'), end] : [...begin, end]
  return facts.length === 0 ? [line] : [line, [label(''), span(facts.join('  '), { dim: true })]]
}

const widestName = 16
const widestPlot = 120
const widestSpark = 64
const valueColumns = 10

/** A curve on one line: name, latest value, shape, and its extremes where there is room. */
function sparkLine(node: NodeState, name: string, nameWidth: number, width: number): Line {
  const curve = node.curves.get(name)
  if (!curve) return []
  const bad = !Number.isFinite(curve.last)
  const begin = [
    span(padEnd(name, nameWidth), { dim: true }),
    span(
      padStart(formatNumber(curve.last), valueColumns),
      bad ? { color: 'red', bold: true } : { bold: true },
    ),
    span('  '),
  ]
  const range = curve.min < curve.max ? ` ${formatNumber(curve.min)}…${formatNumber(curve.max)}` : ''
  const room = width - lineWidth(begin)
  const extremes = room - displayWidth(range) >= 16 ? range : ''
  const shape = sparkline(curve.values(), Math.min(widestSpark, room - displayWidth(extremes)))
  return fitLine([...begin, span(shape, { color: 'cyan' }), span(extremes, { dim: true })], width)
}

/** The curves that share an axis and are worth a plot: the losses, or the first metric with its validation twin. */
function plotted(names: readonly string[]): readonly string[] {
  const losses = names.filter((name) => name === 'loss' || name.endsWith('.loss') || name.endsWith('_loss'))
  if (losses.length > 0) return losses.slice(0, 4)
  const [first] = names
  return first === undefined
    ? []
    : names.filter((name) => name === first || name.endsWith(`.${first}`)).slice(0, 4)
}

/** The curves of a node within so many rows: a plot where it fits, and a line each for the rest. */
export function curveLines(node: NodeState, width: number, rows: number): Line[] {
  const names = orderSignals(node.curves.keys())
  if (names.length === 0) return []
  const inPlot = plotted(names)
  const rest = names.filter((name) => !inPlot.includes(name))
  const height = Math.min(14, rows - rest.length - 2)
  const series = inPlot.map((name): PlotSeries => ({ name, points: node.curves.get(name)?.points() ?? [] }))
  const long = series.some(({ points }) => points.length > 2)
  const drawn = width >= 36 && height >= 4 && long
  const plot = drawn ? plotLines(series, { width: Math.min(widestPlot, width), height, across: 'step' }) : []
  const shown = plot.length > 0 ? rest : names
  const nameWidth = Math.min(widestName, Math.max(...shown.map(displayWidth), labelColumns - 1) + 1)
  return [...plot, ...shown.map((name) => sparkLine(node, name, nameWidth, width))]
}

function regulationLine({ regulation, count, responses, last }: RegulationTally, width: number): Line {
  const value = typeof last.signal === 'number' ? formatNumber(last.signal) : last.signal
  const answer = last.response ?? 'measured only'
  const times = count > 1 ? ` ×${groupDigits(count)}` : ''
  return fitLine(
    [
      span('! ', { color: responses > 0 ? 'magenta' : 'gray', bold: true }),
      span(regulation, { bold: true }),
      span(`${times}  ${value} at epoch ${groupDigits(last.epoch)}`),
      span(`  ${answer}`, { color: responses > 0 ? 'magenta' : 'gray' }),
    ],
    width,
  )
}

/** What the regulations of the node said, the latest of each. */
export function regulationLines(node: NodeState, width: number): Line[] {
  return [...node.regulations.values()].slice(0, 6).map((tally) => regulationLine(tally, width))
}
