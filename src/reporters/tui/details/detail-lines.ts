import { groupDigits, plural } from '../../../base/number-format.ts'
import type { SourceText } from '../../../base/source.ts'
import type { NodeState, RunState } from '../../state/run-state.ts'
import type { TextOptions } from '../../summary/diagnostic-text.ts'
import { fitLine, type Line, lineWidth, span } from '../../text/styled-line.ts'
import type { GroupRow } from '../graph-rows.ts'
import type { Area } from '../layout.ts'
import { groupLines } from './group-lines.ts'
import { diagnosticLines, metricLines, outputLines } from './result-lines.ts'
import { curveLines, progressLines, regulationLines } from './signal-lines.ts'
import { attemptLines, needsLines, reasonLines, titleLine } from './title-lines.ts'

/** The details of something: what is known of it, and what it wrote. */
export interface Details {
  readonly head: readonly Line[]
  readonly log: readonly Line[]
  /** Lines ever written to the log, those that are no longer kept included. */
  readonly logged: number
}

/** Where the details are drawn. */
export interface DetailPlace extends Area {
  readonly now: number
  readonly sources: ReadonlyMap<string, SourceText>
}

/** Blocks of lines with an empty line between those that have any. */
function spaced(blocks: readonly (readonly Line[])[]): Line[] {
  return blocks
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index > 0 ? [[], ...lines] : lines))
}

function logRule(node: NodeState, width: number): Line {
  const { log } = node
  if (!log) return []
  const hidden = log.total > log.kept ? `last ${groupDigits(log.kept)} of ` : ''
  const title = [
    span('── ', { dim: true }),
    span('log', { bold: true }),
    span(` ${hidden}${plural(log.total, 'line')} `, { dim: true }),
  ]
  return fitLine([...title, span('─'.repeat(Math.max(0, width - lineWidth(title))), { dim: true })], width)
}

function logLines(node: NodeState, width: number): Line[] {
  if (!node.log) return []
  const lines = node.log
    .tail()
    .map(({ text, stream }): Line => [span(text, stream === 'stderr' ? { color: 'yellow' } : {})])
  return [logRule(node, width), ...lines]
}

/** In full where the node stands still because of them; while it tries again, one line is enough. */
function problemLines(node: NodeState, options: TextOptions): Line[] {
  if (node.status === 'failed' || node.status === 'retrying')
    return diagnosticLines(node.diagnostics, options)
  return node.diagnostics
    .slice(0, 1)
    .map(
      ({ code, message }): Line => [
        span('before  ', { dim: true }),
        span(`${code} ${message}`, { color: 'magenta' }),
      ],
    )
}

/** Everything that the view tells about one node. */
export function nodeDetails(node: NodeState, state: RunState, place: DetailPlace): Details {
  const { width, height, now, sources } = place
  const settled = node.status === 'succeeded' || node.status === 'cached'
  const about = [
    titleLine(node, width, now),
    ...reasonLines(node, width),
    ...attemptLines(node),
    ...needsLines(node, state, width, now),
    ...progressLines(node, width, now),
  ]
  const problems = problemLines(node, { width, color: false, sources })
  const regulations = regulationLines(node, width)
  const metrics = metricLines(node, width)
  const outputs = settled ? outputLines(node, width) : []
  const log = logLines(node, width)
  // The plot takes what the other parts leave; a log wants at least a few lines.
  const others = [about, problems, regulations, metrics, outputs].filter(({ length }) => length > 0)
  const taken = others.reduce((sum, { length }) => sum + length + 1, 0)
  const curves = curveLines(node, width, height - taken - Math.min(log.length, 5))
  return {
    head: spaced([about, problems, curves, regulations, metrics, outputs]),
    log,
    logged: node.log?.total ?? 0,
  }
}

/** Everything that the view tells about a folded group. */
export function groupDetails(row: GroupRow, { width, now }: DetailPlace): Details {
  return { head: groupLines(row, width, now), log: [], logged: 0 }
}

/** How far the user has scrolled, in lines from the resting place: back from the end of a log, or on from the beginning. */
export interface Scroll {
  readonly lines: number
  /** `logged` at that time, so that a log that grows does not move what is being read. */
  readonly logged: number
}

/** The part of the details that is in sight. */
export interface DetailWindow {
  readonly lines: readonly Line[]
  /** The first line in sight, were it all one text, and the furthest it can be. */
  readonly start: number
  readonly furthest: number
  /** Where the details rest while nobody scrolls. */
  readonly rest: 'start' | 'end'
}

/**
 * Fits details into a height. At rest, the head is shown from its top and below it the end of the log; once scrolled,
 * everything is one text.
 */
export function detailWindow({ head, log, logged }: Details, height: number, scroll: Scroll): DetailWindow {
  const gap = head.length > 0 && log.length > 0 && head.length + log.length < height ? [[]] : []
  const whole = [...head, ...gap, ...log]
  const furthest = Math.max(0, whole.length - height)
  const rest = log.length > 0 ? 'end' : 'start'
  if (furthest === 0) return { lines: whole, start: 0, furthest, rest }
  if (scroll.lines > 0) {
    const grown = rest === 'end' ? logged - scroll.logged : 0
    const lines = Math.min(furthest, scroll.lines + Math.max(0, grown))
    const start = rest === 'end' ? furthest - lines : lines
    return { lines: whole.slice(start, start + height), start, furthest, rest }
  }
  if (rest === 'start') return { lines: head.slice(0, height), start: 0, furthest, rest }
  return { lines: headAndTail(head, log, height), start: furthest, furthest, rest }
}

function headAndTail(head: readonly Line[], log: readonly Line[], height: number): readonly Line[] {
  const least = Math.min(log.length, Math.max(3, Math.floor(height / 3)))
  const top = head.slice(0, Math.max(0, height - least))
  const [rule = [], ...lines] = log
  const room = Math.max(0, height - top.length - 1)
  return [...top, rule, ...lines.slice(lines.length - Math.min(room, lines.length))].slice(0, height)
}
