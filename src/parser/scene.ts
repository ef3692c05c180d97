import { at, type Diagnostic, diagnose, type Problem, rewrite } from '../base/diagnostics/diagnostic.ts'
import type { Location } from '../base/source.ts'
import type { Stop } from './outcome.ts'
import { Separator, type Token } from './tokens.ts'

/** One item that does not parse, and the place where it stopped. */
export interface Scene {
  readonly file: string
  readonly words: readonly Token[]
  /** Index of the word that did not fit; their number when they ended too early. */
  readonly index: number
  /** The word that did not fit; the one behind the item when its words ended too early. */
  readonly token: Token | undefined
  readonly before: Token | undefined
  /** The word behind the item; undefined at the end of the file. */
  readonly behind: Token | undefined
  readonly stop: Stop
  /** It is an item of the file, not of a body. */
  readonly outermost: boolean
}

/** Where a missing thing is missed: at the word in its place, or behind the last one on the line. */
export function placeOf({ file, token, before }: Scene): Location {
  const ended = !token || (token.tokenType === Separator && token.image === '\n')
  if (!ended) return spanOf(file, token)
  const end = before?.end ?? token?.startOffset ?? 0
  return { file, start: end, end }
}

export function spanOf(file: string, { startOffset, end }: Token): Location {
  return at(file, { start: startOffset, end })
}

/** Tells a problem of the table where the item stopped. */
export function tell<P>(scene: Scene, problem: Problem<P>, parameters: P): Diagnostic {
  return diagnose(problem, parameters, placeOf(scene))
}

/** Tells a problem at a word, with the text that should stand there. */
export function tellAt<P>(
  scene: Scene,
  token: Token,
  problem: Problem<P>,
  parameters: P,
  fix?: string,
): Diagnostic {
  const location = spanOf(scene.file, token)
  return diagnose(problem, parameters, location, fix === undefined ? {} : { fix: rewrite(location, fix) })
}
