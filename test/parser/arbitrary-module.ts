import fc from 'fast-check'
import type {
  BinaryExpression,
  BinaryOperator,
  Declaration,
  Entry,
  Expression,
  Identifier,
  Item,
  Module,
  StringLiteral,
  TemplateText,
} from '../../src/parser/ast.ts'
import { level } from '../../src/parser/operators.ts'
import { reservedWords } from '../../src/parser/tokens.ts'

/** Trees that no text made: every span is empty, as in a tree that a program builds. */
const made = { start: 0, end: 0 } as const

const word = fc.stringMatching(/^[a-z_][a-zA-Z0-9_]{0,8}$/).filter((text) => !reservedWords.has(text))
const identifier = word.map((text): Identifier => ({ kind: 'identifier', ...made, text }))
const name = word.map((text): Expression => ({ kind: 'name', ...made, text }))

const numberText = fc.oneof(
  fc.nat().map(String),
  fc.constantFrom('0', '10_000', '1e-3', '2.5E+10', '0.5', '1_0.2_5', '00'),
  fc
    .double({ min: 0, max: 1e6, noNaN: true, noDefaultInfinity: true })
    .filter((value) => !/e/.test(String(value)))
    .map(String),
)
const number = numberText.map(
  (text): Expression => ({
    kind: 'number',
    ...made,
    text,
    value: Number(text.replaceAll('_', '')),
  }),
)
const quantity = fc
  .constantFrom('10%', '500ms', '30s', '1.5h', '14d', '2w', '512MB', '16GiB', '1_000B', '5 epochs', '1 step')
  .map((text): Expression => ({ kind: 'quantity', ...made, text }))

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.stringMatching(/^[a-z ${}"\\\n\t#]{0,12}$/),
)
const string = anyText.map((value): StringLiteral => ({ kind: 'string', ...made, value, multiline: false }))

/** What can stand in a `"""`: no closing quotes, and line feeds as the only line ends. */
const blockText = fc.stringMatching(/^[a-z ${}"\\\n\t#é]{0,20}$/).filter((text) => !text.includes('"""'))
const block = blockText.map((value): StringLiteral => ({ kind: 'string', ...made, value, multiline: true }))

const textPart = (value: string): TemplateText => ({ kind: 'text', ...made, value })

/** Texts and holes in turn, at least one hole; `before` says which texts may stand before a hole. */
function template(
  text: fc.Arbitrary<string>,
  hole: fc.Arbitrary<Expression>,
  multiline: boolean,
  before: (value: string) => boolean,
): fc.Arbitrary<Expression> {
  const piece = fc.tuple(text.filter(before), hole)
  return fc.tuple(fc.array(piece, { minLength: 1, maxLength: 3 }), text).map(([pieces, last]): Expression => {
    const parts = [...pieces.flatMap(([value, expression]) => [textPart(value), expression]), textPart(last)]
    const full = parts.filter((part) => part.kind !== 'text' || part.value !== '')
    return { kind: 'template', ...made, parts: full, multiline }
  })
}

/** How tightly an expression binds: what binds less than its place allows is put in parentheses. */
function rung(node: Expression): number {
  if (node.kind === 'conditional') return 0
  if (node.kind === 'binary') return level[node.operator]
  if (node.kind === 'unary') return node.operator === 'not' ? 3 : 8
  return 9
}

const atLeast = (minimum: number, inner: Expression): Expression =>
  rung(inner) >= minimum ? inner : { kind: 'group', ...made, inner }

function binary(operator: BinaryOperator, left: Expression, right: Expression): BinaryExpression {
  const own = level[operator]
  const chains = own !== 4 && own !== 5
  return {
    kind: 'binary',
    ...made,
    operator,
    left: atLeast(chains ? own : own + 1, left),
    right: atLeast(own + 1, right),
  }
}

const operators = Object.keys(level) as BinaryOperator[]
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const docLine = fc.stringMatching(/^[ a-zA-Z#"{}é]{0,20}$/).map((line) => line.trimEnd())
const doc = optional(fc.array(docLine, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')))

interface Family {
  /** May contain `"""` strings and documented items. */
  readonly expression: Expression
  /** Fits on one line, as the hole of a string must. */
  readonly line: Expression
  readonly item: Item
  readonly lineItem: Item
}

/** Expressions of one family, from the family's own expressions and items. */
function compound(
  expression: fc.Arbitrary<Expression>,
  item: fc.Arbitrary<Item>,
): fc.Arbitrary<Expression>[] {
  return [
    fc.array(expression, { maxLength: 4 }).map((items): Expression => ({ kind: 'list', ...made, items })),
    fc.array(item, { maxLength: 4 }).map((items): Expression => ({ kind: 'record', ...made, items })),
    fc.tuple(identifier, fc.array(fc.tuple(optional(identifier), expression), { maxLength: 4 })).map(
      ([callee, values]): Expression => ({
        kind: 'call',
        ...made,
        callee,
        arguments: values.map(([key, value]) => ({
          kind: 'argument',
          ...made,
          ...(key && { name: key }),
          value,
        })),
      }),
    ),
    fc.tuple(expression, identifier).map(
      ([object, property]): Expression => ({
        kind: 'member',
        ...made,
        object: atLeast(9, object),
        property,
      }),
    ),
    expression.map(
      (operand): Expression => ({ kind: 'unary', ...made, operator: '-', operand: atLeast(8, operand) }),
    ),
    expression.map(
      (operand): Expression => ({ kind: 'unary', ...made, operator: 'not', operand: atLeast(3, operand) }),
    ),
    fc
      .tuple(fc.constantFrom(...operators), expression, expression)
      .map(([operator, left, right]): Expression => binary(operator, left, right)),
    fc
      .tuple(expression, expression, expression)
      .map(([condition, yes, no]): Expression => ({ kind: 'conditional', ...made, condition, yes, no })),
    expression.map((inner): Expression => ({ kind: 'group', ...made, inner })),
  ]
}

function itemOf(
  expression: fc.Arbitrary<Expression>,
  item: fc.Arbitrary<Item>,
  documented: boolean,
): fc.Arbitrary<Item> {
  const record = fc
    .array(item, { maxLength: 3 })
    .map((items) => ({ kind: 'record' as const, ...made, items }))
  const docs = documented ? doc : fc.constant(undefined)
  const entry = fc.tuple(fc.oneof(identifier, string), expression, docs).map(
    ([key, value, text]): Entry => ({
      kind: 'entry',
      ...made,
      key,
      value,
      ...(text !== undefined && { doc: text }),
    }),
  )
  const form = fc.oneof(
    record.map((body) => ({ body })),
    expression.map((value) => ({ value })),
    fc.tuple(expression, optional(expression)).map(([type, value]) => ({ type, ...(value && { value }) })),
  )
  const declaration = fc.tuple(identifier, identifier, form, docs).map(
    ([head, own, rest, text]): Declaration => ({
      kind: 'declaration',
      ...made,
      head,
      name: own,
      ...rest,
      ...(text !== undefined && { doc: text }),
    }),
  )
  return fc.oneof(entry, declaration)
}

const leaf = fc.oneof(
  name,
  number,
  quantity,
  string,
  fc.boolean().map((value): Expression => ({ kind: 'boolean', ...made, value })),
  fc.constant<Expression>({ kind: 'none', ...made }),
)

const family = fc.letrec((tie: fc.LetrecTypedTie<Family>) => ({
  line: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    ...compound(tie('line'), tie('lineItem')),
    template(anyText, tie('line'), false, () => true),
  ),
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    block,
    ...compound(tie('expression'), tie('item')),
    template(anyText, tie('line'), false, () => true),
    template(blockText, tie('line'), true, (value) => !value.endsWith('$')),
  ),
  lineItem: itemOf(tie('line'), tie('lineItem'), false),
  item: itemOf(tie('expression'), tie('item'), true),
}))

const importing = fc
  .tuple(fc.array(fc.tuple(identifier, optional(identifier)), { minLength: 1, maxLength: 3 }), string)
  .map(
    ([picks, from]): Item => ({
      kind: 'import',
      ...made,
      picks: picks.map(([own, alias]) => ({ kind: 'pick', ...made, name: own, ...(alias && { alias }) })),
      from,
    }),
  )

/** Modules of every form of the language. */
export const arbitraryModule: fc.Arbitrary<Module> = fc
  .array(fc.oneof({ weight: 8, arbitrary: family.item }, { weight: 1, arbitrary: importing }), {
    maxLength: 5,
  })
  .map((items): Module => ({ kind: 'module', ...made, file: 'made.pipe', items, comments: [] }))
