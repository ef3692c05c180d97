import { type SemanticTokens, SemanticTokensBuilder, type SemanticTokensLegend } from 'vscode-languageserver'
import type { Span } from '../../base/source.ts'
import { isNodeKind } from '../../compiler/bind/declared.ts'
import type { Denoted } from '../symbols/denoted.ts'
import { occurrencesIn } from '../symbols/occurrences.ts'
import type { View } from '../workspace.ts'

const types = [
  'keyword',
  'class',
  'parameter',
  'variable',
  'property',
  'function',
  'type',
  'enumMember',
] as const
const modifiers = ['declaration', 'readonly', 'defaultLibrary'] as const

/** The words in which tokens are told. */
export const legend: SemanticTokensLegend = { tokenTypes: [...types], tokenModifiers: [...modifiers] }

type TokenType = (typeof types)[number]

interface Look {
  readonly type: TokenType
  readonly modifiers: readonly (typeof modifiers)[number][]
}

/** What each name means, beyond what a grammar of words can tell; within a span, or in all of the file. */
export function semanticTokens({ document, module, look }: View, within?: Span): SemanticTokens {
  const builder = new SemanticTokensBuilder()
  for (const { word, denoted } of occurrencesIn(look, module)) {
    if (within && (word.end < within.start || word.start > within.end)) continue
    const shown = lookOf(denoted)
    if (!shown || word.kind === 'string') continue
    const isDeclaration = denoted.kind === 'declaration' && denoted.declared.syntax.name === word
    const { line, character } = document.positionAt(word.start)
    const bits = (isDeclaration ? [...shown.modifiers, 'declaration' as const] : shown.modifiers).reduce(
      (sum, modifier) => sum | (1 << modifiers.indexOf(modifier)),
      0,
    )
    builder.push(line, character, word.end - word.start, types.indexOf(shown.type), bits)
  }
  return builder.build()
}

function lookOf(denoted: Denoted): Look | undefined {
  switch (denoted.kind) {
    case 'declaration':
      return { type: declarationType(denoted.declared.kind), modifiers: ['readonly'] }
    case 'kind':
      return { type: 'keyword', modifiers: ['defaultLibrary'] }
    case 'component':
    case 'function':
      return { type: 'function', modifiers: ['defaultLibrary'] }
    case 'field':
    case 'member':
    case 'output':
    case 'input':
      return { type: 'property', modifiers: [] }
    case 'ambient':
    case 'fact':
      return { type: 'variable', modifiers: ['readonly', 'defaultLibrary'] }
    case 'type':
      return { type: 'type', modifiers: ['defaultLibrary'] }
    case 'literal':
      return undefined
  }
}

function declarationType(kind: string): TokenType {
  if (isNodeKind(kind)) return 'class'
  return kind === 'param' ? 'parameter' : 'variable'
}
