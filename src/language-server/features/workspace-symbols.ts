import type { WorkspaceSymbol } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { SourceText } from '../../base/source.ts'
import { parse } from '../../parser/parse.ts'
import { uriOf } from '../paths.ts'
import type { Workspace } from '../workspace.ts'
import { declaredSymbols } from './document-symbols.ts'

const skipped: ReadonlySet<string> = new Set(['node_modules', '.git', '.pipe', 'dist', '.venv'])
/** A workspace may be a home folder: what lies deeper or beyond is not looked for. */
const deepest = 8
const mostFiles = 1_000
const mostSymbols = 500

/** What the programs of the workspace declare, open or not, by the letters of a query. */
export function workspaceSymbols(
  workspace: Workspace,
  folders: readonly string[],
  query: string,
): WorkspaceSymbol[] {
  const files = new Set(workspace.documents().map(({ uri }) => workspace.pathOf(uri)))
  for (const folder of folders) for (const file of programsBelow(workspace, folder)) files.add(file)
  const found: WorkspaceSymbol[] = []
  for (const file of files) {
    const text = workspace.host.readText(file)
    if (text === undefined) continue
    const { module } = parse(new SourceText(file, text))
    found.push(...declaredSymbols(TextDocument.create(uriOf(file), 'pipe', 0, text), module, query))
    if (found.length >= mostSymbols) break
  }
  return found.slice(0, mostSymbols)
}

function* programsBelow({ host }: Workspace, root: string): Generator<string> {
  const waiting = [{ folder: root, depth: 0 }]
  let files = 0
  for (let next = waiting.pop(); next && files < mostFiles; next = waiting.pop()) {
    const { folder, depth } = next
    for (const name of host.list(folder)) {
      const path = `${folder}/${name}`
      if (name.endsWith('.pipe') && host.kind(path) === 'file') {
        files++
        yield path
      } else if (
        depth < deepest &&
        !skipped.has(name) &&
        !name.includes('.') &&
        host.kind(path) === 'folder'
      ) {
        waiting.push({ folder: path, depth: depth + 1 })
      }
    }
  }
}
