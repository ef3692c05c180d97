import { type HolePlace, holePlaces } from '../../compiler/elaborate/shell-scanner.ts'
import type { TextPiece } from '../program/write.ts'
import type { CommandPiece, CommandValue } from './pieces.ts'
import { joined } from './pieces.ts'

/** The environment that a step hands to its command, as it grows: variable and expression. */
export class Variables {
  private readonly expressions = new Map<string, string>()
  private readonly avoided: (name: string) => boolean

  /** Names that `avoided` says yes to mean something else to the command. */
  constructor(avoided: (name: string) => boolean) {
    this.avoided = avoided
  }

  /** The variable that carries an expression; a new one when none does. */
  carry(wanted: string, expression: string): string {
    for (const [name, known] of this.expressions) if (known === expression) return name
    const base = variableName(wanted)
    let name = base
    for (let number = 2; this.expressions.has(name) || this.avoided(name); number++) {
      name = number === 2 ? `PARAM_${base}` : `${base}_${number}`
    }
    this.expressions.set(name, expression)
    return name
  }

  /** A variable that the source names itself. */
  set(name: string, expression: string): void {
    this.expressions.set(name, expression)
  }

  get(name: string): string | undefined {
    return this.expressions.get(name)
  }

  get fields(): readonly (readonly [string, string])[] {
    return [...this.expressions]
  }
}

/** A text as the name of an environment variable. */
export function variableName(text: string): string {
  const name = text
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase()
  return /^[A-Z]/.test(name) ? name : `VALUE_${name}`
}

/** What a value becomes where a hole of the language can't fill it in. */
export interface FillIn {
  readonly variables: Variables
  /** False: no holes at all, as in a text for another shell. */
  readonly holes: boolean
  /** Hears of a value that can stand neither as a hole nor as a variable, and was left out. */
  readonly unfit: (value: CommandValue) => void
}

/**
 * A command with its values filled in so that the shell sees what it saw in the source: a hole where one may stand,
 * an environment variable inside of quotes, heredocs and substitutions, the bare text where neither works.
 */
export function fillIn(pieces: readonly CommandPiece[], how: FillIn): readonly TextPiece[] {
  const result = filledOnce(pieces, how)
  // What was filled in can make what follows unclear to the scanner; variables never mind.
  return how.holes && !holesAreWords(result) ? filledOnce(pieces, { ...how, holes: false }) : result
}

function holesAreWords(pieces: readonly TextPiece[]): boolean {
  const texts = ['']
  for (const piece of pieces) {
    if ('hole' in piece) texts.push('')
    else texts[texts.length - 1] += piece.text
  }
  return holePlaces(texts).every((place) => place === 'word')
}

function filledOnce(pieces: readonly CommandPiece[], how: FillIn): readonly TextPiece[] {
  const flat = joined(pieces)
  const { texts, values } = alternating(flat)
  const places = holePlaces(texts)
  const result: TextPiece[] = []
  let quoteToDrop = false
  for (const [index, raw] of texts.entries()) {
    const value = values[index]
    const place = places[index]
    let before = quoteToDrop ? raw.slice(1) : raw
    quoteToDrop = false
    if (!value || !place) {
      result.push({ text: before })
      continue
    }
    const after = texts[index + 1] ?? ''
    const quote = quoteOf(place)
    if (
      how.holes &&
      value.asWord &&
      value.known === undefined &&
      quote &&
      before.endsWith(quote) &&
      after.startsWith(quote)
    ) {
      // The quotes hold nothing else, and the hole is quoted anyway.
      before = before.slice(0, -1)
      quoteToDrop = true
      result.push({ text: before }, { hole: value.expression })
      continue
    }
    result.push(
      { text: before },
      filled(value, place, { before: texts.slice(0, index + 1).join('x'), after }, how),
    )
  }
  return merged(result)
}

function filled(
  value: CommandValue,
  place: HolePlace,
  around: { readonly before: string; readonly after: string },
  how: FillIn,
): TextPiece {
  if (place === 'word' && how.holes && value.asWord && value.known === undefined)
    return { hole: value.expression }
  if (place === 'a comment') return { text: value.literal ?? value.variable }
  if (place === 'unclear' && value.literal !== undefined) return { text: value.literal }
  if (isLiteral(place, around.before)) {
    if (value.literal === undefined) how.unfit(value)
    return { text: value.literal ?? value.written ?? value.variable }
  }
  const name = value.known ?? how.variables.carry(value.variable, value.expression)
  const bare = /^[A-Za-z0-9_]/.test(around.after) || !/^\w+$/.test(name) ? `\${${name}}` : `$${name}`
  const quote = place === 'unclear' ? openQuote(around.before) : quoteOf(place)
  if (quote === "'") return { text: `'"${bare}"'` }
  if (place === 'backquotes' || place === '`$((…))`' || place === '`${…}`' || place === 'a heredoc')
    return { text: bare }
  // A value that was one word stays one word.
  return { text: quote === undefined && value.asWord ? `"${bare}"` : bare }
}

/** True where a shell fills nothing in, or where it is not sure what it does. */
function isLiteral(place: HolePlace, before: string): boolean {
  if (place === 'a heredoc') return isInQuotedHeredoc(before)
  // Within backquotes a quote means one thing to the outer shell and another to the inner one.
  return place === 'backquotes' && /['"\\][^`]*$/.test(before.slice(before.lastIndexOf('`')))
}

/** The quote that is open at the end of a text that only bash reads: where the scanner of `sh` gives up. */
export function openQuote(text: string): '"' | "'" | undefined {
  let open: '"' | "'" | undefined
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '\\' && open !== "'") at++
    else if (character === open) open = undefined
    else if (open === undefined && (character === '"' || character === "'")) open = character
  }
  return open
}

function quoteOf(place: HolePlace): string | undefined {
  if (place === 'double quotes') return '"'
  return place === 'single quotes' ? "'" : undefined
}

/** Texts and values in turn, beginning and ending with a text. */
function alternating(pieces: readonly CommandPiece[]) {
  const texts: string[] = ['']
  const values: CommandValue[] = []
  for (const piece of pieces) {
    if (piece.kind === 'text') texts[texts.length - 1] += piece.text
    else {
      values.push(piece)
      texts.push('')
    }
  }
  return { texts, values }
}

/** True when the last heredoc that was begun has its delimiter in quotes: nothing in it is filled in. */
function isInQuotedHeredoc(before: string): boolean {
  const heads = [...before.matchAll(/<<-?\s*(\\?['"]?)[A-Za-z_]\w*/g)]
  return (heads.at(-1)?.[1] ?? '') !== ''
}

function merged(pieces: readonly TextPiece[]): readonly TextPiece[] {
  const result: TextPiece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if ('text' in piece && piece.text === '') continue
    if ('text' in piece && last && 'text' in last)
      result[result.length - 1] = { text: last.text + piece.text }
    else result.push(piece)
  }
  return result
}
