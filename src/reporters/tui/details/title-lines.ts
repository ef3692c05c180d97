import { formatClock, formatDuration, groupDigits } from '../../../base/number-format.ts'
import { statusGlyph, statusLooks, statusStyle } from '../../node-style.ts'
import { type NodeState, type RunState, reasonOf } from '../../state/run-state.ts'
import { justify, type Line, lineWidth, type Span, span } from '../../text/styled-line.ts'
import { wrap } from '../../text/wrap.ts'

/** A label of the details, flush left in a column of its own. */
export function label(text: string): Span {
  return span(`${text.padEnd(labelColumns - 1)} `, { dim: true })
}

/** Columns that labels take. */
export const labelColumns = 8

function stateText(node: NodeState, now: number): string {
  switch (node.status) {
    case 'running':
      return `running ${formatClock(now - (node.startedAt ?? now))}`
    case 'retrying':
      return `again in ${formatDuration((node.retryAt ?? now) - now)}`
    case 'succeeded':
      return `done in ${formatDuration(node.duration ?? 0)}`
    case 'failed':
      return `failed after ${formatDuration(node.duration ?? 0)}`
    case 'cached':
      return node.duration ? `cached, saved ${formatDuration(node.duration)}` : 'cached'
    default:
      return statusLooks[node.status].word
  }
}

/** `fit_mlp train … running 0:12`. */
export function titleLine(node: NodeState, width: number, now: number): Line {
  const left = [span(node.name, { bold: true }), span(` ${node.kind}`, { dim: true })]
  const right = [span(` ${statusGlyph(node.status, now)} ${stateText(node, now)}`, statusStyle(node.status))]
  return justify(left, right, width)
}

const reasonLabels = { run: 'why', cached: 'why', wait: 'why', skipped: 'skipped' } as const

/** Why the node runs or does not. */
export function reasonLines(node: NodeState, width: number): Line[] {
  const reason = reasonOf(node)
  if (reason === undefined) return []
  const title = node.status === 'skipped' ? reasonLabels.skipped : reasonLabels[node.decision ?? 'run']
  return wrap(reason, width - labelColumns)
    .slice(0, 3)
    .map((text, index) => [label(index === 0 ? title : ''), span(text)])
}

/** Which attempt it is, from where it went on, and where a killed run would go on. */
export function attemptLines(node: NodeState): Line[] {
  const facts: string[] = []
  if (node.attempt > 1) facts.push(`attempt ${node.attempt}`)
  if (node.resumedAt) facts.push(`resumed at epoch ${groupDigits(node.resumedAt.epoch)}`)
  if (node.checkpoint && node.status === 'running') {
    facts.push(`checkpoint at epoch ${groupDigits(node.checkpoint.epoch)}`)
  }
  return facts.length === 0 ? [] : [[label('state'), span(facts.join(' · '))]]
}

/** What the node needs, each with its status, as many as fit on two lines. */
export function needsLines(node: NodeState, state: RunState, width: number, now: number): Line[] {
  if (node.dependencies.length === 0) return []
  const lines: Span[][] = [[label('needs')]]
  const most = 2
  const needed = [...new Set(node.dependencies.map((dependency) => dependency.node))]
  for (const [index, id] of needed.entries()) {
    const other = state.nodes.get(id)
    if (!other) continue
    const piece = [
      span(`${statusGlyph(other.status, now)} `, statusStyle(other.status)),
      span(`${other.name}  `),
    ]
    let line = lines.at(-1) ?? []
    if (lineWidth(line) + lineWidth(piece) > width && line.length > 1) {
      if (lines.length === most) {
        line.push(span(`… ${needed.length - index} more`, { dim: true }))
        break
      }
      line = [label('')]
      lines.push(line)
    }
    line.push(...piece)
  }
  return lines
}
