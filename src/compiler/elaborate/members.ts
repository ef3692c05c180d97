import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Expression as IrExpression } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import type { Expression, Identifier, MemberExpression, NameExpression } from '../../parser/ast.ts'
import { type Declared, isNodeKind, reservedNames } from '../bind/declared.ts'
import { mayRead } from '../components/may-read.ts'
import { useOutput } from '../components/read-use.ts'
import { memberOfTrial, sweepMember } from '../sweeps/members.ts'
import { conditionalOf } from './compose.ts'
import type { Context, Scope } from './context.ts'
import { describeTerm } from './describe.ts'
import { ambientTerm, warnWhenHiding } from './names.ts'
import { outputTerm } from './node-outputs.ts'
import { registeredMember } from './registered.ts'
import { rootMember } from './roots.ts'
import { broken, composite, movedTo, type Term } from './term.ts'

/** `a.b.c`: an output of a node, an ambient name, a part of a reserved root, or a field of a record. */
export function memberTerm(context: Context, syntax: MemberExpression, scope: Scope): Term {
  const { root, path } = chain(syntax)
  const location = at(scope.file, syntax)
  if (root.kind === 'name') {
    const ambient = scope.ambient?.names.get(root.text)
    if (ambient) {
      warnWhenHiding(context, root, scope)
      return ambientMember(context, root.text, ambient, path, scope, location)
    }
    if (reservedNames.has(root.text)) {
      const { term, rest } = rootMember(context, root.text, path, scope, location)
      return selectAll(context, term, rest, scope)
    }
    const node = scope.home.names.get(root.text)
    if (node && (isNodeKind(node.kind) || node.kind === 'use')) {
      return nodeMember(context, node, root, path, scope)
    }
  }
  return selectAll(context, context.expression(root, scope), path, scope)
}

/** `fit.model`, or `sft.model` of a use of a component. */
function nodeMember(
  context: Context,
  node: Declared,
  root: NameExpression,
  path: readonly Identifier[],
  scope: Scope,
): Term {
  const place = at(scope.file, root)
  const location = { ...place, end: path.at(-1)?.end ?? place.end }
  if (!mayRead(context, node, scope, place)) return broken(location)
  scope.refer(node, place)
  if (node.kind === 'sweep') {
    const { term, rest } = sweepMember(context, node, path, scope, location)
    return selectAll(context, term, rest, scope)
  }
  if (node.kind !== 'use') return outputTerm(context, node, path, scope, location)
  const [first, ...rest] = path
  if (!first) return broken(location)
  const output = useOutput(context, node, first, scope, { ...place, end: first.end })
  return selectAll(context, output, rest, scope)
}

function chain(syntax: MemberExpression): {
  readonly root: Expression
  readonly path: readonly Identifier[]
} {
  const path: Identifier[] = []
  let root: Expression = syntax
  while (root.kind === 'member' || root.kind === 'group') {
    if (root.kind === 'member') path.unshift(root.property)
    root = root.kind === 'member' ? root.object : root.inner
  }
  return { root, path }
}

/** `val.loss`: dotted ambient names are one name in the IR. */
function ambientMember(
  context: Context,
  name: string,
  type: Type,
  path: readonly Identifier[],
  scope: Scope,
  location: Location,
): Term {
  let reached = type
  let dotted = name
  for (const property of path) {
    const known = reached.type === 'record' ? reached.fields : {}
    const next = Object.hasOwn(known, property.text) ? known[property.text] : undefined
    if (!next) {
      const names = Object.keys(known)
      const parameters = {
        name: property.text,
        owner: `\`${dotted}\``,
        known: names,
        suggestion: context.suggest(property.text, names),
      }
      context.report(diagnose(nameProblems.unknownMember, parameters, at(scope.file, property)))
      return broken(location)
    }
    reached = next
    dotted = `${dotted}.${property.text}`
  }
  return ambientTerm(context, dotted, reached, location)
}

function selectAll(context: Context, term: Term, path: readonly Identifier[], scope: Scope): Term {
  const last = path.at(-1)
  if (term.structure?.kind === 'registered' && last) {
    const location = { ...at(scope.file, last), start: term.location.start }
    return registeredMember(context, term, path, scope, location)
  }
  return path.reduce((object, property) => select(context, object, property, scope), term)
}

/** A field of a record; of a list, the field of each of its items. */
function select(context: Context, object: Term, property: Identifier, scope: Scope): Term {
  const location = { ...at(scope.file, property), start: object.location.start }
  if (object.broken) return broken(location)
  const { structure } = object
  if (structure?.kind === 'sweep') return memberOfTrial(context, object, property, scope)
  const field = fieldOf(object, property.text)
  if (field) return { ...movedTo(field, location), secrets: secretsOf(field, object) }
  if (structure?.kind === 'node') {
    return outputTerm(context, structure.node, [property], scope, location)
  }
  const type = fieldType(object.type, property.text)
  if (!type) {
    const known = fieldNames(object.type)
    const suggestion = context.suggest(property.text, known)
    const parameters = { name: property.text, owner: describeTerm(object), known, suggestion }
    context.report(diagnose(nameProblems.unknownMember, parameters, at(scope.file, property)))
    return broken(location)
  }
  const expression = selected(object, property.text)
  const term = composite(location, type, expression, [object])
  return term.secrets.length > 0 && !holdsSecret(type) ? { ...term, secrets: [] } : term
}

/** A field of what a node makes is read by its path, however it was named. */
function selected({ expression, type }: Term, field: string): IrExpression {
  if (expression.op === 'output' && type.type === 'record') {
    return { ...expression, path: [...expression.path, field] }
  }
  return { op: 'select', object: expression, field }
}

/** The field of a record that is written out, also where a condition chooses the record. */
function fieldOf(object: Term, name: string): Term | undefined {
  const { structure } = object
  if (structure?.kind === 'record') return structure.fields.get(name)
  if (structure?.kind !== 'conditional') return undefined
  const yes = fieldOf(structure.yes, name)
  const no = yes && fieldOf(structure.no, name)
  return no && conditionalOf(object, structure.condition, yes, no)
}

/** The secrets of a field, with the names through which the whole record got here. */
function secretsOf(field: Term, object: Term): Term['secrets'] {
  if (field.secrets.length === 0) return field.secrets
  return object.secrets.filter(({ name }) => field.secrets.some((secret) => secret.name === name))
}

/** Whether a secret may be somewhere in a value of the type. */
function holdsSecret(type: Type): boolean {
  switch (type.type) {
    case 'secret':
    case 'any':
    case 'component':
      return true
    case 'list':
    case 'optional':
    case 'map':
      return holdsSecret(type.of)
    case 'either':
      return type.of.some(holdsSecret)
    case 'record':
      return Object.values(type.fields).some(holdsSecret)
    default:
      return false
  }
}

function fieldType(type: Type, name: string): Type | undefined {
  if (type.type === 'list') {
    const of = fieldType(type.of, name)
    return of && { type: 'list', of }
  }
  if (type.type === 'map') return type.of
  return type.type === 'record' && Object.hasOwn(type.fields, name) ? type.fields[name] : undefined
}

function fieldNames(type: Type): readonly string[] {
  if (type.type === 'list') return fieldNames(type.of)
  return type.type === 'record' ? Object.keys(type.fields) : []
}
