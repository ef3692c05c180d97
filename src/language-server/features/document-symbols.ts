import { type DocumentSymbol, SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Declaration, Item, Module } from '../../parser/ast.ts'
import { rangeOf } from '../places.ts'

const kinds: Readonly<Record<string, SymbolKind>> = {
  pipeline: SymbolKind.Package,
  param: SymbolKind.TypeParameter,
  secret: SymbolKind.Key,
  let: SymbolKind.Constant,
  model: SymbolKind.Struct,
  executor: SymbolKind.Interface,
  regulation: SymbolKind.Operator,
  component: SymbolKind.Class,
  trigger: SymbolKind.Event,
  target: SymbolKind.Module,
  output: SymbolKind.Property,
}

/** The outline of a file: its declarations, with the entries of their bodies. */
export function documentSymbols(document: TextDocument, module: Module): readonly DocumentSymbol[] {
  return module.items.flatMap((item) => symbolsOf(document, item))
}

function symbolsOf(document: TextDocument, item: Item): readonly DocumentSymbol[] {
  if (item.kind === 'import') return []
  const range = rangeOf(document, item)
  if (item.kind === 'entry') {
    const name = item.key.kind === 'identifier' ? item.key.text : item.key.value
    // Clients refuse symbols without a name.
    if (name === '') return []
    return [{ name, kind: SymbolKind.Field, range, selectionRange: rangeOf(document, item.key) }]
  }
  const children = (item.body?.items ?? []).flatMap((inner) => symbolsOf(document, inner))
  return [
    {
      name: item.name.text,
      detail: item.head.text,
      kind: kindOf(item),
      range,
      selectionRange: rangeOf(document, item.name),
      ...(children.length > 0 && { children }),
    },
  ]
}

/** The declarations of a file whose names have the letters of a query in order. */
export function declaredSymbols(
  document: TextDocument,
  module: Module,
  query: string,
): readonly WorkspaceSymbol[] {
  return module.items.flatMap((item) => {
    if (item.kind !== 'declaration' || !hasLetters(item.name.text, query)) return []
    const location = { uri: document.uri, range: rangeOf(document, item.name) }
    return [{ name: item.name.text, kind: kindOf(item), location, containerName: item.head.text }]
  })
}

/** What is no value and no setting is a node. */
function kindOf({ head }: Declaration): SymbolKind {
  return (Object.hasOwn(kinds, head.text) ? kinds[head.text] : undefined) ?? SymbolKind.Function
}

function hasLetters(name: string, query: string): boolean {
  let at = 0
  for (const letter of query.toLowerCase()) {
    at = name.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}
