import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Location } from '../../base/source.ts'
import { parseQuantity } from '../../base/units.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Type } from '../../ir/type.ts'
import type {
  ConditionalExpression,
  Expression,
  ListExpression,
  NumberLiteral,
  QuantityLiteral,
  RecordExpression,
} from '../../parser/ast.ts'
import { rangeTerm } from '../sweeps/range-term.ts'
import { callTerm } from './calls.ts'
import { commandTerm } from './command.ts'
import { conditionalOf, listOf, recordOf } from './compose.ts'
import type { Context, Scope } from './context.ts'
import { memberTerm } from './members.ts'
import { nameTerm } from './names.ts'
import { assignCondition, binaryTerm, unaryTerm } from './operators.ts'
import { schemaTerm } from './schema-term.ts'
import { templateTerm } from './template.ts'
import { broken, composite, constant, type Term } from './term.ts'
import { alternativesOf, join } from './type-relations.ts'

/** How large an expression may get when its `let`s are filled in: far above what a program needs. */
const largest = 50_000
const deepest = 400

/** Settles the names and types of an expression, and turns it into IR. */
export function expressionTerm(context: Context, syntax: Expression, scope: Scope, expected?: Type): Term {
  const term = termOf(context, syntax, scope, expected)
  if (term.weight <= largest && term.depth <= deepest) return term
  context.report(diagnose(nameProblems.tooLarge, {}, term.location))
  return broken(term.location)
}

function termOf(context: Context, syntax: Expression, scope: Scope, expected?: Type): Term {
  const location = at(scope.file, syntax)
  if (expected?.type === 'command') return commandTerm(context, syntax, scope)
  switch (syntax.kind) {
    case 'name':
      return nameTerm(context, syntax, scope, expected)
    case 'number':
      return numberTerm(context, syntax, location)
    case 'quantity':
      return quantityTerm(context, syntax, location)
    case 'string':
      return constant(location, { type: 'enum', values: [syntax.value] }, syntax.value)
    case 'boolean':
      return constant(location, { type: 'bool' }, syntax.value)
    case 'none':
      return constant(location, { type: 'none' }, null)
    case 'template':
      return templateTerm(context, syntax, scope)
    case 'list':
      return listTerm(context, syntax, scope, location, expected)
    case 'record':
      return recordTerm(context, syntax, scope, location, expected)
    case 'call':
      return callTerm(context, syntax, scope, expected)
    case 'member':
      return memberTerm(context, syntax, scope)
    case 'unary':
      return unaryTerm(context, syntax, scope)
    case 'binary':
      if (syntax.operator === '..' && wantsRange(expected)) return rangeTerm(context, syntax, scope)
      return binaryTerm(context, syntax, scope)
    case 'conditional':
      return conditionalTerm(context, syntax, scope, location, expected)
    case 'group':
      return context.expression(syntax.inner, scope, expected)
    default:
      return unreachable(syntax)
  }
}

function wantsRange(expected: Type | undefined): boolean {
  return expected !== undefined && alternativesOf(expected).some((type) => type.type === 'range')
}

/** `64` is whole and `64.0` is not, whatever its value; `1e6` is whole. */
function numberTerm(context: Context, syntax: NumberLiteral, location: Location): Term {
  if (!Number.isFinite(syntax.value)) return tooLargeNumber(context, syntax.text, location)
  const whole = Number.isSafeInteger(syntax.value) && !syntax.text.includes('.')
  return constant(location, { type: whole ? 'int' : 'float' }, syntax.value)
}

function quantityTerm(context: Context, syntax: QuantityLiteral, location: Location): Term {
  const quantity = parseQuantity(syntax.text)
  if (quantity === undefined) {
    context.report(diagnose(typeProblems.badQuantity, { text: syntax.text }, location))
    return broken(location)
  }
  const size = typeof quantity === 'number' ? quantity : quantity.amount
  if (!Number.isFinite(size)) return tooLargeNumber(context, syntax.text, location)
  if (typeof quantity === 'number') return constant(location, { type: 'float' }, quantity)
  const { dimension, amount } = quantity
  return constant(location, { type: 'quantity', dimension }, { $quantity: dimension, amount })
}

function tooLargeNumber(context: Context, text: string, location: Location): Term {
  context.report(diagnose(typeProblems.numberTooLarge, { text }, location))
  return broken(location)
}

function listTerm(
  context: Context,
  syntax: ListExpression,
  scope: Scope,
  location: Location,
  expected: Type | undefined,
): Term {
  const of =
    expected && union(alternativesOf(expected).map((type) => (type.type === 'list' ? type.of : undefined)))
  return listOf(
    location,
    syntax.items.map((item) => context.expression(item, scope, of)),
  )
}

function recordTerm(
  context: Context,
  syntax: RecordExpression,
  scope: Scope,
  location: Location,
  expected: Type | undefined,
): Term {
  const wanted = expected ? alternativesOf(expected) : []
  const schema = wanted.find((type) => type.type === 'schema')
  if (schema) return schemaTerm(context, syntax, scope.file, schema.of ?? 'columns')
  const fields = new Map<string, Term>()
  const keys = new Map<string, Location>()
  for (const item of syntax.items) {
    if (item.kind !== 'entry') {
      const kind = item.kind === 'declaration' ? item.head.text : 'import'
      context.report(diagnose(nameProblems.misplacedDeclaration, { kind }, at(scope.file, item)))
      continue
    }
    const name = item.key.kind === 'identifier' ? item.key.text : item.key.value
    if (fields.has(name)) {
      context.report(diagnose(nameProblems.duplicateField, { name }, at(scope.file, item.key)))
      continue
    }
    if (name.startsWith('$')) {
      context.report(diagnose(nameProblems.badName, { name }, at(scope.file, item.key)))
      continue
    }
    const of = expected && union(wanted.map((type) => fieldOf(type, name)))
    fields.set(name, context.expression(item.value, scope, of))
    keys.set(name, at(scope.file, item.key))
  }
  return recordOf(location, fields, keys)
}

function fieldOf(type: Type, name: string): Type | undefined {
  if (type.type === 'map') return type.of
  if (type.type === 'any') return type
  return type.type === 'record' && Object.hasOwn(type.fields, name) ? type.fields[name] : undefined
}

/** What a part may be when the whole may be several things. */
function union(types: readonly (Type | undefined)[]): Type | undefined {
  const known = types.filter((type) => type !== undefined)
  return known.length > 1 ? { type: 'either', of: known } : known[0]
}

function conditionalTerm(
  context: Context,
  syntax: ConditionalExpression,
  scope: Scope,
  location: Location,
  expected: Type | undefined,
): Term {
  const condition = assignCondition(context, context.expression(syntax.condition, scope))
  const yes = context.expression(syntax.yes, scope, expected)
  const no = context.expression(syntax.no, scope, expected)
  if (condition.broken || yes.broken || no.broken) return broken(location)
  if (yes.structure?.kind === 'node' || no.structure?.kind === 'node') {
    const parameters = { expected: 'a value', found: 'the name of a node' }
    const term = yes.structure?.kind === 'node' ? yes : no
    context.report(diagnose(typeProblems.mismatch, parameters, term.location))
    return broken(location)
  }
  const whole = composite(location, join(yes.type, no.type), condition.expression, [condition, yes, no])
  return conditionalOf(whole, condition, yes, no)
}
