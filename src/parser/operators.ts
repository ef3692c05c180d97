import type { BinaryExpression, BinaryOperator, Expression, UnaryExpression } from './ast.ts'
import { Not, type Token } from './tokens.ts'

/** An operand as the grammar reads it: signs and negations, then a primary with its members. */
export interface Operand {
  /** In order of appearance; usually none. */
  readonly prefixes: readonly Token[]
  readonly primary: Expression
}

/** An operator chain that the grammar's ladder does not allow, although its words stand in a row as they must. */
export interface LadderProblem {
  readonly kind: 'comparison' | 'range' | 'not'
  readonly token: Token
  /** The operator before. */
  readonly previous: Token
}

/** From the loosest to the tightest. `not` stands between `and` and the comparisons. */
export const level: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  '..': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
}
const negation = 3
const comparison = 4
const range = 5
const tightest = 8

/**
 * Builds the tree of a flat row `operand operator operand …` by precedence climbing: the rungs `any`, `all`,
 * `negation`, `compare`, `range`, `sum`, `product`, `unary` of the grammar in one rule, which is what makes the
 * parser fast. Reports what the rungs forbid and builds a tree even then.
 */
export function climb(
  operands: readonly Operand[],
  operators: readonly Token[],
  report: (problem: LadderProblem) => void,
): Expression {
  return new Ladder(operands, operators, report).climb(1)
}

/** One climb: the place in the row moves on as the tree grows. */
class Ladder {
  private at = 0
  private readonly operands: readonly Operand[]
  private readonly operators: readonly Token[]
  private readonly report: (problem: LadderProblem) => void

  constructor(
    operands: readonly Operand[],
    operators: readonly Token[],
    report: (problem: LadderProblem) => void,
  ) {
    this.operands = operands
    this.operators = operators
    this.report = report
  }

  /** Everything from here on that binds at least as tightly as `minimum`, from the operand's given prefix on. */
  climb(minimum: number, prefix = 0): Expression {
    let left = this.operand(minimum, prefix)
    let previous: Token | undefined
    for (;;) {
      const operator = this.operators[this.at]
      const own = operator ? levelOf(operator) : 0
      if (!operator || own < minimum) return left
      if (previous && levelOf(previous) === own) this.checkChain(own, previous, operator)
      previous = operator
      this.at++
      const right = this.climb(own + 1)
      left = binary(operator.image as BinaryOperator, left, right)
    }
  }

  /** A `not` takes a comparison with it, a sign only its primary. */
  private operand(minimum: number, prefix: number): Expression {
    const operand = this.operands[this.at]
    if (!operand) throw new RangeError('a row of operators has one operand more than operators')
    const token = operand.prefixes[prefix]
    if (!token) return operand.primary
    if (token.tokenType !== Not) return unary(token, '-', this.climb(tightest, prefix + 1))
    const before = operand.prefixes[prefix - 1] ?? this.operators[this.at - 1]
    if (minimum > negation && before && before.tokenType !== Not) {
      this.report({ kind: 'not', token, previous: before })
    }
    return unary(token, 'not', this.climb(comparison, prefix + 1))
  }

  private checkChain(own: number, previous: Token, token: Token): void {
    if (own === comparison) this.report({ kind: 'comparison', token, previous })
    if (own === range) this.report({ kind: 'range', token, previous })
  }
}

function levelOf(operator: Token): number {
  return level[operator.image as BinaryOperator]
}

function unary(token: Token, operator: UnaryExpression['operator'], operand: Expression): UnaryExpression {
  return { kind: 'unary', start: token.startOffset, end: operand.end, operator, operand }
}

function binary(operator: BinaryOperator, left: Expression, right: Expression): BinaryExpression {
  return { kind: 'binary', start: left.start, end: right.end, operator, left, right }
}
