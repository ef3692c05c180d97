import type { Declared } from '../../compiler/bind/declared.ts'
import type { Look, Settled } from '../../compiler/editor/look.ts'
import type { Elaborated } from '../../compiler/elaborate/context.ts'
import type { Expression, Node } from '../../parser/ast.ts'
import type { Standing } from '../symbols/denoted.ts'
import { pathAt } from '../syntax/walk.ts'
import type { View, Workspace } from '../workspace.ts'
import { type Cursor, placeholder } from './cursor.ts'

/** Where a word is to be written, in a program that was looked at as if it stood there. */
export interface Place extends Standing {
  readonly cursor: Cursor
  /** The word itself, the innermost node of the path. */
  readonly word: Node
  /** What was known of the whole program last: of declarations elsewhere it is as good. */
  readonly last: Look
}

/**
 * Looks at the program with a placeholder for the word at the cursor. Where the text does not parse even so, what
 * stands behind the cursor in its declaration is left out, and what is open before it is closed.
 */
export function placeAt(workspace: Workspace, view: View, cursor: Cursor): Place | undefined {
  const text = view.document.getText()
  const { replaced, piece, fill, closers, kind } = cursor
  const before = text.slice(0, replaced.start)
  if (kind === 'text') return standAt(workspace.lookAround(view.file, text, cursor.offset), view, cursor)
  const whole = `${before}${fill}${text.slice(replaced.end)}`
  const found = standAt(workspace.lookAround(view.file, whole, replaced.start), view, cursor)
  if (found) return found
  const cut = `${before}${fill}${closers}\n${text.slice(piece.end)}`
  return standAt(workspace.lookAround(view.file, cut, replaced.start), view, cursor)
}

function standAt(look: Look, view: View, cursor: Cursor): Place | undefined {
  const module = look.modules.get(view.file)
  if (!module) return undefined
  const path = pathAt(module, cursor.kind === 'text' ? cursor.offset : cursor.replaced.start + 1)
  const [word] = path
  if (!word) return undefined
  const isWord = cursor.kind === 'text' ? word.kind === 'string' : 'text' in word && word.text === placeholder
  return isWord ? { look, path, cursor, word, last: view.look } : undefined
}

/** What is known of the expression that the word is, or of the nearest around it. */
export function settledAt({ look, path }: Standing): Settled | undefined {
  const [word] = path
  return look.settled.get(word as Expression)
}

/** What a declaration came to: what it came to before, unless it is this one or inside of a component. */
export function elaboratedFrom({ look, last }: Place, declared: Declared): Elaborated | undefined {
  const { context } = last.checked ?? {}
  const before = declared.path.length === 1 ? context?.program.declarations.get(declared.name) : undefined
  const isSame = before?.kind === declared.kind && before.file === declared.file
  return (isSame ? context?.elaborated(before) : undefined) ?? look.checked?.context.elaborated(declared)
}
