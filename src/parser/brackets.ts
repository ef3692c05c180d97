import { at, removal, rewrite } from '../base/diagnostics/diagnostic.ts'
import { syntaxProblems } from '../base/diagnostics/syntax-problems.ts'
import type { Span } from '../base/source.ts'
import type { Frame } from './frames.ts'
import type { Scanner } from './scanner.ts'
import { isSurplus } from './surplus.ts'
import {
  Close,
  HoleEnd,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  RightBrace,
  RightBracket,
  RightParenthesis,
} from './tokens.ts'

const openers = { '{': LeftBrace, '(': LeftParenthesis, '[': LeftBracket } as const

/** What ends each kind of frame. */
const closers = {
  '{': { type: RightBrace, image: '}' },
  '(': { type: RightParenthesis, image: ')' },
  '[': { type: RightBracket, image: ']' },
  '${': { type: HoleEnd, image: '}' },
  '"': { type: Close, image: '"' },
  '"""': { type: Close, image: '"""' },
} as const

type Opener = keyof typeof openers
type Closer = '}' | ')' | ']'
const openerOf = { '}': '{', ')': '(', ']': '[' } as const

/** Reads `{`, `(` or `[`. */
export function openBracket(scanner: Scanner, opener: Opener): void {
  scanner.push(openers[opener], scanner.at, scanner.at + 1, opener)
  scanner.frames.push({ opener, start: scanner.at, lineStart: scanner.lineStart, chunks: [] })
  scanner.at++
}

/**
 * Closes every frame above `level`, at the end of what was read: the tokens always balance, so the parser need not
 * know about brackets. Says so at each opener that had no closer; where a hole is among them, the hole is to blame
 * for the others, and for what was told since.
 */
export function unwind(scanner: Scanner, level: number): void {
  const pending = scanner.newlineAt
  scanner.newlineAt = -1
  scanner.unbalanced.add(scanner.headStart)
  const end = scanner.last?.end ?? scanner.at
  const open = scanner.frames.cut(level)
  for (const frame of open.toReversed()) {
    const closer = closers[frame.opener]
    scanner.push(closer.type, end, end, closer.image)
  }
  const hole = open.findLast(({ opener }) => opener === '${')
  if (hole) {
    scanner.forgetSince(hole.start)
    reportUnclosed(scanner, hole)
  } else {
    const [only, second] = open
    for (const frame of open) {
      if (!isSwallowed(scanner, frame)) reportUnclosed(scanner, frame, only && !second ? end : undefined)
    }
  }
  scanner.newlineAt = pending
}

/** A string that was not closed took the closer with it. */
function isSwallowed({ diagnostics, text }: Scanner, { opener, start }: Frame): boolean {
  const closer = closers[opener].image
  return diagnostics.some(({ code, location }) => {
    if (!location || location.start < start) return false
    if (code === syntaxProblems.unclosedText.code) return true
    return (
      code === syntaxProblems.unclosedString.code && text.slice(location.start, location.end).includes(closer)
    )
  })
}

/** `end` is where the closer was missed, when it is clear that this one is missing. */
function reportUnclosed(scanner: Scanner, { opener, start }: Frame, end?: number): void {
  const span = { start, end: start + opener.length }
  const closer = closers[opener].image
  const ownLine = end !== undefined && opener === '{' && scanner.text.slice(start, end).includes('\n')
  const place = end === undefined ? undefined : at(scanner.file, { start: end, end })
  const extras = place && {
    related: [{ message: `the \`${closer}\` is missed here`, location: place }],
    fix: rewrite(place, ownLine ? `\n${closer}` : closer),
  }
  scanner.report(syntaxProblems.unclosedBracket, { opener, closer }, span, extras)
}

/**
 * Reads `}`, `)` or `]`. It closes the nearest bracket of its kind, and what is open within; with no such bracket
 * it is a mistaken closer of the innermost `(` or `[`, or one too many. Returns true when it ended a hole.
 */
export function closeBracket(scanner: Scanner, closer: Closer): boolean {
  const span = { start: scanner.at, end: scanner.at + 1 }
  const level = levelOf(scanner, closer)
  scanner.at++
  if (level < 0) {
    closeWrongly(scanner, closer, span.start)
    return false
  }
  if (level < scanner.frames.depth - 1) {
    if (isSurplus(scanner, level)) {
      reportUnopened(scanner, closer, span)
      return false
    }
    unwind(scanner, level + 1)
  }
  const frame = scanner.frames.pop()
  if (!frame) return false
  scanner.push(closers[frame.opener].type, span.start, span.end, closer)
  return frame.opener === '${'
}

/** A bracket further out than this is not taken for the one that is meant; no text takes quadratic time. */
const farthest = 250

function levelOf(scanner: Scanner, closer: Closer): number {
  const wanted = openerOf[closer]
  const last = scanner.frames.depth - 1
  for (let level = last; level >= 0 && last - level < farthest; level--) {
    const opener = scanner.frames.at(level)?.opener
    if (opener === wanted || (opener === '${' && closer === '}')) return level
    if (opener === '${') return -1
  }
  return -1
}

function closeWrongly(scanner: Scanner, closer: Closer, start: number): void {
  scanner.unbalanced.add(scanner.headStart)
  const top = scanner.frames.top
  const span = { start, end: start + 1 }
  const mistaken = top && closer !== '}' && (top.opener === '(' || top.opener === '[')
  if (mistaken && !isSurplus(scanner, scanner.frames.depth - 1)) {
    const expected = closers[top.opener]
    scanner.frames.pop()
    scanner.push(expected.type, start, start + 1, expected.image)
    scanner.report(
      syntaxProblems.wrongCloser,
      { opener: top.opener, expected: expected.image, found: closer },
      span,
    )
    return
  }
  reportUnopened(scanner, closer, span)
}

function reportUnopened(scanner: Scanner, closer: Closer, span: Span): void {
  scanner.unbalanced.add(scanner.headStart)
  const fix = removal(at(scanner.file, span), `\`${closer}\``)
  scanner.report(syntaxProblems.unopenedBracket, { closer }, span, { fix })
}
