import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { SourceText } from '../../src/base/source.ts'
import type { Comment } from '../../src/parser/ast.ts'
import { lex } from '../../src/parser/lexer.ts'
import {
  Chunk,
  Close,
  Else,
  False,
  Hole,
  HoleEnd,
  If,
  Import,
  Name,
  None,
  Not,
  Numeral,
  Open,
  Operator,
  Quantity,
  Separator,
  Text,
  Then,
  type Token,
  True,
} from '../../src/parser/tokens.ts'

const root = join(import.meta.dirname, '../..')

/** Every program of the repository that is closed: where a text is not, the lexer guesses what was meant. */
export const programs: readonly { readonly name: string; readonly text: string }[] = [
  'stdlib',
  'examples',
  'starters',
  'test/cases',
].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pipe') && !name.includes('broken') && !name.includes('.pipe/'))
    .map((name) => join(root, folder, name))
    .map((path) => ({ name: relative(root, path), text: readFileSync(path, 'utf8') })),
)

/** What an editor shows a word as. */
export type Shown =
  | 'keyword'
  | 'operator word'
  | 'constant'
  | 'number'
  | 'text'
  | 'hole'
  | 'name'
  | 'mark'
  | 'comment'

/** A word as our lexer reads it. */
export interface Word {
  readonly start: number
  readonly end: number
  readonly shown: Shown
}

/** The words and comments of a text by the lexer of the compiler; `undefined` where brackets don't balance. */
export function wordsOf(text: string): readonly Word[] | undefined {
  const scanner = lex(new SourceText('', text), 'never')
  if (scanner.diagnostics.length > 0) return undefined
  const words = scanner.tokens.flatMap((token) => {
    const shown = shownOf(token)
    return shown && token.end > token.startOffset ? [{ start: token.startOffset, end: token.end, shown }] : []
  })
  return [...words, ...scanner.comments.map(commentWord)].flatMap((word) => trimmed(text, word))
}

/** Without the white space at its ends, which has no colour; nothing where that is all. */
function trimmed(text: string, { start, end, shown }: Word): readonly Word[] {
  const own = text.slice(start, end)
  const from = start + own.length - own.trimStart().length
  const to = end - own.length + own.trimEnd().length
  return from < to ? [{ start: from, end: to, shown }] : []
}

function commentWord({ start, end }: Comment): Word {
  return { start, end, shown: 'comment' }
}

function shownOf({ tokenType, image }: Token): Shown | undefined {
  switch (tokenType) {
    case Separator:
      return image === ',' ? 'mark' : undefined
    case Import:
    case If:
    case Then:
    case Else:
      return 'keyword'
    case Not:
      return 'operator word'
    case Operator:
      return /^[a-z]/.test(image) ? 'operator word' : 'mark'
    case True:
    case False:
    case None:
      return 'constant'
    case Numeral:
    case Quantity:
      return 'number'
    case Text:
    case Open:
    case Chunk:
    case Close:
      return 'text'
    case Hole:
    case HoleEnd:
      return 'hole'
    case Name:
      return 'name'
    default:
      return 'mark'
  }
}
