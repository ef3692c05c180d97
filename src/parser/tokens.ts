import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain'

/**
 * The words of the language, as the grammar sees them. The lexer is written by hand (strings with holes and the
 * newline rule need its state), so no type has a pattern.
 */
const type = (name: string): TokenType => createToken({ name, pattern: Lexer.NA })

export const Name = type('Name')
export const Import = type('Import')
export const If = type('If')
export const Then = type('Then')
export const Else = type('Else')
export const Not = type('Not')
export const True = type('True')
export const False = type('False')
export const None = type('None')
/** A number without a unit. */
export const Numeral = type('Numeral')
export const Quantity = type('Quantity')
/** A string without holes. */
export const Text = type('Text')
/** The opening quote of a string with holes. */
export const Open = type('Open')
/** Text between holes. */
export const Chunk = type('Chunk')
/** `${` */
export const Hole = type('Hole')
/** The `}` of a hole. */
export const HoleEnd = type('HoleEnd')
export const Close = type('Close')
/** A comma, or a newline that counts. */
export const Separator = type('Separator')
export const LeftBrace = type('LeftBrace')
export const RightBrace = type('RightBrace')
export const LeftParenthesis = type('LeftParenthesis')
export const RightParenthesis = type('RightParenthesis')
export const LeftBracket = type('LeftBracket')
export const RightBracket = type('RightBracket')
export const Colon = type('Colon')
export const Assign = type('Assign')
export const Dot = type('Dot')
/** Both a sign and an operator. */
export const Minus = type('Minus')
/** Every operator between two operands but `-`; which one, its image says. */
export const Operator = type('Operator')

/** Everything the grammar knows, for the parser's constructor. */
export const vocabulary: TokenType[] = [
  Name,
  Import,
  If,
  Then,
  Else,
  Not,
  True,
  False,
  None,
  Numeral,
  Quantity,
  Text,
  Open,
  Chunk,
  Hole,
  HoleEnd,
  Close,
  Separator,
  LeftBrace,
  RightBrace,
  LeftParenthesis,
  RightParenthesis,
  LeftBracket,
  RightBracket,
  Colon,
  Assign,
  Dot,
  Minus,
  Operator,
]

/** Words that can't be names. */
export const reservedWords: ReadonlyMap<string, TokenType> = new Map([
  ['if', If],
  ['then', Then],
  ['else', Else],
  ['and', Operator],
  ['or', Operator],
  ['not', Not],
  ['in', Operator],
  ['true', True],
  ['false', False],
  ['none', None],
  ['import', Import],
])

/** One word of a program. */
export interface Token extends IToken {
  /** As written; for a closing bracket that is missing in the text, what is missing. */
  image: string
  startOffset: number
  /** Exclusive. Equal to `startOffset` where the lexer put in what was missing. */
  end: number
  /** The content of a Text or Chunk, escapes resolved; otherwise empty. */
  value: string
}

/** A set of token types as a table by index: asked for every token. */
function tableOf(...types: readonly TokenType[]): readonly boolean[] {
  const table: boolean[] = []
  for (const each of types) table[each.tokenTypeIdx ?? 0] = true
  return table
}

/** What can end a value or a key: after it a newline may separate. */
export const endsValue = tableOf(
  Name,
  Numeral,
  Quantity,
  Text,
  Close,
  True,
  False,
  None,
  RightBrace,
  RightParenthesis,
  RightBracket,
  Colon,
  Assign,
)

/** What can start an item: before it a newline may separate. */
export const startsItem = tableOf(Name, Text, Open, Import)

/** What opens a bracket; a string with holes is none, its holes are. */
export const opens = tableOf(LeftBrace, LeftParenthesis, LeftBracket, Hole)

/** What closes one. */
export const closes = tableOf(RightBrace, RightParenthesis, RightBracket, HoleEnd)
