import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import { syntaxProblems } from '../base/diagnostics/syntax-problems.ts'
import { explainDeclaration, explainImport, explainItem, reserved, unexpected } from './explain-item.ts'
import { explainAfterValue, explainForeign, explainMissingValue } from './explain-value.ts'
import type { LadderProblem } from './operators.ts'
import { type Scene, spanOf, tell, tellAt } from './scene.ts'
import { Dot, Name, opens, Separator } from './tokens.ts'
import { foreignWords, isReserved, shown } from './words.ts'

/** Which bracket ends the row that a rule reads. */
const closers: Readonly<Record<string, string>> = {
  RightBrace: '}',
  RightParenthesis: ')',
  RightBracket: ']',
  HoleEnd: '}',
}

/** Says in the user's words why an item does not parse. */
export function explain(scene: Scene): Diagnostic {
  const { stop, token, before } = scene
  if (before?.tokenType === Dot && stop.expected === 'Name') {
    return token && isReserved(token)
      ? reserved(scene, token, 'a name')
      : unexpected(scene, 'a name after `.`')
  }
  switch (stop.rule) {
    case 'importing':
    case 'pick':
      return explainImport(scene)
    case 'conditional':
      return explainConditional(scene)
    case 'declaration':
      return scene.index === 0 ? explainItem(scene) : explainDeclaration(scene)
    case 'entry':
      return explainItem({
        ...scene,
        index: scene.index - 1,
        token: before,
        before: scene.words[scene.index - 2],
      })
    case 'item':
    case 'record':
      return beginsRow(scene) ? explainItem(scene) : explainAfterValue(scene, closers[stop.expected])
    case 'expression':
    case 'row':
    case 'operand':
      return explainMissingValue(scene)
    case 'group':
      return explainGroup(scene)
    case 'template':
      return explainHole(scene)
    default:
      return beginsRow(scene)
        ? unexpected(scene, `a value or \`${closers[stop.expected] ?? ''}\``)
        : explainAfterValue(scene, closers[stop.expected])
  }
}

/** True where a member of a row must begin: at the first word of all, behind an opening bracket or a separator. */
function beginsRow({ index, before }: Scene): boolean {
  if (index === 0 || !before) return true
  return before.tokenType === Separator || opens[before.tokenTypeIdx] === true
}

function explainConditional(scene: Scene): Diagnostic {
  const { token, stop } = scene
  const hint = token?.tokenType === Name ? foreignWords.get(token.image) : undefined
  if (token && hint !== undefined) {
    return tellAt(scene, token, syntaxProblems.foreignWord, { word: token.image, hint })
  }
  const word = stop.expected === 'Then' ? 'then' : 'else'
  return tell(scene, syntaxProblems.incompleteConditional, { word, found: shown(token) })
}

function explainGroup(scene: Scene): Diagnostic {
  if (scene.token?.image === ',') {
    return unexpected(scene, '`)`', 'Parentheses hold one value; a list stands in brackets: `[a, b]`.')
  }
  return explainAfterValue(scene, ')')
}

function explainHole(scene: Scene): Diagnostic {
  const known = scene.token && scene.before && explainForeign(scene, scene.token)
  if (known) return known
  const hint = 'A hole holds one value.'
  return unexpected(scene, scene.before ? `\`}\` after ${shown(scene.before)}` : '`}`', hint)
}

/** Says what the ladder of operators forbids. */
export function explainLadder(file: string, { kind, token, previous }: LadderProblem): Diagnostic {
  const location = spanOf(file, token)
  if (kind === 'range') return diagnose(syntaxProblems.chainedRange, {}, location)
  if (kind === 'not') return diagnose(syntaxProblems.misplacedNot, { operator: previous.image }, location)
  return diagnose(syntaxProblems.chainedComparison, { first: previous.image, second: token.image }, location)
}
