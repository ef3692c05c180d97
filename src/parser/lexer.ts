import type { TokenType } from 'chevrotain'
import type { SourceText } from '../base/source.ts'
import { closeBracket, openBracket, unwind } from './brackets.ts'
import { Character, classOf, isWord } from './characters.ts'
import { levelByIndentation } from './indentation.ts'
import { lexMistake } from './mistakes.ts'
import { lexNumber } from './numbers.ts'
import { type Cut, Scanner } from './scanner.ts'
import { continueText, lexString } from './strings.ts'
import { Assign, Colon, Dot, Minus, Name, Operator, reservedWords, Separator } from './tokens.ts'

/** Splits a text into tokens that balance; what is wrong with the text is in the scanner's diagnostics. */
export function lex(source: SourceText, cut: Cut, suspects: ReadonlySet<number> = new Set()): Scanner {
  const scanner = new Scanner(source, cut, suspects)
  if (scanner.text.charCodeAt(0) === 0xfeff) scanner.at = 1
  const { length } = scanner.text
  while (scanner.at < length) lexNext(scanner)
  if (scanner.frames.depth > 0) unwind(scanner, 0)
  return scanner
}

function lexNext(scanner: Scanner): void {
  switch (classOf(scanner.text.charCodeAt(scanner.at))) {
    case Character.blank:
      scanner.at++
      return
    case Character.newline:
      lexNewline(scanner)
      return
    case Character.letter:
      lexWord(scanner)
      return
    case Character.digit:
      lexNumber(scanner)
      return
    case Character.quote:
      lexString(scanner)
      return
    case Character.hash:
      lexComment(scanner)
      return
    case Character.punctuation:
      lexPunctuation(scanner)
      return
    default:
      lexMistake(scanner)
  }
}

function lexWord(scanner: Scanner): void {
  const { text, at: start } = scanner
  let end = start + 1
  while (isWord(text.charCodeAt(end))) end++
  const word = text.slice(start, end)
  scanner.at = end
  const reserved = reservedWords.get(word)
  // `then: 3` at the start of a line is a key that can't be one, and no continuation of the line before.
  if (reserved && scanner.newlineAt >= 0 && /^[ \t]*:/.test(text.slice(end, end + 9))) scanner.forced = true
  scanner.push(reserved ?? Name, start, end, word)
}

/** A newline counts in `{` and outside of brackets; it ends a one-line string whose hole is open. */
function lexNewline(scanner: Scanner): void {
  const { frames } = scanner
  if (frames.depth > 0 && endHole(scanner)) return
  const start = scanner.at
  scanner.at++
  scanner.lineStart = scanner.at
  if (frames.depth > 0 && scanner.suspects.has(scanner.headStart)) endByIndentation(scanner)
  const outside = frames.depth === 0
  if (classOf(scanner.text.charCodeAt(scanner.at)) === Character.letter) {
    if (outside || scanner.cut !== 'never') startHead(scanner, start)
  }
  if (scanner.newlineAt < 0 && (outside || frames.top?.opener === '{')) scanner.newlineAt = start
}

/**
 * A hole ends with the line of its one-line string. In a `"""` it may go on, but not when nothing ends it before the
 * text does; then the text goes on. True when it does.
 */
function endHole(scanner: Scanner): boolean {
  const { frames } = scanner
  if (frames.lineString >= 0) unwind(scanner, frames.lineString)
  const block = frames.blockString
  if (block < 0 || scanner.cut === 'never' || holeEnds(scanner)) return false
  unwind(scanner, block + 1)
  continueText(scanner)
  return true
}

function endByIndentation(scanner: Scanner): void {
  const level = levelByIndentation(scanner)
  if (level < scanner.frames.depth) unwind(scanner, level)
}

/** Looks for the `}` of a hole before the closing quotes of its text. */
function holeEnds({ text, at }: Scanner): boolean {
  const end = text.indexOf('"""', at)
  let depth = 0
  for (let index = at; index < Math.min(end < 0 ? text.length : end, at + 2000); index++) {
    const character = text[index]
    if (character === '{') depth++
    else if (character === '}' && depth-- === 0) return true
  }
  return false
}

/** A head in column 0 starts an item, whatever came before. */
function startHead(scanner: Scanner, newlineAt: number): void {
  if (!scanner.isHead(scanner.at)) return
  if (scanner.frames.depth > 0) unwind(scanner, 0)
  scanner.headStart = scanner.at
  scanner.newlineAt = newlineAt
  scanner.forced = true
}

/** A third `#` makes it a rule or a banner, no documentation. */
const documents = /^##(?!#)/

function lexComment(scanner: Scanner): void {
  const { text, at: start } = scanner
  let end = text.indexOf('\n', start)
  if (end < 0) end = text.length
  scanner.at = end
  if (text.charCodeAt(end - 1) === 13) end--
  const comment = text.slice(start, end)
  scanner.comments.push({ kind: 'comment', start, end, text: comment })
  if (documents.test(comment) && scanner.isLineBare()) scanner.document(comment, scanner.at + 1)
}

const single: Readonly<Record<string, TokenType>> = {
  ',': Separator,
  ':': Colon,
  '=': Assign,
  '.': Dot,
  '-': Minus,
  '+': Operator,
  '*': Operator,
  '/': Operator,
  '<': Operator,
  '>': Operator,
}

const double: ReadonlySet<string> = new Set(['..', '==', '!=', '<=', '>='])
/** Pairs and triples that other languages have and this one has not. */
const foreign = /===|!==|\*\*|<>|=>|->|\+=|-=|\*=|\/=|:=|\/\/|\/\*|\.\.\.|<<|>>|::|\?\?/y

function lexPunctuation(scanner: Scanner): void {
  const { text, at: start } = scanner
  const character = text[start] ?? ''
  switch (character) {
    case '{':
    case '(':
    case '[':
      openBracket(scanner, character)
      return
    case '}':
    case ')':
    case ']':
      if (closeBracket(scanner, character)) continueText(scanner)
      return
    case ',':
      scanner.at++
      scanner.push(Separator, start, start + 1, character)
      return
    default:
      lexOperator(scanner, character)
  }
}

function lexOperator(scanner: Scanner, character: string): void {
  const { text, at: start } = scanner
  const next = text.charCodeAt(start + 1)
  if (classOf(next) === Character.punctuation || next === 63) {
    foreign.lastIndex = start
    if (foreign.test(text)) {
      lexMistake(scanner)
      return
    }
    const pair = text.slice(start, start + 2)
    if (double.has(pair)) {
      scanner.at += 2
      scanner.push(Operator, start, start + 2, pair)
      return
    }
  }
  const type = single[character]
  if (!type) {
    lexMistake(scanner)
    return
  }
  scanner.at++
  scanner.push(type, start, start + 1, character)
}
