import type { Diagnostic } from '../../../base/diagnostics/diagnostic.ts'
import { formatBytes, formatNumber, groupDigits } from '../../../base/number-format.ts'
import { shortPath } from '../../output-path.ts'
import type { NodeState } from '../../state/run-state.ts'
import { diagnosticText, type TextOptions } from '../../summary/diagnostic-text.ts'
import { type Cell, tableLines } from '../../tables.ts'
import { padEnd } from '../../text/fit-columns.ts'
import { sanitizeLine } from '../../text/sanitize.ts'
import { type Line, type Span, span } from '../../text/styled-line.ts'
import { wrap } from '../../text/wrap.ts'

/** The final metrics, in as many columns as there is room for. */
export function metricLines(node: NodeState, width: number): Line[] {
  const entries = Object.entries(node.metrics)
  if (entries.length === 0) return []
  const nameWidth = Math.min(20, Math.max(...entries.map(([name]) => name.length)) + 1)
  const cell = nameWidth + 12
  const across = Math.max(1, Math.floor(width / cell))
  const lines: Line[] = []
  for (let index = 0; index < entries.length; index += across) {
    const line: Span[] = []
    for (const [name, value] of entries.slice(index, index + across)) {
      line.push(
        span(padEnd(name, nameWidth), { dim: true }),
        span(padEnd(formatNumber(value), 12), { bold: true }),
      )
    }
    lines.push(line)
  }
  return lines
}

/** What the node made: name, kind, size, and where it lies. */
export function outputLines(node: NodeState, width: number): Line[] {
  if (node.outputs.length === 0) return []
  const rows = node.outputs
    .slice(0, 12)
    .map(({ name, kind, path, size }): Cell[] => [
      span(name, { bold: true }),
      span(kind, { dim: true }),
      size === undefined ? '' : formatBytes(size),
      shortPath(path ?? '', Math.max(8, width - 30)),
    ])
  const columns = [
    { title: '' },
    { title: '' },
    { title: '', align: 'right' as const },
    { title: '', shrink: true },
  ]
  const more = node.outputs.length - rows.length
  const lines = tableLines(rows, { columns, width, titles: false })
  return more > 0 ? [...lines, [span(`… ${groupDigits(more)} more`, { dim: true })]] : [...lines]
}

/** Diagnostics with their code frames, broken to the width. */
export function diagnosticLines(diagnostics: readonly Diagnostic[], options: TextOptions): Line[] {
  if (diagnostics.length === 0) return []
  const lines = diagnosticText(diagnostics, { ...options, color: false })
    .trimEnd()
    .split('\n')
  return lines.flatMap((line) => {
    const heading = /^(error|warning)\b/.exec(line)
    const style = heading ? ({ color: heading[1] === 'error' ? 'red' : 'yellow', bold: true } as const) : {}
    return wrap(sanitizeLine(line), options.width).map((text): Line => [span(text, style)])
  })
}
