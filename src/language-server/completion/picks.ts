import { posix } from 'node:path'
import { CompletionItemKind } from 'vscode-languageserver'
import { SourceText } from '../../base/source.ts'
import { parse } from '../../parser/parse.ts'
import type { View, Workspace } from '../workspace.ts'
import type { Cursor } from './cursor.ts'
import type { Offer } from './item.ts'

const importable: ReadonlySet<string> = new Set(['component', 'let', 'model', 'executor'])

/** What the file of an `import` has to give, between its braces. */
export function pickOffers(
  { host }: Workspace,
  { document, file }: View,
  { piece }: Cursor,
): readonly Offer[] {
  const text = document.getText().slice(piece.start, piece.end)
  const [, from] = /\}\s*from\s+"([^"\n]*)"/.exec(text) ?? []
  const source = from === undefined ? undefined : host.readText(posix.join(posix.dirname(file), from))
  if (source === undefined) return []
  const { module } = parse(new SourceText(file, source))
  return module.items.flatMap((item): readonly Offer[] => {
    if (item.kind !== 'declaration' || !importable.has(item.head.text)) return []
    const doc = item.doc === undefined ? {} : { doc: item.doc }
    return [
      { label: item.name.text, kind: CompletionItemKind.Reference, detail: item.head.text, ...doc, rank: 0 },
    ]
  })
}
