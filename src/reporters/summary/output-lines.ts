import { formatBytes, groupDigits } from '../../base/number-format.ts'
import type { OutputSummary } from '../../runtime/event.ts'
import { inStore, shortPath } from '../output-path.ts'
import type { NodeState, RunState } from '../state/run-state.ts'
import { type Cell, tableLines } from '../tables.ts'
import { type Line, span } from '../text/styled-line.ts'

const mostRows = 12

/** What lies in the store is named by its hash: of that, models are what a person looks for. */
function isShown({ kind, path }: OutputSummary): boolean {
  return path !== undefined && (kind === 'Model' || !inStore(path))
}

function rowOf(node: NodeState, { name, path, size }: OutputSummary, width: number): Cell[] {
  return [
    node.outputs.length === 1 && name === node.name ? node.name : `${node.name}.${name}`,
    shortPath(path ?? '', Math.max(12, width - 40)),
    span(size === undefined ? '' : formatBytes(size), { dim: true }),
  ]
}

/** Where the files lie that the run made for its user. `pipe show` of a node has all of its outputs. */
export function outputLines(state: RunState, width: number): readonly Line[] {
  const shown = [...state.nodes.values()].flatMap((node) =>
    node.outputs.filter(isShown).map((output) => ({ node, output })),
  )
  // The user's own files first.
  shown.sort((a, b) => Number(inStore(a.output.path ?? '')) - Number(inStore(b.output.path ?? '')))
  const rows = shown.slice(0, mostRows).map(({ node, output }) => rowOf(node, output, width))
  if (rows.length === 0) return []
  const table = tableLines(rows, {
    columns: [{ title: 'output', shrink: true }, { title: 'path' }, { title: 'size', align: 'right' }],
    width,
    indent: 2,
    titles: false,
  })
  const more = shown.length - rows.length
  return more > 0 ? [...table, [span(`  … ${groupDigits(more)} more`, { dim: true })]] : table
}
