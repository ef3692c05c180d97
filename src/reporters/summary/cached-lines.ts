import { groupDigits, plural } from '../../base/number-format.ts'
import { type NodeState, type RunState, reasonOf } from '../state/run-state.ts'
import { type Cell, tableLines } from '../tables.ts'
import { type Line, span } from '../text/styled-line.ts'

/** Up to this many cached nodes are named one by one. */
const mostNamed = 6

const unexplained = 'what it depends on came out as before'

/** What was cached and why; many nodes with one reason share a line. */
export function cachedLines(state: RunState, width: number): readonly Line[] {
  const byReason = new Map<string, NodeState[]>()
  for (const node of state.nodes.values()) {
    if (node.status !== 'cached') continue
    const reason = reasonOf(node) ?? unexplained
    const nodes = byReason.get(reason)
    if (nodes) nodes.push(node)
    else byReason.set(reason, [node])
  }
  if (byReason.size === 0) return []
  const rows = [...byReason].slice(0, 2 * mostNamed).flatMap(([reason, nodes]): Cell[][] => {
    if (nodes.length <= mostNamed) return nodes.map((node) => [node.name, span(reason, { dim: true })])
    const names = nodes
      .slice(0, 3)
      .map(({ name }) => name)
      .join(', ')
    return [[plural(nodes.length, 'node'), span(`${reason} (${names}, …)`, { dim: true })]]
  })
  const table = tableLines(rows, {
    columns: [{ title: 'node' }, { title: 'why', shrink: true }],
    width,
    indent: 2,
    titles: false,
  })
  const more = byReason.size - 2 * mostNamed
  return more > 0 ? [...table, [span(`  … ${groupDigits(more)} more reasons`, { dim: true })]] : table
}
