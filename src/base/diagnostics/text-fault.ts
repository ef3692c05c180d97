import type { SourceText } from '../source.ts'
import { at, type Diagnostic, diagnose } from './diagnostic.ts'
import { nameProblems } from './name-problems.ts'

/**
 * Why a file is no program text at all: bytes that are no UTF-8 (which reading has turned into U+FFFD, so that writing
 * the text back would lose them), or NUL. One word on a picture or an archive instead of a thousand about its letters.
 */
export function textFault(source: SourceText): Diagnostic | undefined {
  const place = source.text.search(/[\0\ufffd]/)
  if (place < 0) return undefined
  const { line } = source.position(place)
  const parameters = { path: source.file, line, nul: source.text[place] === '\0' }
  return diagnose(nameProblems.notText, parameters, at(source.file, { start: place, end: place + 1 }))
}
