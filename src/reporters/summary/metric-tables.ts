import { formatNumber, groupDigits } from '../../base/number-format.ts'
import type { NodeState, RunState } from '../state/run-state.ts'
import { type Cell, type Column, tableLines, tableWidth } from '../tables.ts'
import { type Line, plainLine, span } from '../text/styled-line.ts'

/** Nodes that measured the same things share a table. */
interface MetricGroup {
  readonly kind: string
  readonly names: readonly string[]
  readonly nodes: readonly NodeState[]
}

const mostRows = 24

function groupsOf(state: RunState): readonly MetricGroup[] {
  const groups = new Map<string, { kind: string; names: readonly string[]; nodes: NodeState[] }>()
  for (const node of state.nodes.values()) {
    const names = Object.keys(node.metrics)
    if (names.length === 0 || (node.status !== 'succeeded' && node.status !== 'cached')) continue
    const key = `${node.kind}\n${names.toSorted().join('\n')}`
    const group = groups.get(key)
    if (group) group.nodes.push(node)
    else groups.set(key, { kind: node.kind, names, nodes: [node] })
  }
  return [...groups.values()]
}

function value(node: NodeState, name: string): string {
  const metric = node.metrics[name]
  return metric === undefined ? '' : formatNumber(metric)
}

/** Nodes down, metrics across: the usual table. */
function upright({ kind, names, nodes }: MetricGroup) {
  const columns: Column[] = [
    { title: kind, shrink: true },
    ...names.map((title): Column => ({ title, align: 'right' })),
  ]
  const rows = nodes.map((node): Cell[] => [node.name, ...names.map((name) => value(node, name))])
  return { columns, rows }
}

/** Metrics down, nodes across: for many metrics of few nodes. */
function turned({ kind, names, nodes }: MetricGroup) {
  const columns: Column[] = [
    { title: kind, shrink: true },
    ...nodes.map(({ name }): Column => ({ title: name, align: 'right' })),
  ]
  const rows = names.map((name): Cell[] => [name, ...nodes.map((node) => value(node, name))])
  return { columns, rows }
}

function groupLines(group: MetricGroup, width: number): readonly Line[] {
  const candidates = [upright(group), turned(group)]
  const fitting = candidates.find(
    ({ columns, rows }) => tableWidth(rows, { columns, width, indent: 2 }) <= width,
  )
  if (fitting) return limited(fitting.rows, fitting.columns, width)
  // Too wide either way: one metric a row, the nodes below each other.
  const rows = group.nodes.flatMap((node) =>
    group.names.map((name): Cell[] => [node.name, name, value(node, name)]),
  )
  return limited(
    rows,
    [{ title: group.kind }, { title: 'metric', shrink: true }, { title: 'value', align: 'right' }],
    width,
  )
}

function limited(
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  width: number,
): readonly Line[] {
  const lines = tableLines(rows.slice(0, mostRows), { columns, width, indent: 2 })
  const more = rows.length - mostRows
  return more > 0 ? [...lines, [span(`  … ${groupDigits(more)} more`, { dim: true })]] : lines
}

/** The final metrics of a run: one table for each set of nodes that measured the same things. */
export function metricLines(state: RunState, width: number): readonly Line[] {
  return groupsOf(state).flatMap((group, index) => [
    ...(index > 0 ? [plainLine('')] : []),
    ...groupLines(group, width),
  ])
}
