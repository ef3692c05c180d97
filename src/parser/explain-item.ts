import { type Diagnostic, diagnose, rewrite } from '../base/diagnostics/diagnostic.ts'
import { syntaxProblems } from '../base/diagnostics/syntax-problems.ts'
import { type Scene, spanOf, tell, tellAt } from './scene.ts'
import {
  Assign,
  Colon,
  Dot,
  Import,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  Minus,
  Name,
  Numeral,
  Open,
  Quantity,
  Text,
  type Token,
} from './tokens.ts'
import { foreignWords, isReserved, shown } from './words.ts'

/** Why no item begins where one must: at the item's first word. */
export function explainItem(scene: Scene): Diagnostic {
  const { words, index, token, outermost } = scene
  const next = words[index + 1]
  if (!token) return unexpected(scene, anItem(outermost))
  if (isReserved(token)) return explainReservedStart(scene, token, next)
  if (token.tokenType === Open) return tellAt(scene, token, syntaxProblems.holeInKey, {})
  if (token.tokenType === Text) return missingColon(scene, token, next)
  if (token.tokenType !== Name) return unexpected(scene, anItem(outermost))
  const hint = foreignWords.get(token.image)
  if (hint !== undefined && next?.tokenType !== Assign) {
    return tellAt(scene, token, syntaxProblems.foreignWord, { word: token.image, hint })
  }
  return explainName(scene, token, next)
}

/** A name with something behind it that makes no entry and no declaration of it. */
function explainName(scene: Scene, name: Token, next: Token | undefined): Diagnostic {
  const { words, index, outermost } = scene
  if (next && isReserved(next)) return reserved(scene, next, 'a name')
  if (next?.tokenType === Minus && next.startOffset === name.end) return explainDash(scene, name, next)
  if (next?.tokenType === LeftBrace && outermost) {
    return tellAt(scene, next, syntaxProblems.missingName, { kind: name.image, found: shown(next) })
  }
  if (next?.tokenType === Assign && outermost)
    return tellAt(scene, name, syntaxProblems.missingKind, { name: name.image })
  if (next?.tokenType === Dot) {
    const hint = 'A key is one word; inner entries stand in braces: `outer: { inner: value }`.'
    return tellAt(scene, next, syntaxProblems.unexpectedToken, {
      found: '`.`',
      expected: `\`:\` after \`${name.image}\``,
      hint,
    })
  }
  if (next?.tokenType === LeftParenthesis) {
    const hint = 'A call is a value and needs a key: `key: name(…)`.'
    return tellAt(scene, next, syntaxProblems.missingColon, {
      key: name.image,
      role: 'key',
      found: '`(`',
      hint,
    })
  }
  const second = words[index + 2]
  if (next?.tokenType === Name) return explainTwoNames(scene, name, next, second)
  return missingColon(scene, name, next)
}

/** `kind name` and then none of the three forms; reached where the grammar could not yet decide. */
function explainTwoNames(scene: Scene, head: Token, name: Token, third: Token | undefined): Diagnostic {
  const parameters = { head: head.image, name: name.image, found: shown(third) }
  return third
    ? tellAt(scene, third, syntaxProblems.missingBody, parameters)
    : tell(scene, syntaxProblems.missingBody, parameters)
}

/** `learning-rate: 3` */
function explainDash(scene: Scene, name: Token, dash: Token): Diagnostic {
  const { words, index } = scene
  const rest = words[index + 2]
  const suggestion = rest?.tokenType === Name ? `${name.image}_${rest.image}` : `${name.image}_`
  const hint = `Names are joined by underscores: \`${suggestion}\`.`
  return tellAt(
    scene,
    dash,
    syntaxProblems.missingColon,
    { key: name.image, role: 'key', found: '`-`', hint },
    '_',
  )
}

function missingColon(scene: Scene, key: Token, next: Token | undefined): Diagnostic {
  const parameters = { key: keyText(key), role: 'key', found: shown(next ?? scene.behind) }
  if (next?.tokenType === Assign) {
    const hint = 'Entries are written `key: value`; `=` gives a declaration its value, as in `let x = 1`.'
    const fix = rewrite({ file: scene.file, start: key.end, end: next.end }, ':')
    return diagnose(syntaxProblems.missingColon, { ...parameters, hint }, spanOf(scene.file, next), { fix })
  }
  if (next) return tellMissingColon(scene, key, next, parameters)
  const after: Scene = { ...scene, token: undefined, before: key }
  return tell(after, syntaxProblems.missingColon, parameters)
}

/** `epochs 10`: a value follows on the same line, so the colon is all that is missing. */
function tellMissingColon(
  { file }: Scene,
  key: Token,
  next: Token,
  parameters: { readonly key: string; readonly role: string; readonly found: string },
): Diagnostic {
  const place = { file, start: key.end, end: key.end }
  const extras = startsValue.has(next.tokenType) ? { fix: rewrite(place, ':') } : {}
  return diagnose(syntaxProblems.missingColon, parameters, spanOf(file, next), extras)
}

const startsValue: ReadonlySet<Token['tokenType']> = new Set([Numeral, Quantity, Text, Open, LeftBracket])

function keyText({ tokenType, image, value }: Token): string {
  return tokenType === Text ? `"${value}"` : image
}

function explainReservedStart(scene: Scene, token: Token, next: Token | undefined): Diagnostic {
  if (next?.tokenType === Colon) return reservedKey(scene, token)
  if (next?.tokenType === Assign) return reserved(scene, token, 'a name')
  if (token.tokenType === Import) {
    const hint = 'Write `import { name } from "./file.pipe"`.'
    return unexpected({ ...scene, token: next }, '`{` after `import`', hint)
  }
  return unexpected(scene, anItem(scene.outermost))
}

/** A word of the language in the place of a key. */
export function reservedKey(scene: Scene, token: Token): Diagnostic {
  const hint = `A string may be a key: \`"${token.image}": …\`.`
  return tellAt(scene, token, syntaxProblems.reservedName, { word: token.image, role: 'a key', hint })
}

/** A word of the language in the place of a name. */
export function reserved(scene: Scene, token: Token, role: string): Diagnostic {
  return tellAt(scene, token, syntaxProblems.reservedName, {
    word: token.image,
    role,
    hint: 'Choose another name.',
  })
}

/** `kind name` and then none of the three forms. */
export function explainDeclaration(scene: Scene): Diagnostic {
  const { words, index, token } = scene
  const [head, name] = [words[index - 2], words[index - 1]]
  if (!head || !name) return unexpected(scene, 'a declaration')
  const foreign = foreignWords.get(head.image)
  if (foreign !== undefined) {
    return tellAt(scene, head, syntaxProblems.foreignWord, { word: head.image, hint: foreign })
  }
  const hint =
    token?.tokenType === LeftParenthesis
      ? 'A component lists its params inside of its body: `param name: type`.'
      : token?.tokenType === Name || token?.tokenType === LeftBracket
        ? `A type follows a colon: \`${head.image} ${name.image}: …\`.`
        : undefined
  const parameters = { head: head.image, name: name.image, found: shown(token), hint }
  return tell(scene, syntaxProblems.missingBody, parameters)
}

/** Why an import stopped. */
export function explainImport(scene: Scene): Diagnostic {
  const hint = 'Write `import { name, other as alias } from "./file.pipe"`.'
  const { before, token, stop } = scene
  const expected =
    stop.expected === 'Text'
      ? 'the path of a file as a string'
      : stop.expected === 'LeftBrace'
        ? '`{`'
        : before?.image === '}'
          ? '`from`'
          : stop.expected === 'RightBrace'
            ? 'a comma or `}`'
            : 'a name'
  if (token && isReserved(token)) return reserved(scene, token, 'a name')
  return unexpected(scene, before ? `${expected} after ${shown(before)}` : expected, hint)
}

/** The plain sentence: what could stand here, and what does. */
export function unexpected(scene: Scene, expected: string, hint?: string): Diagnostic {
  return tell(scene, syntaxProblems.unexpectedToken, { expected, found: shown(scene.token), hint })
}

function anItem(outermost: boolean): string {
  return outermost ? 'a declaration' : 'an entry or a declaration'
}
