import { type InlayHint, InlayHintKind } from 'vscode-languageserver'
import type { Span } from '../../base/source.ts'
import { typeText } from '../../compiler/editor/type-text.ts'
import { declarationsBySyntax } from '../symbols/denoted.ts'
import type { View } from '../workspace.ts'

/** What a reader would have to work out: the types of values that don't say theirs. */
export function inlayHints({ document, module, look }: View, within: Span): readonly InlayHint[] {
  const declared = declarationsBySyntax(look)
  return module.items.flatMap((item): readonly InlayHint[] => {
    if (item.kind !== 'declaration' || item.end < within.start || item.start > within.end) return []
    const { head, name, type: said } = item
    if (said || (head.text !== 'let' && head.text !== 'param')) return []
    const found = declared.get(item)
    const elaborated = found && look.checked?.elaborated.get(found)
    const type = elaborated?.type ?? elaborated?.value?.type
    if (!type || elaborated?.value?.broken) return []
    const position = document.positionAt(name.end)
    return [{ position, label: `: ${typeText(type)}`, kind: InlayHintKind.Type }]
  })
}
