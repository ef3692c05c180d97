import type { Span } from '../base/source.ts'

/**
 * The syntax tree: readonly, one interface a kind, positions on every node.
 * `parse` makes it, `print` writes it back, the compiler gives it meaning.
 */
export interface Module extends Span {
  readonly kind: 'module'
  readonly file: string
  readonly items: readonly Item[]
  /** Every comment in order of appearance, `##` ones included; the printer weaves them back in. */
  readonly comments: readonly Comment[]
}

export interface Comment extends Span {
  readonly kind: 'comment'
  /** With its `#` or `##`, without the line break. */
  readonly text: string
}

export type Item = Import | Entry | Declaration

/** `import { a as b } from "./x.pipe"` */
export interface Import extends Span {
  readonly kind: 'import'
  readonly picks: readonly Pick[]
  readonly from: StringLiteral
}

export interface Pick extends Span {
  readonly kind: 'pick'
  readonly name: Identifier
  /** The name after `as`. */
  readonly alias?: Identifier
}

/** `kind name { … }`, `kind name = expression`, `kind name: type [= expression]` */
export interface Declaration extends Span {
  readonly kind: 'declaration'
  /** The `kind` word: `train`, `param`, or a component of the user's. */
  readonly head: Identifier
  readonly name: Identifier
  readonly body?: RecordExpression
  readonly type?: Expression
  readonly value?: Expression
  /** The text of the `##` lines above, without the hashes. */
  readonly doc?: string
}

/** `key: expression` */
export interface Entry extends Span {
  readonly kind: 'entry'
  readonly key: Identifier | StringLiteral
  readonly value: Expression
  readonly doc?: string
}

/** A word and where it stands. */
export interface Identifier extends Span {
  readonly kind: 'identifier'
  readonly text: string
}

export type Expression =
  | NameExpression
  | NumberLiteral
  | QuantityLiteral
  | StringLiteral
  | BooleanLiteral
  | NoneLiteral
  | Template
  | ListExpression
  | RecordExpression
  | CallExpression
  | MemberExpression
  | UnaryExpression
  | BinaryExpression
  | ConditionalExpression
  | GroupExpression

/** A bare name: a value, a type, an ambient name. */
export interface NameExpression extends Span {
  readonly kind: 'name'
  readonly text: string
}

export interface NumberLiteral extends Span {
  readonly kind: 'number'
  readonly value: number
  /** As written: `10_000`, `1e-3`. */
  readonly text: string
}

/** `10%` (dimension absent: the number 0.1), `30s`, `5 epochs`. */
export interface QuantityLiteral extends Span {
  readonly kind: 'quantity'
  readonly text: string
}

/** A string without holes: its value has `$${` and escapes resolved and, for `"""`, the indentation stripped. */
export interface StringLiteral extends Span {
  readonly kind: 'string'
  readonly value: string
  /** Written with `"""`. */
  readonly multiline: boolean
}

export interface BooleanLiteral extends Span {
  readonly kind: 'boolean'
  readonly value: boolean
}

export interface NoneLiteral extends Span {
  readonly kind: 'none'
}

/** A string with holes; chunks are resolved like the value of a StringLiteral. */
export interface Template extends Span {
  readonly kind: 'template'
  readonly parts: readonly (TemplateText | Expression)[]
  readonly multiline: boolean
}

export interface TemplateText extends Span {
  readonly kind: 'text'
  readonly value: string
}

export interface ListExpression extends Span {
  readonly kind: 'list'
  readonly items: readonly Expression[]
}

/** `{ … }`: a record, the body of a declaration, the body of a component. */
export interface RecordExpression extends Span {
  readonly kind: 'record'
  readonly items: readonly Item[]
}

/** `name(a, key: b)`. A name without parentheses is a NameExpression. */
export interface CallExpression extends Span {
  readonly kind: 'call'
  readonly callee: Identifier
  readonly arguments: readonly Argument[]
}

export interface Argument extends Span {
  readonly kind: 'argument'
  readonly name?: Identifier
  readonly value: Expression
}

export interface MemberExpression extends Span {
  readonly kind: 'member'
  readonly object: Expression
  readonly property: Identifier
}

export interface UnaryExpression extends Span {
  readonly kind: 'unary'
  readonly operator: '-' | 'not'
  readonly operand: Expression
}

export type BinaryOperator =
  | 'or'
  | 'and'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | '..'
  | '+'
  | '-'
  | '*'
  | '/'

export interface BinaryExpression extends Span {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

/** `if condition then yes else no` */
export interface ConditionalExpression extends Span {
  readonly kind: 'conditional'
  readonly condition: Expression
  readonly yes: Expression
  readonly no: Expression
}

/** Parentheses, kept so that the printer gives back what was written. */
export interface GroupExpression extends Span {
  readonly kind: 'group'
  readonly inner: Expression
}

export type Node = Module | Comment | Item | Pick | Identifier | Expression | TemplateText | Argument
