import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location as LspLocation,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Node } from '../../parser/ast.ts'
import { rangeOf } from '../places.ts'
import type { Denoted } from '../symbols/denoted.ts'
import { occurrenceOf } from '../symbols/occurrence.ts'
import { nameOf, wordsFor } from '../symbols/occurrences.ts'
import { pathAt } from '../syntax/walk.ts'
import type { View, Workspace } from '../workspace.ts'

/** A word somewhere in the files of the workspace's open programs. */
export interface Mention {
  readonly document: TextDocument
  readonly word: Node
}

/** Every place that says the thing at an offset. */
export function references(
  workspace: Workspace,
  view: View,
  offset: number,
  withDeclaration: boolean,
): readonly LspLocation[] {
  const occurrence = occurrenceOf({ look: view.look, path: pathAt(view.module, offset) })
  if (!occurrence || nameOf(occurrence.denoted) === undefined) return []
  return mentionsOf(workspace, view, occurrence.denoted)
    .filter(({ word, document }) => withDeclaration || !declares(workspace, document, word))
    .map(({ document, word }) => ({ uri: document.uri, range: rangeOf(document, word) }))
}

/** The same within one document, for marking them. */
export function highlights({ look, module, document }: View, offset: number): readonly DocumentHighlight[] {
  const occurrence = occurrenceOf({ look, path: pathAt(module, offset) })
  if (!occurrence || nameOf(occurrence.denoted) === undefined) return []
  return wordsFor(look, module, occurrence.denoted).map((word) => ({
    range: rangeOf(document, word),
    kind: DocumentHighlightKind.Read,
  }))
}

/** The words for a thing in every file that the open programs read, each once. */
export function mentionsOf(workspace: Workspace, view: View, denoted: Denoted): readonly Mention[] {
  const found = new Map<string, Mention>()
  const programs = new Set([view.file, ...workspace.documents().map(({ uri }) => workspace.pathOf(uri))])
  for (const program of programs) {
    const look = workspace.look(program)
    for (const [file, module] of look.modules) {
      const document = workspace.find(look, file)
      if (!document) continue
      for (const word of wordsFor(look, module, denoted)) {
        found.set(`${document.uri} ${word.start}`, { document, word })
      }
    }
  }
  return [...found.values()]
}

/** True for the word by which a declaration gives its name. */
function declares(workspace: Workspace, document: TextDocument, word: Node): boolean {
  const file = workspace.pathOf(document.uri)
  const module = workspace.look(file).modules.get(file)
  const [, parent] = module ? pathAt(module, word.start) : []
  if (parent?.kind === 'declaration') return parent.name.start === word.start
  return parent?.kind === 'entry' && parent.key.start === word.start
}
