import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Location } from '../../base/source.ts'
import { evaluate } from '../../ir/evaluate.ts'
import type { Expression, Value } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import { reportSecret } from './assign.ts'
import type { Context } from './context.ts'
import { broken, composite, constant, knownValue, type Term } from './term.ts'

/** Folds see no param, no output and no fact. */
const nowhere = {
  params: new Map<string, Value>(),
  fact: () => undefined,
  output: () => ({ state: 'unknown' }) as const,
}

/**
 * An operator or function applied to terms. What is known is computed here, so that the same value has the same IR
 * however it was written, and a division by zero shows where it stands.
 */
export function applied(
  context: Context,
  location: Location,
  name: string,
  type: Type,
  operands: readonly Term[],
): Term {
  for (const operand of operands) {
    if (operand.secrets.length > 0) return reportSecret(context, operand, 'in an expression')
  }
  const expression: Expression = {
    op: 'apply',
    function: name,
    arguments: operands.map((operand) => operand.expression),
  }
  const term = composite(location, type, expression, operands)
  if (term.broken || !operands.every((operand) => knownValue(operand) !== undefined)) return term
  const evaluation = evaluate(expression, nowhere)
  if (evaluation.state === 'known') return folded(location, type, evaluation.value, term)
  if (evaluation.state === 'failed') {
    for (const diagnostic of evaluation.diagnostics) context.report({ ...diagnostic, location })
  }
  return broken(location)
}

/** A computed value weighs what its parts did, so that doubling a text over and over is noticed. */
function folded(location: Location, type: Type, value: Value, from: Term): Term {
  const term = constant(location, type, value)
  if (typeof value === 'string') return { ...term, weight: from.weight + (value.length >> 6) }
  return typeof value === 'object' && value !== null ? { ...term, weight: from.weight } : term
}

/** Reports an operand of the wrong type. */
export function wrongOperand(
  context: Context,
  operator: string,
  expected: string,
  found: Term,
  words: string,
): Term {
  if (found.secrets.length > 0) return reportSecret(context, found, 'in an expression')
  context.report(diagnose(typeProblems.operand, { operator, expected, found: words }, found.location))
  return broken(found.location)
}
