import { formatDuration, groupDigits, plural } from '../base/number-format.ts'
import { type StatusLook, statusLooks } from './node-style.ts'
import type { NodeStatus, RunState } from './state/run-state.ts'
import { cachedLines } from './summary/cached-lines.ts'
import { diagnosticText, type TextOptions } from './summary/diagnostic-text.ts'
import { failureLines, failureText } from './summary/failure-text.ts'
import { leakLines } from './summary/leak-lines.ts'
import { metricLines } from './summary/metric-tables.ts'
import { outputLines } from './summary/output-lines.ts'
import { cutLine, justify, type Line, lineWidth, paint, type Span, span } from './text/styled-line.ts'

export interface SummaryOptions extends TextOptions {
  /** `short` where the diagnostics of failed nodes were printed when they failed. Default `full`. */
  readonly failures?: 'full' | 'short'
  /** Whether to say what to do next. Default true; false where the user is doing it. */
  readonly next?: boolean
}

const endings = {
  success: { glyph: '✓', words: 'finished in', color: 'green' },
  failure: { glyph: '✗', words: 'failed after', color: 'red' },
  cancelled: { glyph: '■', words: 'was cancelled after', color: 'yellow' },
  running: { glyph: '■', words: 'ended without a result after', color: 'yellow' },
  waiting: { glyph: '■', words: 'did not start', color: 'yellow' },
} as const

function headline(state: RunState, width: number): Line {
  const { glyph, words, color } = endings[state.status]
  const took = state.duration ?? (state.startedAt === undefined ? 0 : state.at - state.startedAt)
  const idle =
    state.status === 'success' && state.counts.cached > 0 && state.counts.cached === state.nodes.size
  const text = idle ? ' is up to date: everything was cached' : ` ${words} ${formatDuration(took)}`
  const left = [
    span(`${glyph} `, { color, bold: true }),
    span(state.pipeline || 'run', { bold: true }),
    span(text),
  ]
  const right = [span(`  run ${state.run}`, { dim: true })]
  return lineWidth(left) + lineWidth(right) > width ? cutLine(left, width) : justify(left, right, width)
}

/** What the counts are called once a run is over. */
const pastCounts: readonly (StatusLook & { readonly of: readonly NodeStatus[] })[] = [
  { ...statusLooks.succeeded, word: 'ran', of: ['succeeded'] },
  { ...statusLooks.cached, of: ['cached'] },
  { ...statusLooks.failed, of: ['failed'] },
  { ...statusLooks.skipped, of: ['skipped'] },
  { glyph: '■', word: 'stopped', color: 'yellow', of: ['running', 'retrying'] },
  { ...statusLooks.waiting, word: 'not started', of: ['ready', 'waiting'] },
]

function countLine(state: RunState): Line {
  const line: Span[] = []
  for (const { of, glyph, word, ...style } of pastCounts) {
    const count = of.reduce((sum, status) => sum + state.counts[status], 0)
    if (count > 0) line.push(span(`  ${glyph} ${groupDigits(count)} ${word}`, style))
  }
  const saved = savedTime(state)
  if (saved >= 1000) line.push(span(`   the cache saved ${formatDuration(saved)}`, { dim: true }))
  return line
}

function savedTime(state: RunState): number {
  if (state.counts.cached === 0) return 0
  let saved = 0
  for (const node of state.nodes.values()) if (node.status === 'cached') saved += node.duration ?? 0
  return saved
}

function nextLines(state: RunState): readonly Line[] {
  if (state.run === '') return []
  const steps = [[`pipe show ${state.run}`, 'curves, metrics and logs of this run']]
  const again = `pipe run ${state.program}`.trimEnd()
  if (state.status === 'failure') steps.push([again, 'again: what succeeded is not repeated'])
  if (state.status === 'cancelled' || state.status === 'running') {
    steps.push([again, 'again: it goes on where this one stopped'])
  }
  const width = Math.max(...steps.map(([command]) => command?.length ?? 0))
  return steps.map(([command = '', why = '']) => [
    span(`  ${command.padEnd(width)}`, { color: 'cyan' }),
    span(`  ${why}`, { dim: true }),
  ])
}

/** A titled part of the summary; nothing when it has no lines. */
function section(title: string, lines: readonly string[], color: boolean): readonly string[] {
  return lines.length === 0 ? [] : ['', paint([span(title, { bold: true })], color), ...lines]
}

function skippedLines(state: RunState): readonly Line[] {
  if (state.counts.skipped === 0) return []
  const byReason = new Map<string, string[]>()
  for (const node of state.nodes.values()) {
    if (node.status !== 'skipped') continue
    const reason = node.reason ?? ''
    byReason.set(reason, [...(byReason.get(reason) ?? []).slice(0, 3), node.name])
  }
  return [...byReason]
    .slice(0, 6)
    .map(([reason, names]) => [
      span(`  ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`),
      span(`  ${reason}`, { dim: true }),
    ])
}

/**
 * What a run came to, for the scrollback: how it ended, final metrics, what was cached and skipped and why, what failed,
 * where the outputs lie, and what to do next. Text that ends with a line break and is never wider than `width`, the
 * diagnostics' own long lines aside.
 */
export function renderRunSummary(state: RunState, options: SummaryOptions): string {
  const { width, color } = options
  const painted = (lines: readonly Line[]) =>
    lines.map((line) => paint(cutLine(line, width), color).trimEnd())
  const failures =
    options.failures === 'short'
      ? failureLines(state, options)
      : [failureText(state, options)].filter(Boolean)
  const warnings =
    options.failures === 'short' ? [] : [diagnosticText(state.warnings, options)].filter(Boolean)
  const hidden = state.warningCount - state.warnings.length
  if (warnings.length > 0 && hidden > 0) warnings.push(`… and ${plural(hidden, 'more warning')}`)
  const lines = [
    ...painted([headline(state, width), countLine(state)]),
    ...section('Metrics', painted(metricLines(state, width)), color),
    ...section('Allowed leaks', painted(leakLines(state, width)), color),
    ...section('Cached', painted(cachedLines(state, width)), color),
    ...section('Skipped', painted(skippedLines(state)), color),
    ...section('Outputs', painted(outputLines(state, width)), color),
    ...section('Warnings', warnings, color),
    ...section('Failed', failures, color),
    ...section('Next', options.next === false ? [] : painted(nextLines(state)), color),
  ]
  return `${lines.join('\n')}\n`
}
