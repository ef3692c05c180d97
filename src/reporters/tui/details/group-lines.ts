import { formatDuration, plural } from '../../../base/number-format.ts'
import { statusGlyph, statusStyle } from '../../node-style.ts'
import { type Cell, tableLines } from '../../tables.ts'
import { type Line, span } from '../../text/styled-line.ts'
import type { GroupRow } from '../graph-rows.ts'

/** The nodes of a folded group, one a line. */
export function groupLines({ members }: GroupRow, width: number, now: number): Line[] {
  const nodes = members()
  const rows = nodes.map((node): Cell[] => [
    span(statusGlyph(node.status, now), statusStyle(node.status)),
    node.name,
    span(node.kind, { dim: true }),
    node.duration === undefined ? '' : formatDuration(node.duration),
  ])
  const columns = [
    { title: '' },
    { title: '', shrink: true },
    { title: '' },
    { title: '', align: 'right' as const },
  ]
  return [
    [span(plural(nodes.length, 'node'), { bold: true }), span('  enter unfolds them', { dim: true })],
    [],
    ...tableLines(rows, { columns, width, titles: false }),
  ]
}
