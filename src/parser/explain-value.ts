import { type Diagnostic, diagnose, type Fix, rewrite } from '../base/diagnostics/diagnostic.ts'
import { syntaxProblems } from '../base/diagnostics/syntax-problems.ts'
import { reserved, reservedKey, unexpected } from './explain-item.ts'
import { placeOf, type Scene, tell, tellAt } from './scene.ts'
import {
  Assign,
  Colon,
  closes,
  Dot,
  endsValue,
  If,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  Name,
  Not,
  Numeral,
  Operator,
  Quantity,
  Separator,
  Text,
  type Token,
} from './tokens.ts'
import { foreignWords, isReserved, shown, spelledUnits } from './words.ts'

/** Why no value begins where one must. */
export function explainMissingValue(scene: Scene): Diagnostic {
  const { words, index, token, before } = scene
  const next = words[index + 1]
  if (token?.tokenType === If) return tellAt(scene, token, syntaxProblems.misplacedConditional, {})
  if (token?.tokenType === Dot && next?.tokenType === Numeral) {
    const found = `\`.${next.image}\``
    const hint = `Numbers begin with a digit: \`0.${next.image}\`.`
    const parameters = { expected: `a value${afterWord(before)}`, found, hint }
    return tellAt(scene, token, syntaxProblems.unexpectedToken, parameters, '0.')
  }
  const ended = !token || token.tokenType === Separator || closes[token.tokenTypeIdx] === true
  if (ended && before && (before.tokenType === Colon || before.tokenType === Assign)) {
    const subject = words[index - 2]
    const mark = before.image === '=' ? ' =' : ':'
    const after = subject
      ? `\`${subject.tokenType === Text ? `"${subject.value}"` : subject.image}${mark}\``
      : `\`${mark}\``
    return tell(scene, syntaxProblems.missingValue, { after })
  }
  if (token?.tokenType === Operator && token.image === '+') {
    return unexpected(scene, `a value${afterWord(before)}`, 'Numbers have no plus sign.')
  }
  return unexpected(scene, `a value${afterWord(before)}`)
}

/** A value is complete, and something follows that continues nothing. `closer` is what could end the row it is in. */
export function explainAfterValue(scene: Scene, closer: string | undefined): Diagnostic {
  const { token, before } = scene
  if (!token) return unexpected(scene, closer === undefined ? 'the end' : `\`${closer}\``)
  const known = explainForeign(scene, token)
  if (known) return known
  if (token.tokenType === Colon) return explainColon(scene, token, closer)
  if (token.tokenType === Assign) return explainAssign(scene, token, closer)
  if (before && isReserved(before) && !endsValue[before.tokenTypeIdx])
    return unexpected(scene, `a value${afterWord(before)}`)
  const hint = hintBetween(before, token, closer)
  const fix = hint === undefined ? separation(scene, token, closer) : undefined
  const parameters = { found: shown(token), closer, hint }
  return diagnose(syntaxProblems.missingSeparator, parameters, placeOf(scene), fix ? { fix } : {})
}

/** A comma between two values of a row, or two entries on a line. */
function separation(
  { file, before, words, index }: Scene,
  token: Token,
  closer: string | undefined,
): Fix | undefined {
  const isValue = [Text, Numeral, Quantity, Name].includes(token.tokenType)
  const isEntry = token.tokenType === Name && words[index + 1]?.tokenType === Colon
  if (!before || !(closer === ']' || closer === ')' ? isValue : isEntry)) return undefined
  return rewrite({ file, start: before.end, end: token.startOffset }, ', ')
}

/** Forms of other languages behind a value. */
export function explainForeign(scene: Scene, token: Token): Diagnostic | undefined {
  const { before, words, index } = scene
  if (
    token.tokenType === LeftBracket &&
    before &&
    isAdjacent(before, token) &&
    before.tokenType !== Separator
  ) {
    return tellAt(scene, token, syntaxProblems.noIndexing, {})
  }
  if (
    token.tokenType === LeftParenthesis &&
    before?.tokenType === Name &&
    words[index - 2]?.tokenType === Dot
  ) {
    return tellAt(scene, token, syntaxProblems.noMethods, { name: before.image })
  }
  if (token.tokenType === Not) {
    return unexpected(scene, 'an operator', 'Write `not a in b` for the negation of `a in b`.')
  }
  for (const word of [token, before]) {
    const hint = word?.tokenType === Name ? foreignWords.get(word.image) : undefined
    if (word && hint !== undefined)
      return tellAt(scene, word, syntaxProblems.foreignWord, { word: word.image, hint })
  }
  return undefined
}

function explainColon(scene: Scene, token: Token, closer: string | undefined): Diagnostic {
  const { before } = scene
  if (before && isReserved(before)) {
    return closer === ')' ? reserved(scene, before, "an argument's name") : reservedKey(scene, before)
  }
  const hint =
    closer === ']'
      ? 'A list has no keys; a record stands in braces: `{ key: value }`.'
      : closer === ')'
        ? 'The name of an argument is one word.'
        : 'Inner entries stand in braces: `outer: { inner: value }`.'
  return tellAt(scene, token, syntaxProblems.missingSeparator, { found: '`:`', closer, hint })
}

function explainAssign(scene: Scene, token: Token, closer: string | undefined): Diagnostic {
  const { before } = scene
  if (closer === ')' && before?.tokenType === Name) {
    const hint = 'Arguments are named with a colon: `name: value`.'
    const parameters = { key: before.image, role: 'argument', found: '`=`', hint }
    return tellAt(scene, token, syntaxProblems.missingColon, parameters, ':')
  }
  const hint = 'Two values are compared with `==`; only a declaration has both a type and a value.'
  return tellAt(scene, token, syntaxProblems.missingSeparator, { found: '`=`', closer, hint })
}

function hintBetween(
  before: Token | undefined,
  token: Token,
  closer: string | undefined,
): string | undefined {
  const unit = token.tokenType === Name ? spelledUnits.get(token.image) : undefined
  if (unit !== undefined && before?.tokenType === Numeral)
    return `A unit follows its number directly: \`${before.image}${unit}\`.`
  if (token.tokenType === Text && before?.tokenType === Text && closer !== ']') {
    return 'Strings are joined by writing them as one, with holes: `"${a}${b}"`.'
  }
  if (token.tokenType === LeftBrace && before?.tokenType === Name) {
    return `Settings of a component stand in parentheses: \`${before.image}(key: value)\`.`
  }
  return undefined
}

function isAdjacent(before: Token, token: Token): boolean {
  return before.end === token.startOffset
}

function afterWord(before: Token | undefined): string {
  return before ? ` after ${shown(before)}` : ''
}
