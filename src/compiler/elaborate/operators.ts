import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Type } from '../../ir/type.ts'
import type { BinaryExpression, BinaryOperator, UnaryExpression } from '../../parser/ast.ts'
import { applied, wrongOperand } from './apply.ts'
import { assign, reportSecret } from './assign.ts'
import { listOf } from './compose.ts'
import type { Context, Scope } from './context.ts'
import { describeTerm } from './describe.ts'
import { broken, type Term } from './term.ts'
import { alternativesOf, fits, isNumeric, isText, join } from './type-relations.ts'

const bool: Type = { type: 'bool' }

/** `-x`, `not x` */
export function unaryTerm(context: Context, syntax: UnaryExpression, scope: Scope): Term {
  const location = at(scope.file, syntax)
  const operand = context.expression(syntax.operand, scope)
  if (operand.broken) return broken(location)
  if (syntax.operator === 'not') {
    if (!fits(operand.type, bool))
      return wrongOperand(context, 'not', '`true` or `false`', operand, describeTerm(operand))
    return applied(context, location, 'not', bool, [operand])
  }
  if (!isNumeric(operand.type) && operand.type.type !== 'quantity')
    return wrongOperand(context, '-', 'a number or quantity', operand, describeTerm(operand))
  return applied(context, location, 'negate', unranged(operand.type), [operand])
}

/** `a + b`, `a < b`, `a in b`, … */
export function binaryTerm(context: Context, syntax: BinaryExpression, scope: Scope): Term {
  const location = at(scope.file, syntax)
  const { operator } = syntax
  if (operator === '..') {
    context.report(diagnose(typeProblems.rangeAlone, {}, location))
    return broken(location)
  }
  if (operator === 'in') return membership(context, syntax, scope, location)
  const left = context.expression(syntax.left, scope)
  const right = context.expression(syntax.right, scope)
  if (left.broken || right.broken) return broken(location)
  for (const operand of [left, right]) {
    if (operand.secrets.length > 0) return reportSecret(context, operand, 'in an expression')
  }
  if (operator === 'and' || operator === 'or') return connected(context, operator, left, right, location)
  if (operator === '==' || operator === '!=') return equality(context, operator, left, right, location)
  if (operator === '+') {
    const lists = listSum(left, right, location)
    if (lists) return lists
  }
  const type = resultOf(operator, left.type, right.type)
  if (type?.type === 'list') {
    const structure = { kind: 'sum', parts: [left, right] } as const
    return { ...applied(context, location, operator, type, [left, right]), structure }
  }
  if (type) return applied(context, location, operator, type, [left, right])
  const parameters = { operator, left: describeTerm(left), right: describeTerm(right) }
  context.report(diagnose(typeProblems.operands, parameters, location))
  return broken(location)
}

function connected(
  context: Context,
  operator: 'and' | 'or',
  left: Term,
  right: Term,
  location: Location,
): Term {
  for (const operand of [left, right]) {
    if (!fits(operand.type, bool))
      return wrongOperand(context, operator, '`true` or `false`', operand, describeTerm(operand))
  }
  return applied(context, location, operator, bool, [left, right])
}

/** Things of one type may be equal, and `none` may equal what can be absent; a choice only one of its values. */
function equality(
  context: Context,
  operator: '==' | '!=',
  left: Term,
  right: Term,
  location: Location,
): Term {
  if (comparable(left.type, right.type)) return applied(context, location, operator, bool, [left, right])
  const parameters = { left: describeTerm(left), right: describeTerm(right) }
  context.report(diagnose(typeProblems.neverEqual, parameters, location))
  return broken(location)
}

function comparable(a: Type, b: Type): boolean {
  return alternativesOf(a).some((left) =>
    alternativesOf(b).some((right) => {
      if (left.type === 'enum' && right.type === 'enum')
        return left.values.some((value) => right.values.includes(value))
      return fits(left, right) || fits(right, left)
    }),
  )
}

/** Lists written out stay written out when they are joined, so that their items can still be looked at. */
function listSum(left: Term, right: Term, location: Location): Term | undefined {
  const a = left.structure
  const b = right.structure
  return a?.kind === 'list' && b?.kind === 'list' ? listOf(location, [...a.items, ...b.items]) : undefined
}

function resultOf(operator: BinaryOperator, a: Type, b: Type): Type | undefined {
  switch (operator) {
    case '+':
      return isText(a) && isText(b) ? { type: 'string' } : (sumOf(a, b) ?? listsOf(a, b))
    case '-':
      return sumOf(a, b)
    case '*':
      return productOf(a, b)
    case '/':
      return quotientOf(a, b)
    default:
      return isText(a) && isText(b) ? bool : sumOf(a, b) && bool
  }
}

/** Numbers, or quantities of one dimension. */
function sumOf(a: Type, b: Type): Type | undefined {
  if (isNumeric(a) && isNumeric(b)) return unranged(join(a, b))
  return a.type === 'quantity' && b.type === 'quantity' && a.dimension === b.dimension ? a : undefined
}

function listsOf(a: Type, b: Type): Type | undefined {
  return a.type === 'list' && b.type === 'list' ? join(a, b) : undefined
}

function productOf(a: Type, b: Type): Type | undefined {
  if (a.type === 'quantity' && isNumeric(b)) return a
  if (b.type === 'quantity' && isNumeric(a)) return b
  return isNumeric(a) && isNumeric(b) ? unranged(join(a, b)) : undefined
}

/** Like over like is a float. */
function quotientOf(a: Type, b: Type): Type | undefined {
  if (a.type === 'quantity' && isNumeric(b)) return a
  return sumOf(a, b) && { type: 'float' }
}

function unranged(type: Type): Type {
  return isNumeric(type) ? { type: type.type === 'int' ? 'int' : 'float' } : type
}

/** `x in low..high`, `x in list` */
function membership(context: Context, syntax: BinaryExpression, scope: Scope, location: Location): Term {
  const left = context.expression(syntax.left, scope)
  const range = syntax.right.kind === 'group' ? syntax.right.inner : syntax.right
  if (range.kind === 'binary' && range.operator === '..') {
    const low = context.expression(range.left, scope)
    const high = context.expression(range.right, scope)
    if (left.broken || low.broken || high.broken) return broken(location)
    for (const end of [low, high]) {
      if (sumOf(left.type, end.type)) continue
      const parameters = { operator: 'in', left: describeTerm(left), right: describeTerm(end) }
      context.report(diagnose(typeProblems.operands, parameters, location))
      return broken(location)
    }
    const ends = applied(context, at(scope.file, range), '..', { type: 'any' }, [low, high])
    return applied(context, location, 'in', bool, [left, ends])
  }
  const right = context.expression(syntax.right, scope)
  if (left.broken || right.broken) return broken(location)
  if (right.type.type !== 'list')
    return wrongOperand(context, 'in', 'a range or a list at its right', right, describeTerm(right))
  if (!comparable(left.type, right.type.of)) {
    const parameters = { left: describeTerm(left), right: 'the items of this list' }
    context.report(diagnose(typeProblems.neverEqual, parameters, location))
    return broken(location)
  }
  return applied(context, location, 'in', bool, [left, right])
}

/** A condition: what `if` and `when` need. */
export function assignCondition(context: Context, term: Term): Term {
  return assign(context, term, bool, 'A condition')
}
