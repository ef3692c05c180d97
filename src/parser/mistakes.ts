import type { TokenType } from 'chevrotain'
import { at as locationOf, rewrite } from '../base/diagnostics/diagnostic.ts'
import { syntaxProblems } from '../base/diagnostics/syntax-problems.ts'
import type { Scanner } from './scanner.ts'
import { Colon, Name, Not, Operator, Separator, Text } from './tokens.ts'

/** What another language writes, and what is read in its place so that the rest still parses. */
interface Foreign {
  readonly written: string
  /** What to write instead, when it is a mere replacement. */
  readonly instead?: string
  /** What to do, when it is not. */
  readonly hint?: string
  readonly type?: TokenType
  /** The image of the token that is read. */
  readonly image?: string
}

const power = { hint: 'Write `pow(a, b)`.', type: Operator, image: '*' }

/** Longest first. */
const foreigners: readonly Foreign[] = [
  { written: '===', instead: '==', type: Operator },
  { written: '!==', instead: '!=', type: Operator },
  { written: '...', instead: '..', type: Operator },
  { written: '&&', instead: 'and', type: Operator },
  { written: '||', instead: 'or', type: Operator },
  { written: '<>', instead: '!=', type: Operator },
  { written: ':=', instead: ':', type: Colon },
  { written: '=>', instead: ':', type: Colon },
  { written: '->', instead: ':', type: Colon },
  { written: '::', instead: ':', type: Colon },
  { written: '+=', hint: 'Values never change; give the result a name of its own.', type: Colon, image: ':' },
  { written: '-=', hint: 'Values never change; give the result a name of its own.', type: Colon, image: ':' },
  { written: '*=', hint: 'Values never change; give the result a name of its own.', type: Colon, image: ':' },
  { written: '/=', hint: 'Values never change; give the result a name of its own.', type: Colon, image: ':' },
  { written: '??', hint: 'Write `or_else(a, b)`.', type: Operator, image: 'or' },
  { written: '**', ...power },
  { written: '<<', ...power },
  { written: '>>', ...power },
  { written: '^', ...power },
  { written: '!', instead: 'not', type: Not },
  { written: '&', instead: 'and', type: Operator },
  { written: '|', instead: 'or', type: Operator },
  {
    written: '%',
    hint: 'Write `mod(a, b)` for the remainder; a percentage has its sign at the number, as in `10%`.',
    type: Operator,
    image: '*',
  },
  { written: ';', hint: 'End the entry with a line break or a comma.', type: Separator, image: ',' },
  { written: '?', hint: 'Write `if condition then a else b`.' },
  { written: '$', hint: 'Holes `${…}` stand inside of strings; outside, write the name alone.' },
  { written: '\\', hint: 'A line that ends in an operator, or begins with one, goes on by itself.' },
]

/** Quotes that are none here, with what ends them. */
const quotes: Readonly<Record<string, string>> = {
  "'": "'",
  '`': '`',
  '“': '”“"',
  '”': '”"',
  '„': '“”"',
  '«': '»',
  '‘': '’‘',
  '’': '’',
}

const word = /[\p{L}\p{N}\p{M}_]+/uy
const space = /[\p{Zs}\p{Cf}\f\v\u2028\u2029\ufeff]+/uy
const rubbish = /[^\s\p{L}\p{N}_"'`“”„«‘’#{}()[\],:=.+\-*/<>!&|%;?$\\^]+/uy

/** Reads what no program may have, tells what to write, and goes on as if that had been written. */
export function lexMistake(scanner: Scanner): void {
  if (lexComment(scanner)) return
  const { text, at: start } = scanner
  const closing = quotes[text[start] ?? '']
  if (closing !== undefined && lexQuoted(scanner, closing)) return
  const found = foreigners.find(({ written }) => text.startsWith(written, start))
  if (found) {
    lexForeign(scanner, found)
    return
  }
  lexStrange(scanner)
}

function lexForeign(scanner: Scanner, { written, instead, hint, type, image }: Foreign): void {
  const start = scanner.at
  const span = { start, end: start + written.length }
  scanner.at = span.end
  if (type) scanner.push(type, span.start, span.end, image ?? instead ?? written)
  if (instead === undefined) {
    scanner.report(syntaxProblems.foreignSymbol, { symbol: written, hint }, span)
    return
  }
  // `!x` becomes `not x`, and `a&&b` becomes `a and b`.
  const wordy = /^\w/.test(instead)
  const before = wordy && /\w/.test(scanner.text[start - 1] ?? '') ? ' ' : ''
  const after = wordy && /[\w(]/.test(scanner.text[span.end] ?? '') ? ' ' : ''
  const fix = rewrite(locationOf(scanner.file, span), `${before}${instead}${after}`)
  scanner.report(syntaxProblems.foreignOperator, { symbol: written, instead }, span, { fix })
}

/** `// …` to the end of its line, `/* … *​/` to its end or that of its line. */
function lexComment(scanner: Scanner): boolean {
  const { text, at: start } = scanner
  if (text[start] !== '/' || (text[start + 1] !== '/' && text[start + 1] !== '*')) return false
  const lineEnd = text.indexOf('\n', start)
  const close = text[start + 1] === '*' ? text.indexOf('*/', start) : -1
  const end = close >= 0 ? close + 2 : lineEnd >= 0 ? lineEnd : text.length
  scanner.at = end
  scanner.report(
    syntaxProblems.foreignComment,
    { symbol: text.slice(start, start + 2) },
    { start, end: start + 2 },
  )
  return true
}

/** `'text'`, `“text”`: a string in the wrong quotes, when it is closed on its line. */
function lexQuoted(scanner: Scanner, closing: string): boolean {
  const { text, at: start } = scanner
  let end = start + 1
  while (end < text.length && text[end] !== '\n' && !closing.includes(text[end] ?? '')) end++
  if (end >= text.length || text[end] === '\n') return false
  const content = text.slice(start + 1, end)
  const span = { start, end: end + 1 }
  scanner.at = span.end
  scanner.push(Text, span.start, span.end, '"', content)
  const fix = rewrite(locationOf(scanner.file, span), JSON.stringify(content))
  scanner.report(syntaxProblems.wrongQuotes, { quote: text[start] ?? '' }, span, { fix })
  return true
}

function lexStrange(scanner: Scanner): void {
  const { text, at: start } = scanner
  const name = match(word, text, start)
  if (name > start) {
    lexForeignName(scanner, name)
    return
  }
  const blank = match(space, text, start)
  if (blank > start) {
    scanner.at = blank
    scanner.report(syntaxProblems.strangeSpace, { code: codePoint(text, start) }, { start, end: blank })
    return
  }
  // At least one whole character, so that the lexer always gets on.
  const one = start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1)
  const end = Math.max(match(rubbish, text, start), one)
  scanner.at = end
  scanner.report(syntaxProblems.strangeCharacter, { text: shown(text.slice(start, end)) }, { start, end })
}

/** A name with letters beyond a-z: read as one name, joined to the ASCII letters before it. */
function lexForeignName(scanner: Scanner, end: number): void {
  const { text, at: start, last } = scanner
  scanner.at = end
  const joined = last !== undefined && last.end === start && last.tokenType === Name
  const from = joined ? last.startOffset : start
  const image = text.slice(from, end)
  if (joined) {
    last.image = image
    last.end = end
  } else {
    scanner.push(Name, start, end, image)
  }
  const letters = [...new Set(image.match(/[^A-Za-z0-9_]/gu) ?? [])].slice(0, 5)
  scanner.report(syntaxProblems.strangeLetter, { name: image, letters }, { start: from, end })
}

function match(expression: RegExp, text: string, start: number): number {
  expression.lastIndex = start
  return expression.test(text) ? expression.lastIndex : start
}

function codePoint(text: string, start: number): string {
  return `U+${(text.codePointAt(start) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** The text as it can be shown in a sentence: short, and without control characters. */
function shown(text: string): string {
  const short = [...text].slice(0, 12).join('')
  return short.replace(/[\p{C}]/gu, (character) => codePoint(character, 0))
}
