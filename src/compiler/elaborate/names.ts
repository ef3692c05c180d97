import { deliveryProblems } from '../../base/diagnostics/delivery-problems.ts'
import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Type } from '../../ir/type.ts'
import type { NameExpression } from '../../parser/ast.ts'
import { type Declared, isNodeKind, reservedNames } from '../bind/declared.ts'
import { mayRead } from '../components/may-read.ts'
import { useTerm } from '../components/read-use.ts'
import { describeCategory } from '../signatures/type-words.ts'
import { noAxes } from '../sweeps/axes.ts'
import type { Context, Scope } from './context.ts'
import { outputTerm, soleOutput } from './node-outputs.ts'
import { bareRoot } from './roots.ts'
import { broken, constant, leaf, movedTo, type Term } from './term.ts'
import { alternativesOf } from './type-relations.ts'

/** A bare name: innermost first an ambient name, then what the program declares, then what the language knows. */
export function nameTerm(context: Context, syntax: NameExpression, scope: Scope, expected?: Type): Term {
  const location = at(scope.file, syntax)
  const name = syntax.text
  const ambient = scope.ambient?.names.get(name)
  if (ambient) {
    warnWhenHiding(context, syntax, scope)
    if (ambient.type !== 'record') return ambientTerm(context, name, ambient, location)
    const example = `${name}.${Object.keys(ambient.fields)[0]}`
    context.report(diagnose(nameProblems.bareRoot, { name, example }, location))
    return broken(location)
  }
  if (reservedNames.has(name)) return bareRoot(context, name, location)
  const declared = scope.home.names.get(name)
  if (declared) {
    if (!mayRead(context, declared, scope, location)) return broken(location)
    scope.refer(declared, location)
    return declaredTerm(context, declared, scope, location, expected)
  }
  if (name === 'pi') return constant(location, { type: 'float' }, Math.PI)
  if (!scope.ambient?.incomplete) reportUnknown(context, name, scope, location, expected)
  return broken(location)
}

/** A name that the running node gives its value. */
export function ambientTerm(context: Context, name: string, type: Type, location: Location): Term {
  if (type.type === 'record') {
    const example = `${name}.${Object.keys(type.fields)[0]}`
    context.report(diagnose(nameProblems.bareRoot, { name, example }, location))
    return broken(location)
  }
  return leaf(location, type, { op: 'ambient', name }, 'signal', { text: name })
}

/** An ambient name that a declaration of the user's bears too. */
export function warnWhenHiding(context: Context, root: NameExpression, scope: Scope): void {
  const hidden = scope.home.names.get(root.text)
  if (!hidden || scope.inLibrary) return
  const meaning = scope.ambient?.meaning ?? 'known'
  const related = [{ message: `your ${hidden.kind} is declared here`, location: hidden.location }]
  const parameters = { name: root.text, meaning, kind: hidden.kind }
  context.report(diagnose(nameProblems.hides, parameters, at(scope.file, root), { related }))
}

function declaredTerm(
  context: Context,
  declared: Declared,
  scope: Scope,
  location: Location,
  expected: Type | undefined,
): Term {
  if (isNodeKind(declared.kind)) return nodeTerm(context, declared, scope, location, expected)
  if (declared.kind === 'use') return useTerm(context, declared, location, expected)
  const value = context.elaborated(declared)?.value
  if (!value) {
    const { kind, name } = declared
    if (kind === 'trigger' || kind === 'target') {
      context.report(diagnose(deliveryProblems.settingsAsValue, { kind, name }, location))
    }
    return broken(location)
  }
  const moved = movedTo(value, location)
  if (declared.kind === 'secret' || value.secrets.length === 0) return moved
  const holder = { name: declared.name, location: declared.location }
  const secrets = value.secrets.map((secret) => ({ ...secret, via: [...secret.via, holder] }))
  return { ...moved, secrets }
}

/** A node where a node is wanted; else its only output, if it is a step or an unsplit dataset. */
function nodeTerm(
  context: Context,
  node: Declared,
  scope: Scope,
  location: Location,
  expected: Type | undefined,
): Term {
  const wantsNode = expected && alternativesOf(expected).some((type) => type.type === 'node')
  const sole = wantsNode ? undefined : soleOutput(context, node)
  if (sole) {
    const property = { kind: 'identifier', text: sole, start: location.start, end: location.end } as const
    return outputTerm(context, node, [property], scope, location)
  }
  const structure = { kind: 'node', node } as const
  const axes = context.elaborated(node)?.axes ?? noAxes
  return { ...constant(location, { type: 'node' }, node.name), structure, axes }
}

function reportUnknown(
  context: Context,
  name: string,
  scope: Scope,
  location: Location,
  expected: Type | undefined,
): void {
  const categories = new Set(
    expected ? alternativesOf(expected).flatMap((type) => (type.type === 'component' ? [type.is] : [])) : [],
  )
  const own = scope.home.names.component(name)
  const component =
    (own && context.component(own)?.signature) ??
    context.library.find(name, categories) ??
    context.library.named(name)[0]
  if (component) {
    const category = describeCategory(component.is)
    context.report(diagnose(nameProblems.componentAsName, { name, category }, location))
    return
  }
  const known = [
    ...(scope.ambient?.names.keys() ?? []),
    ...scope.home.names.keys(),
    'seed',
    'pi',
    ...(expected && alternativesOf(expected).some((type) => type.type === 'bool') ? ['true', 'false'] : []),
  ]
  const suggestion = context.suggest(name, known)
  const kind = ['executor', 'model'].find((candidate) => categories.has(candidate))
  context.report(diagnose(nameProblems.unknownName, { name, suggestion, kind }, location))
}
