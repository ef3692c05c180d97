import { type InlayHint, InlayHintKind } from 'vscode-languageserver'
import type { Span } from '../../base/source.ts'
import type { Declared } from '../../compiler/bind/declared.ts'
import { typeText } from '../../compiler/editor/type-text.ts'
import type { Declaration } from '../../parser/ast.ts'
import { declarationsBySyntax } from '../symbols/denoted.ts'
import type { View } from '../workspace.ts'
import { trialCount } from './trial-count.ts'

/** What a reader would have to work out: the types of values that don't say theirs, and what a sweep repeats. */
export function inlayHints(view: View, within: Span): readonly InlayHint[] {
  const declared = declarationsBySyntax(view.look)
  return view.module.items.flatMap((item): readonly InlayHint[] => {
    if (item.kind !== 'declaration' || item.end < within.start || item.start > within.end) return []
    const found = declared.get(item)
    if (!found) return []
    const position = view.document.positionAt(item.name.end)
    if (found.kind === 'sweep') {
      const words = sweepWords(view, found)
      return words === undefined ? [] : [{ position, label: words, paddingLeft: true }]
    }
    const type = typeWords(view, item, found)
    return type === undefined ? [] : [{ position, label: `: ${type}`, kind: InlayHintKind.Type }]
  })
}

function typeWords(
  { look }: View,
  { head, type: said }: Declaration,
  declared: Declared,
): string | undefined {
  if (said || (head.text !== 'let' && head.text !== 'param')) return undefined
  const elaborated = look.checked?.context.elaborated(declared)
  const type = elaborated?.type ?? elaborated?.value?.type
  return type && !elaborated?.value?.broken ? typeText(type) : undefined
}

/** `20 trials of 2 nodes` */
function sweepWords({ look }: View, declared: Declared): string | undefined {
  const elaborated = look.checked?.context.elaborated(declared)
  const nodes = elaborated?.sweep?.cone.length ?? 0
  const trials = elaborated && trialCount(elaborated)
  if (trials === undefined || nodes === 0) return undefined
  return `${counted(trials, 'trial')} of ${counted(nodes, 'node')}`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
