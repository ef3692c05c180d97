import { EOF, type IParserErrorMessageProvider, type IRecognitionException } from 'chevrotain'
import type { Item } from './ast.ts'
import type { LadderProblem } from './operators.ts'
import type { Token } from './tokens.ts'

/** Where the grammar stopped. */
export interface Stop {
  /** The first word that did not fit; undefined when the words ended too early. */
  readonly token: Token | undefined
  /** The name of the type that alone could have stood there, or empty when there were several. */
  readonly expected: string
  /** The rule that was being read. */
  readonly rule: string
}

/** What reading one item gave: the item, or where it stopped. */
export interface Outcome {
  readonly item?: Item
  readonly stop?: Stop
  readonly ladder: readonly LadderProblem[]
}

/** Messages are made from the tokens (`explain.ts`); the library's only name the type that was expected. */
export const expectedTypes: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.name,
  buildNotAllInputParsedMessage: () => '',
  buildNoViableAltMessage: () => '',
  buildEarlyExitMessage: () => '',
}

/** The stop that the parser library's error tells of; the grammar makes the library's message the expected type. */
export function stopOf({ token, message, context }: IRecognitionException): Stop {
  const rules = context.ruleStack
  return {
    token: token.tokenType === EOF ? undefined : (token as Token),
    expected: message,
    rule: rules[rules.length - 1] ?? '',
  }
}
