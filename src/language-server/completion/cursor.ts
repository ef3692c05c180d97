import { SourceText, type Span } from '../../base/source.ts'
import { pieceStarts } from '../../parser/heads.ts'
import { lex } from '../../parser/lexer.ts'
import {
  Close,
  Colon,
  closes,
  Dot,
  HoleEnd,
  Import,
  LeftBrace,
  Name,
  Open,
  opens,
  Separator,
  Text,
  type Token,
} from '../../parser/tokens.ts'

/** Stands in the text for the word that is being written; no program has it. */
export const placeholder = 'word_at_the_cursor'

/** What kind of word stands, or is to stand, at the cursor. */
export type CursorKind =
  /** The start of an item of the file: a kind. */
  | 'kind'
  /** The start of an item between braces: a key. */
  | 'key'
  /** Behind a dot. */
  | 'member'
  /** Within quotes. */
  | 'text'
  /** A number, with or without a unit. */
  | 'number'
  /** A name between the braces of an `import`. */
  | 'pick'
  | 'value'

/** The cursor in a text, as far as its words tell: what holds even where the text does not parse. */
export interface Cursor {
  readonly kind: CursorKind
  readonly offset: number
  /** What a completion replaces. */
  readonly replaced: Span
  /** The text that is replaced, up to the cursor. */
  readonly prefix: string
  /** What is to stand for the word so that the text parses. */
  readonly fill: string
  /** What is open before the cursor, closed: for a text that does not parse behind it. */
  readonly closers: string
  /** The piece of the text that the cursor is in. */
  readonly piece: Span
}

const numberBefore = /(?<![\w]|\w\.)\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?(?: ?[A-Za-z]*|%)$/
const nameBefore = /[A-Za-z_]\w*$/

/** Looks at the words around an offset; `undefined` in a comment, and where a new name is being made up. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const piece = pieceAround(text, offset)
  const before = text.slice(piece.start, offset)
  const number = numberBefore.exec(before)?.[0]
  const prefix = number ?? nameBefore.exec(before)?.[0] ?? ''
  const after = /^\w*/.exec(text.slice(offset, piece.end))?.[0] ?? ''
  const replaced = { start: offset - prefix.length, end: offset + after.length }
  const filled = `${text.slice(piece.start, replaced.start)}${placeholder}${text.slice(replaced.end, piece.end)}`
  const scanner = lex(new SourceText('', filled), 'never')
  const index = scanner.tokens.findIndex((token) => token.tokenType === Name && token.image === placeholder)
  if (index < 0) return textCursor(text, offset, piece)
  const open = openBefore(scanner.tokens, index)
  const kind = number === undefined ? kindOf(scanner.tokens, index, open) : 'number'
  if (!kind) return undefined
  const next = scanner.tokens[index + 1]
  const fill = kind === 'key' && next?.tokenType !== Colon ? `${placeholder}: none` : placeholder
  const closers = open.map(closerOf).reverse().join('')
  return { kind, offset, replaced, prefix, fill, closers, piece }
}

function pieceAround(text: string, offset: number): Span {
  const starts = pieceStarts(text)
  const index = starts.findLastIndex((start) => start <= offset)
  return { start: starts[index] ?? 0, end: starts[index + 1] ?? text.length }
}

/** The cursor within quotes: what they hold is what is replaced. */
function textCursor(text: string, offset: number, piece: Span): Cursor | undefined {
  const { tokens } = lex(new SourceText('', text.slice(piece.start, piece.end)), 'never')
  const at = offset - piece.start
  const token = tokens.find(
    ({ tokenType, startOffset, end }) =>
      tokenType === Text &&
      startOffset < at &&
      (at < end || !isClosed(text, piece, startOffset, end)) &&
      at <= end,
  )
  if (!token || token.image === '"""') return undefined
  const start = piece.start + token.startOffset + 1
  const end = piece.start + token.end - (isClosed(text, piece, token.startOffset, token.end) ? 1 : 0)
  const replaced = { start, end: Math.max(start, end) }
  return { kind: 'text', offset, replaced, prefix: text.slice(start, offset), fill: '', closers: '', piece }
}

function isClosed(text: string, piece: Span, start: number, end: number): boolean {
  return end - start > 1 && text[piece.start + end - 1] === '"'
}

/** What is open at a token, the outermost first; strings with holes among it. */
function openBefore(tokens: readonly Token[], index: number): readonly Token[] {
  const open: Token[] = []
  for (const token of tokens.slice(0, index)) {
    if (opens[token.tokenTypeIdx] || token.tokenType === Open) open.push(token)
    else if (closes[token.tokenTypeIdx] || token.tokenType === Close) open.pop()
  }
  return open
}

function closerOf({ image }: Token): string {
  const closer: Readonly<Record<string, string>> = { '{': ' }', '(': ')', '[': ']', '${': '}' }
  return closer[image] ?? image
}

function kindOf(tokens: readonly Token[], index: number, open: readonly Token[]): CursorKind | undefined {
  const before = tokens[index - 1]
  const inner = open.at(-1)
  const starts = (token: Token | undefined) => !token || token.tokenType === Separator || token === inner
  const inBraces = !inner || inner.tokenType === LeftBrace
  if (inBraces && starts(before)) {
    if (!inner) return 'kind'
    return isImport(tokens, inner) ? 'pick' : 'key'
  }
  if (before?.tokenType === Dot) return 'member'
  // `train n…`: a name that is being given.
  if (inBraces && before?.tokenType === Name && starts(tokens[index - 2])) return undefined
  // A word behind a value without an operator between is no value.
  return before?.tokenType === HoleEnd || before?.tokenType === Text ? undefined : 'value'
}

function isImport(tokens: readonly Token[], brace: Token): boolean {
  return tokens[tokens.indexOf(brace) - 1]?.tokenType === Import
}
