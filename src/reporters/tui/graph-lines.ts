import { groupDigits } from '../../base/number-format.ts'
import { progressBar } from '../bar.ts'
import { statusGlyph, statusLooks, statusStyle } from '../node-style.ts'
import { fraction, timeLeft } from '../state/progress.ts'
import type { NodeState, NodeStatus } from '../state/run-state.ts'
import { padEnd, padStart } from '../text/fit-columns.ts'
import { fitLine, type Line, lineWidth, type Span, span } from '../text/styled-line.ts'
import type { GraphRow, GroupRow } from './graph-rows.ts'

/** How a row of the graph is to look. */
export interface RowLook {
  readonly width: number
  readonly selected: boolean
  /** Whether the keys move the selection at the moment. */
  readonly focused: boolean
  readonly now: number
}

const timeColumns = 7

/** Narrower graphs leave out the nodes' kinds, which the details say. */
const widthForKinds = 48

/** A duration in at most five columns: `0.4s`, `12s`, `2:05`, `3h07`, `4d`. */
export function shortDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds)
  if (ms < 9950) return `${(ms / 1000).toFixed(1)}s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 100) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`
  const hours = Math.floor(minutes / 60)
  if (hours < 100) return `${hours}h${String(minutes % 60).padStart(2, '0')}`
  return `${Math.min(9999, Math.floor(hours / 24))}d`
}

/** What stands at the end of a row: a bar with the time left, or how long it took. */
function tail(node: NodeState, width: number, now: number): Line {
  const time = (text: string, style = {}) => span(padStart(text, timeColumns), style)
  switch (node.status) {
    case 'running':
      return runningTail(node, width, now)
    case 'retrying':
      return [time(`↻ ${shortDuration((node.retryAt ?? now) - now)}`, statusStyle('retrying'))]
    case 'succeeded':
      return [time(shortDuration(node.duration ?? 0), { dim: true })]
    case 'cached':
    case 'failed':
    case 'skipped':
      return [span(padStart(statusLooks[node.status].word, timeColumns), statusStyle(node.status))]
    case 'ready':
    case 'waiting':
      return []
  }
}

function runningTail(node: NodeState, width: number, now: number): Line {
  const { progress } = node
  const begun = span(padStart(shortDuration(now - (node.startedAt ?? now)), timeColumns), { color: 'yellow' })
  if (!progress) return [begun]
  const left = timeLeft(progress, now)
  const bar = width >= 46 ? 10 : width >= 34 ? 6 : 0
  const share = fraction(progress)
  const text = left === undefined || left === 0 ? `${Math.floor(share * 100)}%` : `-${shortDuration(left)}`
  const shown = span(padStart(text, timeColumns), { color: 'yellow' })
  return bar > 0 ? [...progressBar(share, bar, 'yellow'), shown] : [shown]
}

function marker({ selected, focused }: RowLook): Span {
  return selected ? span('❯', { color: 'cyan', bold: focused, dim: !focused }) : span(' ')
}

function nameStyle(status: NodeStatus, selected: boolean) {
  if (selected) return { bold: true }
  return status === 'waiting' || status === 'skipped' ? { dim: true } : {}
}

function nodeLine(node: NodeState, prefix: string, look: RowLook): Line {
  const { width, now } = look
  const end = tail(node, width, now)
  const kind = width >= widthForKinds ? [span(padEnd(node.kind, 9), { dim: true })] : []
  const begin = [
    marker(look),
    span(`${statusGlyph(node.status, now)} `, statusStyle(node.status)),
    span(prefix, { dim: true }),
    span(node.name, nameStyle(node.status, look.selected)),
  ]
  const right = [...kind, span(' '.repeat(Math.max(0, tailColumns(width) - lineWidth(end)))), ...end]
  // Names matter more than kinds where there is no room for both.
  const crowded = lineWidth(begin) + 1 + lineWidth(right) > width
  const kept = crowded ? end : right
  return [...fitLine(begin, Math.max(0, width - lineWidth(kept) - 1)), span(' '), ...kept]
}

/** Columns for the bar and the time, so that kinds stand below each other. */
function tailColumns(width: number): number {
  return timeColumns + (width >= 46 ? 10 : width >= 34 ? 6 : 0)
}

function groupLine(row: GroupRow, look: RowLook): Line {
  const counts = new Map<NodeStatus, number>()
  for (const { status } of row.members()) {
    const shown = status === 'ready' ? 'waiting' : status
    counts.set(shown, (counts.get(shown) ?? 0) + 1)
  }
  const line: Span[] = [marker(look), span('⋮ ', { dim: true }), span(row.prefix, { dim: true })]
  for (const [index, [status, count]] of [...counts].entries()) {
    if (index > 0) line.push(span(', ', { dim: true }))
    line.push(
      span(`${groupDigits(count)} ${statusLooks[status].word}`, {
        ...statusStyle(status),
        bold: look.selected,
      }),
    )
  }
  return fitLine(line, look.width)
}

/** One row of the graph, exactly as wide as it may be. */
export function graphLine(row: GraphRow, look: RowLook): Line {
  const line = row.type === 'group' ? groupLine(row, look) : nodeLine(row.node, row.prefix, look)
  return fitLine(line, look.width)
}
