import { closes, Dot, If, Minus, Not, Operator, opens, Separator, type Token } from './tokens.ts'

/** What one word adds to the depth of the tree, in shares of the stack that reading it takes. */
const bracket = 5
const weights: number[] = []
weights[If.tokenTypeIdx ?? 0] = 3
for (const link of [Dot, Minus, Not, Operator]) weights[link.tokenTypeIdx ?? 0] = 1

/** 200 nested brackets, 333 `else if`, or 1000 operators in a row; far from the end of a 1 MB stack. */
const limit = 1000

/**
 * The first word that makes an item's tree deeper than anything that reads it by recursion can bear, or undefined.
 * Looked at before parsing, so that no input overflows the stack.
 */
export function tooDeep(words: readonly Token[]): Token | undefined {
  if (words.length < limit / bracket) return undefined
  let weight = 0
  const outer: number[] = []
  for (const token of words) {
    const index = token.tokenTypeIdx
    if (opens[index]) {
      outer.push(weight)
      weight += bracket
    } else if (closes[index]) {
      weight = outer.pop() ?? 0
    } else if (token.tokenType === Separator) {
      const around = outer[outer.length - 1]
      weight = around === undefined ? 0 : around + bracket
    } else {
      weight += weights[index] ?? 0
    }
    if (weight > limit) return token
  }
  return undefined
}
