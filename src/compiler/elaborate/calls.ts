import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Type } from '../../ir/type.ts'
import type { CallExpression } from '../../parser/ast.ts'
import { userCallTerm } from '../components/call.ts'
import type { Signature } from '../signatures/signature.ts'
import { describeCategory } from '../signatures/type-words.ts'
import { eachTerm } from '../sweeps/fan-out.ts'
import { applied } from './apply.ts'
import { componentTerm } from './component.ts'
import type { Context, Scope } from './context.ts'
import { functionTypes } from './function-types.ts'
import { broken, composite, type Term } from './term.ts'
import { alternativesOf, join, nothing } from './type-relations.ts'

/** `name(…)`: a component of a category that the place wants, a function, or `first_ok`. */
export function callTerm(context: Context, syntax: CallExpression, scope: Scope, expected?: Type): Term {
  const name = syntax.callee.text
  // The user's components win over the library's, so that a new name there breaks no program.
  const own = scope.home.names.component(name)
  if (own) return userCallTerm(context, own, syntax, scope)
  if (name === 'first_ok') return firstOk(context, syntax, scope, expected)
  if (name === 'each') return eachTerm(context, syntax, scope, expected)
  const wanted = expected && categoriesOf(expected)
  const found = wanted ? context.library.find(name, wanted) : undefined
  if (!found && Object.hasOwn(functionTypes, name)) return functionTerm(context, syntax, scope)
  const location = at(scope.file, syntax)
  const candidates = found ? [found] : context.library.named(name).filter(isForPrograms)
  const [signature, second] = candidates
  if (!signature) return unknownCall(context, syntax, scope, wanted)
  if (!second) return componentTerm(context, signature, syntax, scope)
  const categories = candidates.map((candidate) => describeCategory(candidate.is))
  context.report(diagnose(nameProblems.ambiguousComponent, { name, categories }, location))
  return broken(location)
}

/** Kinds and the like are components of the library too, but none that an expression can name. */
function isForPrograms(signature: Signature): boolean {
  return !['kind', 'command_kind', 'settings', 'target', 'fields', 'scope'].includes(signature.is)
}

/** The categories of components that may stand somewhere; anything may be a file. */
export function categoriesOf(type: Type): ReadonlySet<string> {
  return new Set(
    alternativesOf(type).flatMap((alternative) => {
      if (alternative.type === 'component') return [alternative.is]
      if (alternative.type === 'list')
        return [...categoriesOf(alternative.of)].filter((is) => is === 'function')
      return alternative.type === 'any' || alternative.type === 'artifact'
        ? ['input', 'export', 'function']
        : []
    }),
  )
}

function unknownCall(
  context: Context,
  syntax: CallExpression,
  scope: Scope,
  wanted: ReadonlySet<string> | undefined,
): Term {
  const name = syntax.callee.text
  const location = at(scope.file, syntax.callee)
  for (const argument of syntax.arguments) context.expression(argument.value, scope)
  const all = context.library.all().filter(isForPrograms)
  const own = [...scope.home.names.components()]
  const fitting = all.filter((signature) => wanted?.has(signature.is)).map((signature) => signature.name)
  if (fitting.length > 0) fitting.push(...own.filter((name) => isOf(context, scope, name, wanted)))
  const [category] = wanted ?? []
  const known =
    fitting.length > 0
      ? fitting
      : [...all.map((s) => s.name), ...own, ...Object.keys(functionTypes), 'first_ok', 'each']
  const parameters = {
    name,
    wanted: fitting.length > 0 && wanted?.size === 1 ? category : undefined,
    suggestion: context.suggest(name, known),
    known: fitting,
  }
  context.report(diagnose(nameProblems.unknownComponent, parameters, location))
  return broken(at(scope.file, syntax))
}

/** Whether a component of the user's is of a category that is wanted. */
function isOf(
  context: Context,
  scope: Scope,
  name: string,
  wanted: ReadonlySet<string> | undefined,
): boolean {
  const component = scope.home.names.component(name)
  const signature = component && context.component(component)?.signature
  return signature !== undefined && wanted?.has(signature.is) === true
}

function functionTerm(context: Context, syntax: CallExpression, scope: Scope): Term {
  const location = at(scope.file, syntax)
  const name = syntax.callee.text
  const operands = syntax.arguments.map((argument) => context.expression(argument.value, scope))
  if (operands.some((operand) => operand.broken)) return broken(location)
  const type = functionTypes[name]
  const fitting =
    type &&
    operands.length >= type.fewest &&
    operands.length <= type.most &&
    !syntax.arguments.some((argument) => argument.name)
  const result = fitting ? type.result(operands) : undefined
  if (result) return applied(context, location, name, result, operands)
  const parameters = { name, usage: type?.usage ?? `${name}(…)` }
  context.report(diagnose(typeProblems.functionArguments, parameters, location))
  return broken(location)
}

/** The first of several whose node succeeded. */
function firstOk(context: Context, syntax: CallExpression, scope: Scope, expected?: Type): Term {
  const location = at(scope.file, syntax)
  const alternatives = syntax.arguments.map((argument) => context.expression(argument.value, scope, expected))
  const usage = 'first_ok(a.model, b.model)'
  const isNode = (term: Term) => term.structure?.kind === 'node'
  if (
    alternatives.length < 2 ||
    syntax.arguments.some((argument) => argument.name) ||
    alternatives.some(isNode)
  ) {
    context.report(diagnose(typeProblems.functionArguments, { name: 'first_ok', usage }, location))
    return broken(location)
  }
  const type = alternatives.reduce<Type>((joined, term) => join(joined, term.type), nothing)
  const expression = { op: 'first_ok', alternatives: alternatives.map((term) => term.expression) } as const
  return { ...composite(location, type, expression, alternatives), facts: alternatives[0]?.facts }
}
