import { type CodeAction, CodeActionKind, type Range, type TextEdit } from 'vscode-languageserver'
import type { Diagnostic, Fix } from '../../base/diagnostics/diagnostic.ts'
import { rangeOf } from '../places.ts'
import { toProtocol } from '../protocol-diagnostics.ts'
import type { View } from '../workspace.ts'

/** The mends of the problems at a range, and one for all of the file when it has several. */
export function codeActions(view: View, range: Range): readonly CodeAction[] {
  const { document, file, look, find } = view
  const from = document.offsetAt(range.start)
  const to = document.offsetAt(range.end)
  const here = look.diagnostics.filter(({ location }) => location?.file === file)
  const fixed = here.filter(hasFix)
  const actions = fixed
    .filter(({ location }) => location !== undefined && location.start <= to && from <= location.end)
    .map(
      (diagnostic): CodeAction => ({
        title: diagnostic.fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [toProtocol(find, diagnostic)],
        isPreferred: true,
        edit: { changes: changesOf(view, [diagnostic.fix]) },
      }),
    )
  const all = apart(fixed.map(({ fix }) => fix))
  if (all.length < 2) return actions
  const edit = { changes: changesOf(view, all) }
  return [
    ...actions,
    { title: `Fix all ${all.length} problems that can be`, kind: CodeActionKind.SourceFixAll, edit },
  ]
}

type Fixed = Diagnostic & { readonly fix: Fix }

function hasFix(diagnostic: Diagnostic): diagnostic is Fixed {
  return diagnostic.fix !== undefined
}

/** Fixes that don't touch what an earlier one touches. */
function apart(fixes: readonly Fix[]): readonly Fix[] {
  const taken: { readonly file: string; readonly start: number; readonly end: number }[] = []
  return fixes.filter(({ edits }) => {
    const places = edits.map(({ location }) => location)
    const clash = places.some((place) =>
      taken.some(({ file, start, end }) => file === place.file && start <= place.end && place.start <= end),
    )
    if (!clash) taken.push(...places)
    return !clash
  })
}

function changesOf({ find }: View, fixes: readonly Fix[]): { [uri: string]: TextEdit[] } {
  const changes: { [uri: string]: TextEdit[] } = {}
  for (const { location, text } of fixes.flatMap(({ edits }) => edits)) {
    const document = find(location.file)
    if (!document) continue
    changes[document.uri] ??= []
    changes[document.uri]?.push({ range: rangeOf(document, location), newText: text })
  }
  return changes
}
