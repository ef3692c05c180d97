import { reservedWords, Separator, Text, type Token } from './tokens.ts'

/** A token in a sentence: what was found. Undefined is the end of the text. */
export function shown(token: Token | undefined): string {
  if (!token) return 'the end of the file'
  if (token.tokenType === Separator && token.image === '\n') return 'the end of the line'
  if (token.tokenType === Text) {
    const short = token.value.length <= 20 && !/[\n`]/.test(token.value)
    return short ? `\`"${token.value}"\`` : 'a string'
  }
  return token.image.startsWith('"') ? 'a string' : `\`${token.image}\``
}

/** True for the words that can't be names. */
export function isReserved({ image }: Token): boolean {
  return reservedWords.has(image)
}

/** What other languages say, and what to write. Told only where the word made the text fail. */
export const foreignWords: ReadonlyMap<string, string> = new Map([
  ['elif', 'Write `else if`.'],
  ['elsif', 'Write `else if`.'],
  ['elseif', 'Write `else if`.'],
  ['unless', 'Write `if not condition then …`.'],
  ['is', 'Write `==`.'],
  ['isnt', 'Write `!=`.'],
  ['eq', 'Write `==`.'],
  ['ne', 'Write `!=`.'],
  ['lt', 'Write `<`.'],
  ['gt', 'Write `>`.'],
  ['le', 'Write `<=`.'],
  ['ge', 'Write `>=`.'],
  ['AND', 'Write `and`.'],
  ['OR', 'Write `or`.'],
  ['NOT', 'Write `not`.'],
  ['And', 'Write `and`.'],
  ['Or', 'Write `or`.'],
  ['Not', 'Write `not`.'],
  ['IN', 'Write `in`.'],
  ['IF', 'Write `if`.'],
  ['THEN', 'Write `then`.'],
  ['ELSE', 'Write `else`.'],
  ['xor', 'Write `a != b`.'],
  ['mod', 'Write `mod(a, b)`.'],
  ['div', 'Write `a / b`.'],
  ['to', 'Write a range as `0..1`.'],
  ['for', 'There are no loops: `each(list)` makes a node run for every element, `sweep` tries values.'],
  ['while', 'There are no loops: `each(list)` makes a node run for every element, `sweep` tries values.'],
  ['def', 'There are no functions of your own; `component name { … }` declares a block to use again.'],
  ['function', 'There are no functions of your own; `component name { … }` declares a block to use again.'],
  ['lambda', 'There are no functions of your own; `component name { … }` declares a block to use again.'],
  ['return', 'A component says what it gives with `output name: type`.'],
])

/** Units spelled out after a number. */
export const spelledUnits: ReadonlyMap<string, string> = new Map([
  ['ms', 'ms'],
  ['s', 's'],
  ['sec', 's'],
  ['second', 's'],
  ['seconds', 's'],
  ['m', 'm'],
  ['min', 'm'],
  ['minute', 'm'],
  ['minutes', 'm'],
  ['h', 'h'],
  ['hour', 'h'],
  ['hours', 'h'],
  ['d', 'd'],
  ['day', 'd'],
  ['days', 'd'],
  ['w', 'w'],
  ['week', 'w'],
  ['weeks', 'w'],
  ['B', 'B'],
  ['KB', 'KB'],
  ['kB', 'KB'],
  ['MB', 'MB'],
  ['GB', 'GB'],
  ['TB', 'TB'],
  ['KiB', 'KiB'],
  ['MiB', 'MiB'],
  ['GiB', 'GiB'],
  ['TiB', 'TiB'],
])
