import { posix } from 'node:path'
import { CompletionItemKind } from 'vscode-languageserver'
import { alternativesOf } from '../../compiler/elaborate/type-relations.ts'
import type { CompilerHost } from '../../compiler/host.ts'
import type { Type } from '../../ir/type.ts'
import { escaped, type Offer } from './item.ts'
import { type Place, settledAt } from './place.ts'

const hidden = /^\.|^node_modules$/

/** Files and folders, within quotes where a path is wanted; `folder` is that of the program. */
export function pathOffers(place: Place, host: CompilerHost, folder: string): readonly Offer[] {
  const isImport = place.path[1]?.kind === 'import'
  const expected = settledAt(place)?.expected
  if (!isImport && !(expected && alternativesOf(expected).some(isPath))) return []
  const { prefix } = place.cursor
  // What leads out of the program's project is no path of it.
  if (prefix.startsWith('/')) return []
  const typed = prefix.slice(0, prefix.lastIndexOf('/') + 1)
  const inside = posix.join(folder, typed)
  return host.list(inside).flatMap((name): readonly Offer[] => {
    if (hidden.test(name)) return []
    const isFolder = host.kind(posix.join(inside, name)) === 'folder'
    if (isImport && !isFolder && !name.endsWith('.pipe')) return []
    const label = `${typed}${name}${isFolder ? '/' : ''}`
    const kind = isFolder ? CompletionItemKind.Folder : CompletionItemKind.File
    return [{ label, kind, snippet: escaped(label), rank: isFolder ? 2 : 1 }]
  })
}

function isPath(type: Type): boolean {
  return (
    type.type === 'path' ||
    (type.type === 'artifact' && (type.artifact === 'File' || type.artifact === 'Directory'))
  )
}
