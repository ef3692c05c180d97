import { EmbeddedActionsParser, type ParserMethod, type TokenType } from 'chevrotain'
import type * as ast from './ast.ts'
import { booleanOf, identifierOf, nameOf, noneOf, numberOf, quantityOf, stringOf, textOf } from './nodes.ts'
import { climb, type LadderProblem, type Operand } from './operators.ts'
import { expectedTypes, type Outcome, stopOf } from './outcome.ts'
import * as tokens from './tokens.ts'

type Token = tokens.Token

const noPrefixes: readonly Token[] = []

type Rule<T> = ParserMethod<[], T>

type Draft<T> = { -readonly [Key in keyof T]: T[Key] }

/**
 * The grammar of the language, LL(2), with the tree built as it is read. Its one departure from the grammar on
 * paper: the ladder of binary operators is a flat row here and becomes a tree in `operators.ts`. The parser sees one
 * item at a time, with balanced brackets, so it needs no recovery of its own.
 */
export class Grammar extends EmbeddedActionsParser {
  private docs: ReadonlyMap<number, string> = new Map()
  private ladder: LadderProblem[] = []

  constructor(skipValidations: boolean) {
    super(tokens.vocabulary, { maxLookahead: 2, errorMessageProvider: expectedTypes, skipValidations })
    this.performSelfAnalysis()
  }

  /** Reads one item, which must be all there is. */
  parseItem(words: Token[], docs: ReadonlyMap<number, string>): Outcome {
    this.docs = docs
    this.ladder = []
    this.input = words
    const item: ast.Item | undefined = this.item()
    const error = this.errors[0]
    if (error) return { stop: stopOf(error), ladder: this.ladder }
    return item ? { item, ladder: this.ladder } : { ladder: this.ladder }
  }

  private take(type: TokenType): Token {
    return this.CONSUME(type) as Token
  }

  private readonly itemForms = [
    { ALT: (): ast.Item => this.SUBRULE(this.importing) },
    { ALT: (): ast.Item => this.SUBRULE(this.entry) },
    { ALT: (): ast.Item => this.SUBRULE(this.declaration) },
  ]

  // item = import | entry | decl
  private readonly item: Rule<ast.Item> = this.RULE('item', () => this.OR(this.itemForms))

  // import = "import" "{" pick { sep [ pick ] } "}" "from" String
  private readonly importing: Rule<ast.Import> = this.RULE('importing', (): ast.Import => {
    const start = this.take(tokens.Import).startOffset
    this.take(tokens.LeftBrace)
    const picks = [this.SUBRULE(this.pick)]
    this.MANY(() => {
      this.take(tokens.Separator)
      this.OPTION(() => picks.push(this.SUBRULE2(this.pick)))
    })
    this.take(tokens.RightBrace)
    this.take(tokens.Name)
    const from = stringOf(this.take(tokens.Text))
    return { kind: 'import', start, end: from.end, picks, from }
  })

  // pick = Name [ "as" Name ]; `as` and `from` are names everywhere else, so `recovery.ts` looks at their letters.
  private readonly pick: Rule<ast.Pick> = this.RULE('pick', (): ast.Pick => {
    const name = identifierOf(this.take(tokens.Name))
    const draft: Draft<ast.Pick> = { kind: 'pick', start: name.start, end: name.end, name }
    this.OPTION(() => {
      this.CONSUME2(tokens.Name)
      draft.alias = identifierOf(this.CONSUME3(tokens.Name) as Token)
      draft.end = draft.alias.end
    })
    return draft
  })

  private readonly keyForms = [
    { ALT: (): ast.Entry['key'] => identifierOf(this.take(tokens.Name)) },
    { ALT: (): ast.Entry['key'] => stringOf(this.take(tokens.Text)) },
  ]

  // entry = key ":" expr, key = Name | String
  private readonly entry: Rule<ast.Entry> = this.RULE('entry', (): ast.Entry => {
    const key = this.OR(this.keyForms)
    this.take(tokens.Colon)
    const value = this.SUBRULE(this.expression)
    const draft: Draft<ast.Entry> = { kind: 'entry', start: key.start, end: value.end, key, value }
    this.document(draft)
    return draft
  })

  // decl = Name Name ( body | "=" expr | ":" expr [ "=" expr ] )
  private readonly declaration: Rule<ast.Declaration> = this.RULE('declaration', (): ast.Declaration => {
    const head = identifierOf(this.take(tokens.Name))
    const name = identifierOf(this.CONSUME2(tokens.Name) as Token)
    const draft: Draft<ast.Declaration> = {
      kind: 'declaration',
      start: head.start,
      end: name.end,
      head,
      name,
    }
    const last: ast.Expression = this.OR([
      { ALT: () => this.bodied(draft) },
      { ALT: () => this.valued(draft) },
      { ALT: () => this.typed(draft) },
    ])
    draft.end = last.end
    this.document(draft)
    return draft
  })

  private bodied(draft: Draft<ast.Declaration>): ast.Expression {
    const body = this.SUBRULE(this.record)
    draft.body = body
    return body
  }

  private valued(draft: Draft<ast.Declaration>): ast.Expression {
    this.take(tokens.Assign)
    const value = this.SUBRULE(this.expression)
    draft.value = value
    return value
  }

  private typed(draft: Draft<ast.Declaration>): ast.Expression {
    this.take(tokens.Colon)
    const type = this.SUBRULE2(this.expression)
    draft.type = type
    this.OPTION(() => {
      this.CONSUME2(tokens.Assign)
      draft.value = this.SUBRULE3(this.expression)
    })
    return draft.value ?? type
  }

  private document(draft: Draft<ast.Entry> | Draft<ast.Declaration>): void {
    if (this.docs.size === 0) return
    const doc = this.docs.get(draft.start)
    if (doc !== undefined) draft.doc = doc
  }

  // body = "{" [ item { sep [ item ] } ] "}"
  private readonly record: Rule<ast.RecordExpression> = this.RULE('record', (): ast.RecordExpression => {
    const { startOffset: start } = this.take(tokens.LeftBrace)
    const items: ast.Item[] = []
    this.OPTION(() => {
      items.push(this.SUBRULE(this.item))
      this.MANY(() => {
        this.take(tokens.Separator)
        this.OPTION2(() => items.push(this.SUBRULE2(this.item)))
      })
    })
    const { end } = this.take(tokens.RightBrace)
    return { kind: 'record', start, end, items }
  })

  private readonly expressionForms = [
    { ALT: (): ast.Expression => this.SUBRULE(this.conditional) },
    { ALT: (): ast.Expression => this.SUBRULE(this.row) },
  ]

  // expr = "if" expr "then" expr "else" expr | any
  private readonly expression: Rule<ast.Expression> = this.RULE('expression', () =>
    this.OR(this.expressionForms),
  )

  private readonly conditional: Rule<ast.Expression> = this.RULE('conditional', (): ast.Expression => {
    const { startOffset: start } = this.take(tokens.If)
    const condition = this.SUBRULE(this.expression)
    this.take(tokens.Then)
    const yes = this.SUBRULE2(this.expression)
    this.take(tokens.Else)
    const no = this.SUBRULE3(this.expression)
    return { kind: 'conditional', start, end: no.end, condition, yes, no }
  })

  private readonly operatorForms = [
    { ALT: (): Token => this.take(tokens.Operator) },
    { ALT: (): Token => this.take(tokens.Minus) },
  ]

  // row = operand { operator operand }: the rungs from `any` down to `unary`
  private readonly row: Rule<ast.Expression> = this.RULE('row', (): ast.Expression => {
    const first = this.SUBRULE(this.operand)
    const operators: Token[] = []
    const operands = [first]
    this.MANY(() => {
      operators.push(this.OR(this.operatorForms))
      operands.push(this.SUBRULE2(this.operand))
    })
    if (this.RECORDING_PHASE || (operators.length === 0 && first.prefixes === noPrefixes))
      return first.primary
    return climb(operands, operators, (problem) => this.ladder.push(problem))
  })

  private readonly prefixForms = [
    { ALT: (): Token => this.take(tokens.Minus) },
    { ALT: (): Token => this.take(tokens.Not) },
  ]

  // operand = { "-" | "not" } primary { "." Name }
  private readonly operand: Rule<Operand> = this.RULE('operand', (): Operand => {
    let prefixes: readonly Token[] = noPrefixes
    this.MANY(() => {
      prefixes = [...prefixes, this.OR(this.prefixForms)]
    })
    let primary = this.OR2(this.primaryForms)
    this.MANY2(() => {
      this.take(tokens.Dot)
      const property = identifierOf(this.take(tokens.Name))
      const { start } = primary
      primary = {
        kind: 'member',
        start,
        end: property.end,
        object: primary,
        property,
      } satisfies ast.MemberExpression
    })
    return { prefixes, primary }
  })

  // primary = call | literal | template | list | body | "(" expr ")"
  private readonly primaryForms = [
    { ALT: (): ast.Expression => this.SUBRULE(this.call) },
    { ALT: (): ast.Expression => stringOf(this.take(tokens.Text)) },
    { ALT: (): ast.Expression => numberOf(this.take(tokens.Numeral)) },
    { ALT: (): ast.Expression => quantityOf(this.take(tokens.Quantity)) },
    { ALT: (): ast.Expression => booleanOf(this.take(tokens.True), true) },
    { ALT: (): ast.Expression => booleanOf(this.take(tokens.False), false) },
    { ALT: (): ast.Expression => noneOf(this.take(tokens.None)) },
    { ALT: (): ast.Expression => this.SUBRULE(this.template) },
    { ALT: (): ast.Expression => this.SUBRULE(this.list) },
    { ALT: (): ast.Expression => this.SUBRULE(this.record) },
    { ALT: (): ast.Expression => this.SUBRULE(this.group) },
  ]

  private readonly group: Rule<ast.Expression> = this.RULE('group', (): ast.Expression => {
    const { startOffset: start } = this.take(tokens.LeftParenthesis)
    const inner = this.SUBRULE(this.expression)
    const { end } = this.take(tokens.RightParenthesis)
    return { kind: 'group', start, end, inner }
  })

  // call = Name [ "(" [ arg { "," [ arg ] } ] ")" ]
  private readonly call: Rule<ast.CallExpression | ast.NameExpression> = this.RULE(
    'call',
    (): ast.CallExpression | ast.NameExpression => {
      const name = this.take(tokens.Name)
      let node: ast.CallExpression | ast.NameExpression | undefined
      this.OPTION(() => {
        this.take(tokens.LeftParenthesis)
        const values: ast.Argument[] = []
        this.OPTION2(() => {
          values.push(this.SUBRULE(this.argument))
          this.MANY(() => {
            this.take(tokens.Separator)
            this.OPTION3(() => values.push(this.SUBRULE2(this.argument)))
          })
        })
        const { end } = this.take(tokens.RightParenthesis)
        node = {
          kind: 'call',
          start: name.startOffset,
          end,
          callee: identifierOf(name),
          arguments: values,
        }
      })
      return node ?? nameOf(name)
    },
  )

  // arg = [ Name ":" ] expr
  private readonly argument: Rule<ast.Argument> = this.RULE('argument', (): ast.Argument => {
    let name: ast.Identifier | undefined
    this.OPTION(() => {
      name = identifierOf(this.take(tokens.Name))
      this.take(tokens.Colon)
    })
    const value = this.SUBRULE(this.expression)
    const { end } = value
    return name
      ? { kind: 'argument', start: name.start, end, name, value }
      : { kind: 'argument', start: value.start, end, value }
  })

  // list = "[" [ expr { "," [ expr ] } ] "]"
  private readonly list: Rule<ast.ListExpression> = this.RULE('list', (): ast.ListExpression => {
    const { startOffset: start } = this.take(tokens.LeftBracket)
    const items: ast.Expression[] = []
    this.OPTION(() => {
      items.push(this.SUBRULE(this.expression))
      this.MANY(() => {
        this.take(tokens.Separator)
        this.OPTION2(() => items.push(this.SUBRULE2(this.expression)))
      })
    })
    const { end } = this.take(tokens.RightBracket)
    return { kind: 'list', start, end, items }
  })

  // template = Open { Chunk | Hole expr HoleEnd } Close
  private readonly template: Rule<ast.Template> = this.RULE('template', (): ast.Template => {
    const open = this.take(tokens.Open)
    const parts: (ast.TemplateText | ast.Expression)[] = []
    this.MANY(() =>
      this.OR([
        {
          ALT: () => {
            const chunk = this.take(tokens.Chunk)
            // Of a `"""` there may be only indentation.
            if (chunk.value !== '') parts.push(textOf(chunk))
          },
        },
        {
          ALT: () => {
            this.take(tokens.Hole)
            parts.push(this.SUBRULE(this.expression))
            this.take(tokens.HoleEnd)
          },
        },
      ]),
    )
    const { end } = this.take(tokens.Close)
    return { kind: 'template', start: open.startOffset, end, parts, multiline: open.image === '"""' }
  })
}
