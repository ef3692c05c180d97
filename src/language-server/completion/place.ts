import type { Look, Settled } from '../../compiler/editor/look.ts'
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
}

/**
 * Looks at the program with a placeholder for the word at the cursor. Where the text does not parse even so, what
 * stands behind the cursor in its declaration is left out, and what is open before it is closed.
 */
export function placeAt(workspace: Workspace, view: View, cursor: Cursor): Place | undefined {
  const text = view.document.getText()
  const { replaced, piece, fill, closers, kind } = cursor
  const before = text.slice(0, replaced.start)
  if (kind === 'text') return standAt(workspace.lookAround(view.file, text, cursor.offset), view.file, cursor)
  const whole = `${before}${fill}${text.slice(replaced.end)}`
  const found = standAt(workspace.lookAround(view.file, whole, replaced.start), view.file, cursor)
  if (found) return found
  const cut = `${before}${fill}${closers}\n${text.slice(piece.end)}`
  return standAt(workspace.lookAround(view.file, cut, replaced.start), view.file, cursor)
}

function standAt(look: Look, file: string, cursor: Cursor): Place | undefined {
  const module = look.modules.get(file)
  if (!module) return undefined
  const path = pathAt(module, cursor.kind === 'text' ? cursor.offset : cursor.replaced.start + 1)
  const [word] = path
  if (!word) return undefined
  const isWord = cursor.kind === 'text' ? word.kind === 'string' : 'text' in word && word.text === placeholder
  return isWord ? { look, path, cursor, word } : undefined
}

/** What is known of the expression that the word is, or of the nearest around it. */
export function settledAt({ look, path }: Standing): Settled | undefined {
  const [word] = path
  return look.settled.get(word as Expression)
}
