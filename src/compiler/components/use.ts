import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import type { Declaration } from '../../parser/ast.ts'
import type { Declared } from '../bind/declared.ts'
import { assign } from '../elaborate/assign.ts'
import { fieldTerm, readBody } from '../elaborate/body.ts'
import type { Context, Elaborated, OutputEntry, Scope } from '../elaborate/context.ts'
import type { Term } from '../elaborate/term.ts'
import { mostParts } from './expansions.ts'
import { withHandedOn } from './hand-on.ts'
import { type Inside, openInside } from './inside.ts'
import type { UserComponent } from './user-component.ts'

/** What elaborating a use of a component gives. */
type UsePart = Pick<Elaborated, 'signature' | 'given' | 'keys' | 'outputs' | 'value' | 'use'>

const none: ReadonlyMap<string, never> = new Map<string, never>()
const nothing: UsePart = {
  signature: undefined,
  given: none,
  keys: none,
  outputs: none,
  value: undefined,
  use: undefined,
}

/**
 * Elaborates `adapt sft { … }`: its fields against the component's params and those of every node, then a copy of all
 * that stands inside. Without a component that can be used, which has been told, it is silent.
 */
export function elaborateUse(context: Context, declared: Declared, scope: Scope): UsePart {
  const { head } = declared.syntax
  const location = at(declared.file, head)
  const component = declared.home.names.component(head.text)
  if (component) scope.refer(component, location)
  const user = component && context.component(component)
  if (!component || !user) return nothing
  const { signature } = user
  if (signature.is !== 'node' && signature.is !== 'regulation') {
    context.report(diagnose(moduleProblems.noBlock, { name: signature.name, is: signature.is }, location))
    return nothing
  }
  const common = signature.is === 'node' ? [context.library.required('node', 'fields')] : []
  const body = readBody(context, declared, [signature, ...common])
  const given = new Map<string, Term>()
  for (const name of body.entries.keys()) {
    const term = fieldTerm(context, body, name, scope)
    if (term) given.set(name, term)
  }
  const made = context.expansions.within(
    component,
    1 + user.inner.length,
    () => expand(context, user, declared, given, scope),
    () => context.report(diagnose(moduleProblems.tooManyParts, { limit: mostParts }, declared.location)),
  )
  return { ...nothing, signature, given, keys: body.keys, ...made }
}

/** Everything inside, and what the use can be asked for. */
export function expand(
  context: Context,
  user: UserComponent,
  { path, home, name }: Declared,
  given: ReadonlyMap<string, Term>,
  scope: Scope,
): Pick<UsePart, 'outputs' | 'value' | 'use'> {
  const inside = openInside(context, user, path, given)
  const own = new Map([...given].filter(([field]) => !user.signature.fields.has(field)))
  const outer = context.expansions.handedTo(home)
  context.expansions.handOn(inside.home, outer ? withHandedOn(context, own, outer) : own)
  if (user.signature.is === 'regulation') {
    return { outputs: none, value: regulationIn(context, inside, name, scope), use: undefined }
  }
  for (const declared of inside.declarations) context.elaborated(declared)
  const terms = new Map<string, Term>()
  for (const output of user.outputs) {
    const term = outputTerm(context, user, output, { ...scope, home: inside.home, file: user.declared.file })
    if (term) terms.set(output.name.text, term)
  }
  const outputs = new Map([...terms].map(([output, term]) => [output, entryOf(user, output, term)]))
  return { outputs, value: undefined, use: { outputs: terms, inside: inside.declarations } }
}

/** A regulation bears the name of its use. */
export function regulationIn(
  context: Context,
  { declarations }: Inside,
  name: string,
  scope: Scope,
): Term | undefined {
  const last = declarations.at(-1)
  if (!last) return undefined
  const regulation = { ...last, name, path: [...last.path.slice(0, -1), name] }
  scope.refer(regulation, last.location)
  return context.elaborated(regulation)?.value
}

function outputTerm(
  context: Context,
  { signature }: UserComponent,
  { name, value }: Declaration,
  scope: Scope,
): Term | undefined {
  if (!value) return undefined
  const shape = signature.outputs.find((output) => output.name === name.text)?.shape
  const type = shape && 'type' in shape && shape.type.type !== 'any' ? shape.type : undefined
  const term = context.expression(value, scope, type)
  return type ? assign(context, term, type, `The output \`${name.text}\``) : term
}

function entryOf({ signature }: UserComponent, name: string, { type, facts, data }: Term): OutputEntry {
  const shape = signature.outputs.find((output) => output.name === name)?.shape
  const said = shape && 'type' in shape && shape.type.type !== 'any' ? shape.type : type
  return { type: said, ...(facts && { facts }), ...(data.length > 0 && { data }) }
}
