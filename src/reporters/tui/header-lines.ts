import { formatClock, formatDuration, groupDigits, plural } from '../../base/number-format.ts'
import { type BarPart, stackedBar } from '../bar.ts'
import { statusGlyph, statusLooks, statusStyle } from '../node-style.ts'
import { fraction } from '../state/progress.ts'
import { remainingTime } from '../state/remaining-time.ts'
import { type NodeStatus, nodeStatuses, type RunState } from '../state/run-state.ts'
import { cutLine, justify, type Line, lineWidth, type Span, span } from '../text/styled-line.ts'
import type { Layout } from './layout.ts'

/** The share of the run that is done; running nodes count with what they have done. */
function partsOf(state: RunState): readonly BarPart[] {
  let running = 0
  for (const id of state.active) {
    const progress = state.nodes.get(id)?.progress
    running += progress ? fraction(progress) : 0
  }
  const { cached, succeeded, skipped, failed } = state.counts
  return [
    { weight: cached, color: 'cyan' },
    { weight: succeeded, color: 'green' },
    { weight: skipped, color: 'gray' },
    { weight: failed, color: 'red' },
    { weight: running, color: 'yellow' },
  ]
}

function settled({ counts }: RunState): number {
  return counts.succeeded + counts.cached + counts.failed + counts.skipped
}

/** `✓ 9 done  ≡ 3 cached  ⠹ 2 running`; without the words where there is no room for them. */
function countSpans(state: RunState, now: number, words: boolean): Line {
  const line: Span[] = []
  const merged: Partial<Record<NodeStatus, number>> = {
    ...state.counts,
    // To the reader both wait for their turn.
    waiting: state.counts.waiting + state.counts.ready,
    ready: 0,
  }
  for (const status of nodeStatuses) {
    const count = merged[status] ?? 0
    if (count === 0) continue
    if (line.length > 0) line.push(span('  '))
    const word = words ? ` ${statusLooks[status].word}` : ''
    line.push(span(`${statusGlyph(status, now)} ${groupDigits(count)}${word}`, statusStyle(status)))
  }
  return line
}

function titleLine(state: RunState, now: number, columns: number): Line {
  const name = [span(' '), span(state.pipeline || 'pipeline', { bold: true })]
  const run = span(`  run ${state.run}`, { dim: true })
  const clock = formatClock(elapsed(state, now))
  const right = [
    span(`${plural(state.jobs, 'job')}  `, { dim: true }),
    span(clock, { bold: true }),
    span(' '),
  ]
  const full = [...name, run]
  return lineWidth(full) + lineWidth(right) + 2 <= columns
    ? justify(full, right, columns)
    : justify(name, right.slice(1), columns)
}

function elapsed(state: RunState, now: number): number {
  return state.duration ?? (state.startedAt === undefined ? 0 : now - state.startedAt)
}

function progressLine(state: RunState, now: number, columns: number): Line {
  const left = remainingTime(state, now)
  const right = left === undefined ? [] : [span(` ~${formatDuration(left)} left `, { dim: true })]
  const total = state.nodes.size
  const share = span(` ${groupDigits(settled(state))}/${groupDigits(total)}  `, { bold: true })
  const room = columns - lineWidth(right) - lineWidth([share])
  const long = countSpans(state, now, true)
  const counts = lineWidth(long) + 24 <= room ? long : countSpans(state, now, false)
  const bar = Math.min(32, room - lineWidth(counts) - 2)
  const line =
    bar >= 4 ? [span(' '), ...stackedBar(partsOf(state), total, bar), share, ...counts] : [share, ...counts]
  return lineWidth(line) + lineWidth(right) <= columns
    ? justify(line, right, columns)
    : cutLine(line, columns)
}

/** One line for a terminal of few rows: name, counts, clock. */
function shortLine(state: RunState, now: number, columns: number): Line {
  const counts = [
    span(' '),
    span(state.pipeline, { bold: true }),
    span('  '),
    ...countSpans(state, now, false),
  ]
  return justify(counts, [span(` ${formatClock(elapsed(state, now))} `, { bold: true })], columns)
}

/** The line below the header: it is heavy above the part of the screen that has the focus. */
function ruleLine({ columns, mode, graph }: Layout, focus: 'graph' | 'detail'): Line {
  const style = (part: 'graph' | 'detail') =>
    focus === part ? ({ color: 'cyan' } as const) : ({ dim: true } as const)
  const stroke = (part: 'graph' | 'detail') => (focus === part ? '━' : '─')
  if (mode !== 'beside') {
    const part = mode === 'stacked' ? 'graph' : mode
    return [span(stroke(part).repeat(columns), style(part))]
  }
  return [
    span(stroke('graph').repeat(graph.width + 1), style('graph')),
    span('┬', { dim: true }),
    span(stroke('detail').repeat(columns - graph.width - 2), style('detail')),
  ]
}

/** The top of the screen: what runs, for how long, how far it is. As many lines as the layout says. */
export function headerLines(
  state: RunState,
  layout: Layout,
  focus: 'graph' | 'detail',
  now: number,
): readonly Line[] {
  const { columns, header } = layout
  if (header === 1) return [shortLine(state, now, columns)]
  const lines = [titleLine(state, now, columns), progressLine(state, now, columns)]
  return header === 2 ? lines : [...lines, ruleLine(layout, focus)]
}
