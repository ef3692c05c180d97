import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { sweepProblems } from '../../base/diagnostics/sweep-problems.ts'
import type { Location } from '../../base/source.ts'
import { nodeId } from '../../ir/node-id.ts'
import type { Type } from '../../ir/type.ts'
import type { Identifier } from '../../parser/ast.ts'
import type { Declared } from '../bind/declared.ts'
import { useOutput } from '../components/read-use.ts'
import type { Context, OutputEntry, Scope } from '../elaborate/context.ts'
import { outputTerm, soleOutput } from '../elaborate/node-outputs.ts'
import { broken, constant, leaf, type Structure, type Term } from '../elaborate/term.ts'
import { type DataUse, joinData, noData } from '../leaks/data-use.ts'
import { selectedBy } from '../leaks/node-uses.ts'
import { coneMember, objectiveOf } from './trial-outputs.ts'

type SweepPlace = Extract<Structure, { kind: 'sweep' }>

/** What was reached, and the names after it that are looked up as in any value. */
interface MemberOfSweep {
  readonly term: Term
  readonly rest: readonly Identifier[]
}

function whole(term: Term): MemberOfSweep {
  return { term, rest: [] }
}

/** `tune.best.fit.model`, `tune.trials.quality.accuracy`, `tune.base.fit.model`. */
export function sweepMember(
  context: Context,
  sweep: Declared,
  path: readonly Identifier[],
  scope: Scope,
  location: Location,
): MemberOfSweep {
  const [first, ...rest] = path
  const elaborated = context.elaborated(sweep)
  if (!first || !elaborated?.sweep) return whole(broken(location))
  if (first.text === 'base') return baseMember(context, sweep, path, scope, location)
  const entry = elaborated.outputs.get(first.text)
  if (!entry) {
    if (!isUnsettled(elaborated.given))
      reportUnknown(context, sweep, first, [...elaborated.outputs.keys()], scope)
    return whole(broken(location))
  }
  const text = `${sweep.name}.${first.text}`
  const expression = { op: 'output', node: nodeId(sweep.path), path: [first.text] } as const
  const start: Term = {
    ...leaf({ ...location, end: first.end }, entry.type, expression, 'result', { text, node: sweep.name }),
    axes: elaborated.axes,
    structure: trialOf(context, sweep, first.text, noData),
  }
  return whole(rest.reduce((term, property) => memberOfTrial(context, term, property, scope), start))
}

/** A trial of a sweep, or each of them; the winner was selected by what its objective was evaluated on. */
function trialOf(context: Context, sweep: Declared, output: string, before: readonly DataUse[]): SweepPlace {
  const given = context.elaborated(sweep)?.given
  const objective = output === 'best' ? objectiveOf((name) => given?.get(name)) : undefined
  const chosen = objective ? joinData(before, selectedBy(objective.data, objective, sweep.name)) : before
  return { kind: 'sweep', sweep, at: 'trial', chosen }
}

/** Where a trial's nodes, or its objective, are wrong, what it has is not known: that has been reported. */
function isUnsettled(given: ReadonlyMap<string, Term>): boolean {
  return [...given.values()].some((term) => term.broken)
}

/** A node of a cone with the params as they are is the node itself. */
function baseMember(
  context: Context,
  sweep: Declared,
  path: readonly Identifier[],
  scope: Scope,
  location: Location,
): MemberOfSweep {
  const [base, name, ...rest] = path
  const type = context.elaborated(sweep)?.outputs.get('base')?.type
  const known = type?.type === 'record' ? Object.keys(type.fields) : []
  if (!base || !name) {
    const parameters = { text: `${sweep.name}.base`, known }
    context.report(diagnose(sweepProblems.whichInstance, parameters, location))
    return whole(broken(location))
  }
  const node = coneMember(context, sweep, name.text)
  if (!node) {
    reportNoMember(context, `${sweep.name}.base`, name, known, scope)
    return whole(broken(location))
  }
  const [output, ...further] = rest
  if (node.kind === 'use') {
    // The base is asked for: that the node inside is read here is no bare read.
    const unnoted = { ...scope, refer: () => undefined }
    if (output) return { term: useOutput(context, node, output, unnoted, location), rest: further }
    const parameters = { text: `${sweep.name}.base.${node.name}`, known: [] }
    context.report(diagnose(sweepProblems.whichInstance, parameters, location))
    return whole(broken(location))
  }
  if (node.kind === 'sweep' && rest.length > 0) return sweepMember(context, node, rest, scope, location)
  if (rest.length > 0) return whole(outputTerm(context, node, rest, scope, location))
  const axes = context.elaborated(node)?.axes ?? []
  const named = constant(location, { type: 'node' }, node.name)
  return whole({ ...named, structure: { kind: 'node', node }, axes })
}

/** One step further into a trial: the path of the output grows, through lists of trials too. */
export function memberOfTrial(context: Context, object: Term, property: Identifier, scope: Scope): Term {
  const { structure, expression, cause } = object
  const location = { ...at(scope.file, property), start: object.location.start }
  if (object.broken || structure?.kind !== 'sweep' || expression.op !== 'output') return broken(location)
  const node = typeof structure.at === 'string' ? undefined : structure.at
  const found = memberType(context, node, object.type, property.text)
  if (!found) {
    const given = context.elaborated(structure.sweep)?.given
    if (!given || !isUnsettled(given)) {
      reportNoMember(context, cause?.text ?? '', property, namesIn(object.type), scope)
    }
    return broken(location)
  }
  const path = [...expression.path, ...found.names]
  const inside = node?.kind === 'use' ? pathThrough(context, node, found.name) : undefined
  const { place, facts, data } = reach(context, structure, found.name)
  const isList = found.type.type === 'list'
  return {
    ...object,
    location,
    type: found.type,
    expression: { ...expression, path: inside ? [...expression.path.slice(0, -1), ...inside] : path },
    cause: { ...cause, text: `${cause?.text ?? ''}.${property.text}` },
    structure: place,
    facts: isList ? undefined : facts,
    data: joinData(object.data, data),
  }
}

/** An output of a use is one of a node inside of it: that is named by its path, `outer/inner`. */
function pathThrough(context: Context, use: Declared, output: string): readonly string[] | undefined {
  const expression = context.elaborated(use)?.use?.outputs.get(output)?.expression
  const node = expression?.op === 'output' ? context.nodeWithId(expression.node) : undefined
  return expression?.op === 'output' && node ? [node.path.join('/'), ...expression.path] : undefined
}

/** Where the next name is looked up, and what is known of what was reached. */
interface Reached {
  readonly place: SweepPlace
  readonly facts?: OutputEntry['facts']
  readonly data: readonly DataUse[]
}

function reach(context: Context, place: SweepPlace, name: string): Reached {
  const { sweep, at: where, chosen } = place
  const value: SweepPlace = { ...place, at: 'value' }
  if (where === 'value') return { place, data: noData }
  if (where === 'trial') return reachInTrial(context, sweep, name, place)
  if (where.kind === 'sweep') return { place: trialOf(context, where, name, chosen), data: noData }
  const known = context.elaborated(where)
  const { facts, data = noData } = known?.use?.outputs.get(name) ?? known?.outputs.get(name) ?? {}
  return { place: value, ...(facts && { facts }), data: joinData(data, chosen) }
}

/** A collected value hides a node of its name. */
function reachInTrial(context: Context, sweep: Declared, name: string, place: SweepPlace): Reached {
  const given = context.elaborated(sweep)?.given
  const value: SweepPlace = { ...place, at: 'value' }
  const collect = given?.get('collect')
  if (collect?.type.type === 'record' && Object.hasOwn(collect.type.fields, name)) {
    const own = collect.structure?.kind === 'record' ? collect.structure.fields.get(name) : undefined
    return { place: value, data: (own ?? collect).data }
  }
  if (name === 'params') return { place: value, data: place.chosen }
  if (name === 'objective')
    return { place: value, data: objectiveOf((field) => given?.get(field))?.data ?? noData }
  const node = coneMember(context, sweep, name)
  return { place: node ? { ...place, at: node } : value, data: noData }
}

/** A member, with the names that lead to it: a step's only output may be left out. */
interface Member {
  readonly name: string
  readonly names: readonly string[]
  readonly type: Type
}

function memberType(
  context: Context,
  node: Declared | undefined,
  type: Type,
  name: string,
): Member | undefined {
  if (type.type === 'list') {
    const inner = memberType(context, node, type.of, name)
    return inner && { ...inner, type: { type: 'list', of: inner.type } }
  }
  if (type.type !== 'record') return undefined
  const own = fieldOf(type.fields, name)
  if (own) return { name, names: [name], type: own }
  const sole = node && soleOutput(context, node)
  const only = sole === undefined ? undefined : fieldOf(type.fields, sole)
  const inside = only?.type === 'record' ? fieldOf(only.fields, name) : undefined
  return sole !== undefined && inside ? { name: sole, names: [sole, name], type: inside } : undefined
}

function fieldOf(fields: { readonly [name: string]: Type }, name: string): Type | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

function namesIn(type: Type): readonly string[] {
  if (type.type === 'list') return namesIn(type.of)
  return type.type === 'record' ? Object.keys(type.fields) : []
}

function reportUnknown(
  context: Context,
  sweep: Declared,
  property: Identifier,
  known: readonly string[],
  scope: Scope,
): void {
  const location = at(scope.file, property)
  if (property.text === 'best') {
    const parameters = { sweep: sweep.name, trials: `${sweep.name}.trials` }
    context.report(diagnose(sweepProblems.noBest, parameters, location))
    return
  }
  const suggestion = context.suggest(property.text, known)
  const parameters = { name: property.text, node: sweep.name, known, suggestion }
  context.report(diagnose(nameProblems.unknownOutput, parameters, location))
}

function reportNoMember(
  context: Context,
  owner: string,
  property: Identifier,
  known: readonly string[],
  scope: Scope,
): void {
  const suggestion = context.suggest(property.text, known)
  const parameters = { name: property.text, owner: `\`${owner}\``, known, suggestion }
  context.report(diagnose(nameProblems.unknownMember, parameters, at(scope.file, property)))
}
