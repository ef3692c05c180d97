import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import type { CallExpression } from '../../parser/ast.ts'
import type { Declared } from '../bind/declared.ts'
import { assign } from '../elaborate/assign.ts'
import { argumentTerms, composed } from '../elaborate/component.ts'
import type { Context, Scope } from '../elaborate/context.ts'
import { broken, movedTo, type Term } from '../elaborate/term.ts'
import { describeCategory } from '../signatures/type-words.ts'
import { mostParts } from './expansions.ts'
import { openInside } from './inside.ts'
import { regulationIn } from './use.ts'
import type { UserComponent } from './user-component.ts'

/** `gentle(lr: 1e-3)`: a component of the user's that is a value, with its arguments filled in. */
export function userCallTerm(
  context: Context,
  component: Declared,
  syntax: CallExpression,
  scope: Scope,
): Term {
  const location = at(scope.file, syntax)
  const callee = at(scope.file, syntax.callee)
  scope.refer(component, callee)
  const user = context.component(component)
  if (!user) {
    for (const argument of syntax.arguments) context.expression(argument.value, scope)
    return broken(location)
  }
  const { signature } = user
  if (signature.is === 'node') {
    context.report(diagnose(moduleProblems.nodesAsValue, { name: signature.name }, callee))
    return broken(location)
  }
  const given = argumentTerms(context, signature, syntax, scope)
  if (!given) return broken(location)
  if (signature.implementation !== undefined) return composed(signature, given, location)
  const made = context.expansions.within(
    component,
    1 + user.inner.length,
    () => calledValue(context, user, given, scope),
    () => context.report(diagnose(moduleProblems.tooManyParts, { limit: mostParts }, callee)),
  )
  return made ? movedTo(made, location) : broken(location)
}

/** What a component stands for with these arguments. */
export function calledValue(
  context: Context,
  user: UserComponent,
  given: ReadonlyMap<string, Term>,
  scope: Scope,
): Term | undefined {
  const { declared, signature, value } = user
  const path = [...(scope.owner?.path ?? []), declared.name]
  const inside = openInside(context, user, path, given)
  if (signature.is === 'regulation') return regulationIn(context, inside, declared.name, scope)
  if (!value) return undefined
  for (const one of inside.declarations) context.elaborated(one)
  const type = { type: 'component', is: signature.is } as const
  const inner: Scope = { ...scope, file: declared.file, home: inside.home, inLibrary: false }
  const { ambient: _, inputs: __, outputs: ___, ...plain } = inner
  const what = `\`value\` of ${describeCategory(signature.is)}`
  return assign(context, context.expression(value, plain, type), type, what)
}
