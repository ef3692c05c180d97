import { Character, classOf } from './characters.ts'
import type { Frame } from './frames.ts'
import { mostProblems, type Scanner } from './scanner.ts'

/** How far ahead is looked; bounded, so that no text takes quadratic time. */
const lookahead = 400
/** How many closers ahead are weighed, and how many open brackets. */
const weighed = 6

const closerOf: Readonly<Record<Frame['opener'], string>> = {
  '{': '}',
  '(': ')',
  '[': ']',
  '${': '}',
  '"': '"',
  '"""': '"',
}

/**
 * A closer does not fit the innermost bracket: is it one too many, or are the brackets above `level` unclosed? Whatever
 * makes the closers ahead fit better; when both do, the brackets are unclosed.
 */
export function isSurplus(scanner: Scanner, level: number): boolean {
  if (scanner.diagnostics.length >= mostProblems) return false
  const open = scanner.frames.innermost(weighed).map(({ opener }) => closerOf[opener])
  const kept = open.slice(0, Math.max(0, open.length - (scanner.frames.depth - level)))
  const ahead = closersAhead(scanner)
  return misfits(open, ahead) < misfits(kept, ahead)
}

/**
 * The closers ahead that close what is open here, up to the next line that begins in column 0. Reads brackets only; a
 * bracket within a string misleads it, to no harm.
 */
function closersAhead({ text, at }: Scanner): readonly string[] {
  const closers: string[] = []
  let depth = 0
  const end = Math.min(text.length, at + lookahead)
  for (let index = at; index < end && closers.length < weighed; index++) {
    const code = text.charCodeAt(index)
    if (code === 10 && classOf(text.charCodeAt(index + 1)) === Character.letter) break
    if (isOpener(code)) depth++
    else if (isCloser(code)) {
      if (depth === 0) closers.push(text.charAt(index))
      else depth--
    }
  }
  return closers
}

/** `{`, `(` or `[` */
function isOpener(code: number): boolean {
  return code === 123 || code === 40 || code === 91
}

/** `}`, `)` or `]` */
function isCloser(code: number): boolean {
  return code === 125 || code === 41 || code === 93
}

/** How many of the closers do not close the innermost bracket when their turn comes. */
function misfits(open: readonly string[], closers: readonly string[]): number {
  const stack = [...open]
  let count = 0
  for (const closer of closers) {
    if (stack[stack.length - 1] === closer) {
      stack.pop()
      continue
    }
    count++
    const level = stack.lastIndexOf(closer)
    if (level >= 0) stack.length = level
  }
  return count
}
