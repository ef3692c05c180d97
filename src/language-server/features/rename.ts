import {
  ErrorCodes,
  type Range,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import { reservedNames } from '../../compiler/bind/declared.ts'
import { look } from '../../compiler/editor/look.ts'
import { rangeOf } from '../places.ts'
import type { Denoted, Occurrence } from '../symbols/denoted.ts'
import { occurrenceOf } from '../symbols/occurrence.ts'
import { nameOf } from '../symbols/occurrences.ts'
import { pathAt } from '../syntax/walk.ts'
import type { View, Workspace } from '../workspace.ts'
import { type Mention, mentionsOf } from './references.ts'

/** What a client shows before it asks for the new name. */
export interface Prepared {
  readonly range: Range
  readonly placeholder: string
}

/** The name at an offset, if it is the program's own to change. */
export function prepareRename(view: View, offset: number): Prepared | null {
  const occurrence = renamable(view, offset)
  if (!occurrence) return null
  const { word, denoted } = occurrence
  return { range: rangeOf(view.document, word), placeholder: nameOf(denoted) ?? '' }
}

/** The edits that give a thing another name everywhere; refuses what would make a program wrong that was right. */
export function rename(workspace: Workspace, view: View, offset: number, name: string): WorkspaceEdit {
  const occurrence = renamable(view, offset)
  if (!occurrence) throw refusal('Only what a program declares can be renamed.')
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name)) {
    throw refusal(
      `\`${name}\` can't be a name: names are lower-case words joined by \`_\`, such as \`my_model\`.`,
    )
  }
  if (reservedNames.has(name)) throw refusal(`\`${name}\` has a meaning of its own in the language.`)
  const mentions = mentionsOf(workspace, view, occurrence.denoted)
  const changes = editsOf(mentions, name)
  const harm = harmOf(workspace, changes)
  if (harm) throw refusal(`With the name \`${name}\` the program would be wrong: ${harm.message}`)
  return { changes }
}

function refusal(message: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidRequest, message)
}

function renamable({ look: known, module }: View, offset: number): Occurrence | undefined {
  const occurrence = occurrenceOf({ look: known, path: pathAt(module, offset) })
  return occurrence && isOwn(occurrence.denoted) ? occurrence : undefined
}

/** Metrics have other readers: a `score` compares those of several nodes by one name. */
function isOwn(denoted: Denoted): boolean {
  if (denoted.kind === 'output') return denoted.node.kind === 'step' && denoted.path.length === 1
  return denoted.kind === 'declaration' || denoted.kind === 'input'
}

function editsOf(mentions: readonly Mention[], newText: string): { [uri: string]: TextEdit[] } {
  const changes: { [uri: string]: TextEdit[] } = {}
  for (const { document, word } of mentions) {
    changes[document.uri] ??= []
    changes[document.uri]?.push({ range: rangeOf(document, word), newText })
  }
  return changes
}

/** The first error that the open programs would have and have not. */
function harmOf(
  workspace: Workspace,
  changes: { readonly [uri: string]: TextEdit[] },
): Diagnostic | undefined {
  const texts = new Map<string, string>()
  const programs = new Set<string>()
  for (const [uri, edits] of Object.entries(changes)) {
    const path = workspace.pathOf(uri)
    for (const reader of workspace.readersOf(path)) programs.add(reader)
    const text = workspace.document(uri)?.getText() ?? workspace.host.readText(path) ?? ''
    texts.set(path, TextDocument.applyEdits(TextDocument.create(uri, 'pipe', 0, text), edits))
  }
  const renamed = workspace.hostWith(texts)
  for (const program of programs) {
    const before = errorsOf(workspace.look(program).diagnostics)
    const after = errorsOf(look(renamed, program).diagnostics)
    const more = after.find(({ code }) => countOf(after, code) > countOf(before, code))
    if (more) return more
  }
  return undefined
}

function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error')
}

function countOf(diagnostics: readonly Diagnostic[], wanted: string): number {
  return diagnostics.filter(({ code }) => code === wanted).length
}
