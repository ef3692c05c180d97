import type { BinaryOperator, GithubExpression } from './expression.ts'

type Literal = string | number | boolean | null

/** What is known of contexts when a workflow is imported: `matrix.os`; undefined for what only a run knows. */
export type Known = (path: readonly string[]) => Literal | undefined

/** An expression with everything that is known worked out, as GitHub would. */
export function fold(expression: GithubExpression, known: Known): GithubExpression {
  switch (expression.kind) {
    case 'literal':
      return expression
    case 'context': {
      const value = known(expression.path)
      return value === undefined ? expression : { kind: 'literal', value }
    }
    case 'not': {
      const operand = fold(expression.operand, known)
      return operand.kind === 'literal' ? truth(!isTrue(operand.value)) : { kind: 'not', operand }
    }
    case 'call':
      return foldCall(
        expression.name,
        expression.arguments.map((argument) => fold(argument, known)),
      )
    case 'binary':
      return foldBinary(expression.operator, fold(expression.left, known), fold(expression.right, known))
  }
}

/** The value of an expression in which everything is known. */
export function literalOf(expression: GithubExpression | undefined): Literal | undefined {
  return expression?.kind === 'literal' ? expression.value : undefined
}

/** A value as GitHub writes it into a text. */
export function githubText(value: Literal): string {
  return value === null ? '' : String(value)
}

export function isTrue(value: Literal): boolean {
  return value !== null && value !== false && value !== 0 && value !== ''
}

function truth(value: boolean): GithubExpression {
  return { kind: 'literal', value }
}

function foldBinary(
  operator: BinaryOperator,
  left: GithubExpression,
  right: GithubExpression,
): GithubExpression {
  if (operator === '&&' || operator === '||') {
    if (left.kind !== 'literal') return { kind: 'binary', operator, left, right }
    return isTrue(left.value) === (operator === '&&') ? right : left
  }
  if (left.kind !== 'literal' || right.kind !== 'literal') return { kind: 'binary', operator, left, right }
  const [a, b] = comparable(left.value, right.value)
  switch (operator) {
    case '==':
      return truth(a === b)
    case '!=':
      return truth(a !== b)
    case '<':
      return truth(a < b)
    case '<=':
      return truth(a <= b)
    case '>':
      return truth(a > b)
    case '>=':
      return truth(a >= b)
  }
}

/** Texts compare without their case; unlike things as numbers. */
function comparable(a: Literal, b: Literal): readonly [string | number, string | number] {
  if (typeof a === 'string' && typeof b === 'string') return [a.toLowerCase(), b.toLowerCase()]
  return [numberOf(a), numberOf(b)]
}

function numberOf(value: Literal): number {
  return typeof value === 'string' && value.trim() === '' ? 0 : Number(value)
}

function foldCall(name: string, given: readonly GithubExpression[]): GithubExpression {
  const call: GithubExpression = { kind: 'call', name, arguments: given }
  const values = given.map((argument) => (argument.kind === 'literal' ? argument.value : undefined))
  if (values.some((value) => value === undefined)) return call
  const [first = '', second = ''] = values.map((value) => githubText(value ?? null))
  switch (name) {
    case 'contains':
      return truth(first.toLowerCase().includes(second.toLowerCase()))
    case 'startswith':
      return truth(first.toLowerCase().startsWith(second.toLowerCase()))
    case 'endswith':
      return truth(first.toLowerCase().endsWith(second.toLowerCase()))
    case 'format': {
      const filled = first.replace(/\{(\d+)\}|\{\{|\}\}/g, (whole, index: string | undefined) =>
        index === undefined ? whole.slice(0, 1) : githubText(values[Number(index) + 1] ?? null),
      )
      return { kind: 'literal', value: filled }
    }
    default:
      return call
  }
}
