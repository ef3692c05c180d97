import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Expression, Implementation, RecordValue } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import type { Argument, CallExpression } from '../../parser/ast.ts'
import { LibraryError } from '../signatures/read-signature.ts'
import type { Field, Signature } from '../signatures/signature.ts'
import { assign } from './assign.ts'
import type { Context, Scope } from './context.ts'
import { registeredTerm } from './registered.ts'
import { broken, composite, type Term } from './term.ts'

/** `adam(lr: 1e-3)`: its arguments by position or name, checked, with every default filled in. */
export function componentTerm(
  context: Context,
  signature: Signature,
  syntax: CallExpression,
  scope: Scope,
): Term {
  const location = at(scope.file, syntax)
  const terms = argumentTerms(context, signature, syntax, scope)
  if (!terms) return broken(location)
  if (signature.name === 'registered' && signature.is === 'function') {
    return registeredTerm(context, terms, location)
  }
  return composed(signature, terms, location)
}

/** The arguments of a call, each where it goes, with every default filled in; nothing when one is missing. */
export function argumentTerms(
  context: Context,
  signature: Signature,
  syntax: CallExpression,
  scope: Scope,
): ReadonlyMap<string, Term> | undefined {
  const given = matchArguments(context, signature, syntax, scope)
  const terms = new Map<string, Term>()
  let complete = true
  for (const field of signature.fields.values()) {
    const argument = given.get(field.name)
    const what = `\`${field.name}\``
    const term = argument
      ? assign(context, context.expression(argument.value, scope, field.type), field.type, what)
      : context.defaultOf(signature, field)
    if (term) terms.set(field.name, term)
    else {
      complete = false
      reportMissing(context, signature, field, syntax, scope)
    }
  }
  return complete ? terms : undefined
}

/** A component with all of its arguments. */
export function composed(signature: Signature, terms: ReadonlyMap<string, Term>, location: Location): Term {
  const parts = [...terms.values()]
  const structure = { kind: 'component', signature, arguments: terms } as const
  if (signature.is === 'input') {
    const [path] = parts
    // What `files("a/*")` stands for is the files themselves.
    if (path) return { ...composite(location, path.type, path.expression, parts), facts: path.facts }
  }
  const expressions: { [name: string]: Expression } = {}
  for (const [name, term] of terms) expressions[name] = term.expression
  const expression = {
    op: 'component',
    name: signature.name,
    is: signature.is,
    arguments: expressions,
    ...(signature.implementation !== undefined && { implementation: implementationOf(signature) }),
  } as const
  if (signature.is === 'function') {
    // What is known of the data that a function is given is known of what it makes of them.
    const facts = terms.get('data')?.facts
    return { ...composite(location, madeType(signature), expression, parts), facts }
  }
  return composite(location, { type: 'component', is: signature.is }, expression, parts, structure)
}

/** The file of a component of the user's, and the type that it says it gives. */
function implementationOf({ implementation = '', outputs }: Signature): Implementation {
  const made = outputs.find(({ signal }) => !signal)?.shape
  return {
    file: { $file: implementation },
    ...(made && 'type' in made && { gives: { ...made.type } as RecordValue }),
  }
}

/** A component that is called for what it gives, such as the data sets of `corrupted(…)`. */
function madeType({ name, outputs }: Signature): Type {
  const shape = outputs[0]?.shape
  if (!shape || !('type' in shape)) throw new LibraryError(`the function \`${name}\` says no type`)
  return shape.type
}

function matchArguments(
  context: Context,
  signature: Signature,
  syntax: CallExpression,
  scope: Scope,
): ReadonlyMap<string, Argument> {
  const names = [...signature.fields.keys()]
  const given = new Map<string, Argument>()
  let position = 0
  for (const argument of syntax.arguments) {
    const name = argument.name?.text ?? names[position++]
    const location = at(scope.file, argument.name ?? argument)
    if (name === undefined) {
      const parameters = { name: signature.name, most: names.length }
      context.report(diagnose(nameProblems.tooManyArguments, parameters, location))
      break
    }
    if (!signature.fields.has(name)) {
      const owner = `\`${signature.name}\``
      const parameters = { name, owner, known: names, suggestion: context.suggest(name, names) }
      context.report(diagnose(nameProblems.unknownField, parameters, location))
      context.expression(argument.value, scope)
    } else if (given.has(name)) {
      context.report(diagnose(nameProblems.duplicateField, { name }, location))
    } else given.set(name, argument)
  }
  return given
}

function reportMissing(
  context: Context,
  signature: Signature,
  field: Field,
  syntax: CallExpression,
  scope: Scope,
): void {
  const parameters = {
    name: field.name,
    owner: `\`${signature.name}\``,
    example: `${signature.name}(${field.name}: …)`,
  }
  context.report(diagnose(nameProblems.missingField, parameters, at(scope.file, syntax.callee)))
}
