import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Comment, Module, Node } from '../../parser/ast.ts'
import { walk } from '../syntax/walk.ts'

const foldable: ReadonlySet<Node['kind']> = new Set([
  'record',
  'list',
  'call',
  'import',
  'string',
  'template',
])

/** What can be folded: whatever spans lines, and runs of comments. */
export function foldingRanges(document: TextDocument, module: Module): readonly FoldingRange[] {
  const byStart = new Map<number, FoldingRange>()
  const lineOf = (offset: number) => document.positionAt(offset).line
  for (const { node } of walk(module)) {
    if (!foldable.has(node.kind)) continue
    const startLine = lineOf(node.start)
    // The line of the closing bracket stays in sight.
    const endLine = lineOf(node.end) - 1
    const known = byStart.get(startLine)
    if (endLine > startLine && (known?.endLine ?? -1) < endLine)
      byStart.set(startLine, { startLine, endLine })
  }
  return [...byStart.values(), ...commentRuns(module.comments, lineOf)]
}

function commentRuns(
  comments: readonly Comment[],
  lineOf: (offset: number) => number,
): readonly FoldingRange[] {
  const runs: { startLine: number; endLine: number }[] = []
  for (const { start } of comments) {
    const line = lineOf(start)
    const last = runs.at(-1)
    if (last?.endLine === line - 1) last.endLine = line
    else runs.push({ startLine: line, endLine: line })
  }
  return runs
    .filter(({ startLine, endLine }) => endLine > startLine)
    .map((run) => ({ ...run, kind: FoldingRangeKind.Comment }))
}
