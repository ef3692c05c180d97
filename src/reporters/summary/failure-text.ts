import { formatDuration, groupDigits, plural } from '../../base/number-format.ts'
import type { NodeState, RunState } from '../state/run-state.ts'
import { truncate } from '../text/fit-columns.ts'
import { paint, span } from '../text/styled-line.ts'
import { diagnosticText, type TextOptions } from './diagnostic-text.ts'

/** More failed nodes than this are counted, not shown. */
const mostShown = 8

/** Lines of a failed node's log that are repeated. */
const logLines = 8

/** The failed nodes of a run, in the order of the graph. */
export function failedNodes(state: RunState): readonly NodeState[] {
  if (state.counts.failed === 0) return []
  return [...state.nodes.values()].filter(({ status }) => status === 'failed')
}

function logText(node: NodeState, { width, color }: TextOptions): string {
  const lines = node.log?.tail(logLines) ?? []
  const last = lines.at(-1)?.text
  // A failed command's diagnostic may quote its last lines itself.
  if (last !== undefined && node.diagnostics.some(({ hint }) => hint?.includes(last))) return ''
  return lines
    .map(({ text }) =>
      paint([span('  │ ', { color: 'red' }), span(truncate(text, width - 4), { dim: true })], color),
    )
    .join('\n')
}

/** What went wrong in each failed node: its diagnostics, and the last lines that it wrote. */
export function failureText(state: RunState, options: TextOptions): string {
  const failed = failedNodes(state)
  const parts = failed.slice(0, mostShown).map((node) => {
    const attempts = node.attempt > 1 ? ` in attempt ${node.attempt}` : ''
    const took = node.duration === undefined ? '' : ` after ${formatDuration(node.duration)}`
    const title = paint(
      [
        span('✗ ', { color: 'red' }),
        span(node.name, { bold: true }),
        span(` ${node.kind}, failed${took}${attempts}`, { dim: true }),
      ],
      options.color,
    )
    return [title, diagnosticText(node.diagnostics, options), logText(node, options)]
      .filter((text) => text !== '')
      .join('\n')
  })
  const more = failed.length - mostShown
  if (more > 0) parts.push(`… and ${plural(more, 'more node')}`)
  return parts.join('\n\n')
}

/** One line for each failed node, for where the full story was told before. */
export function failureLines(state: RunState, { width, color }: TextOptions): readonly string[] {
  const failed = failedNodes(state)
  const lines = failed.slice(0, 4 * mostShown).map((node) => {
    const first = node.diagnostics[0]
    const what = first ? `${first.code} ${first.message}` : 'failed'
    const text = [span('  ✗ ', { color: 'red' }), span(`${node.name}  `, { bold: true })]
    return paint([...text, span(truncate(what, Math.max(20, width - node.name.length - 6)))], color)
  })
  const more = failed.length - 4 * mostShown
  return more > 0 ? [...lines, `  … ${groupDigits(more)} more`] : lines
}
