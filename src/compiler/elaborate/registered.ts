import { deliveryProblems } from '../../base/diagnostics/delivery-problems.ts'
import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import type { RegisteredExpression } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import type { Identifier } from '../../parser/ast.ts'
import type { Context, Scope } from './context.ts'
import { broken, composite, knownValue, type Term } from './term.ts'

const version: Type = { type: 'artifact', artifact: 'Version' }
const semantic = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/

/** `registered("name", stage: "production")`: a version of the registry, looked up when the node that reads it starts. */
export function registeredTerm(context: Context, terms: ReadonlyMap<string, Term>, location: Location): Term {
  const name = terms.get('name')
  if (!name) return broken(location)
  const number = given(terms.get('version'))
  const stage = given(terms.get('stage'))
  const parts = [name, number, stage].filter((part) => part !== undefined)
  if (parts.some((part) => part.broken) || !isSound(context, name, number, stage, location)) {
    return broken(location)
  }
  const expression: RegisteredExpression = {
    op: 'registered',
    name: name.expression,
    ...(number && { version: number.expression }),
    ...(stage && { stage: stage.expression }),
    path: [],
  }
  const term = composite(location, version, expression, parts, { kind: 'registered' })
  if (term.phase === 'signal') return term
  return { ...term, phase: 'result', cause: { text: `registered(${wordsOf(name)})` } }
}

function given(term: Term | undefined): Term | undefined {
  return term && knownValue(term) !== null ? term : undefined
}

function wordsOf(name: Term): string {
  const value = knownValue(name)
  return typeof value === 'string' ? JSON.stringify(value) : '…'
}

function isSound(
  context: Context,
  name: Term,
  number: Term | undefined,
  stage: Term | undefined,
  location: Location,
): boolean {
  if (number && stage) {
    context.report(diagnose(deliveryProblems.lookedUpTwice, { name: wordsOf(name) }, location))
    return false
  }
  const found = number && knownValue(number)
  if (number && typeof found === 'string' && !semantic.test(found)) {
    context.report(diagnose(deliveryProblems.badVersion, { found }, number.location))
    return false
  }
  return true
}

/** What a version tells of itself beside its model. What is no metric of it is `none`, as all is before the first. */
const facts: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['number', { type: 'optional', of: { type: 'string' } }],
  ['stage', { type: 'optional', of: { type: 'string' } }],
  ['model', { type: 'artifact', artifact: 'Model' }],
])

/** `registered(…).metrics.accuracy`, `registered(…).number` */
export function registeredMember(
  context: Context,
  look: Term,
  path: readonly Identifier[],
  scope: Scope,
  location: Location,
): Term {
  const [first, second, third] = path
  if (!first || look.expression.op !== 'registered') return broken(location)
  const isMetric = first.text === 'metrics'
  const type = isMetric ? metricType(second) : facts.get(first.text)
  const surplus = isMetric ? third : second
  if (type && !surplus) {
    const expression = { ...look.expression, path: path.map((part) => part.text) }
    return { ...look, location, type, expression, structure: undefined }
  }
  const known = surplus ? [] : isMetric ? ['metrics.name'] : [...facts.keys(), 'metrics.name']
  const wrong = surplus ?? first
  const suggestion = context.suggest(wrong.text, known)
  const parameters = { name: wrong.text, owner: 'a registered version', known, suggestion }
  context.report(diagnose(nameProblems.unknownMember, parameters, at(scope.file, wrong)))
  return broken(location)
}

function metricType(name: Identifier | undefined): Type | undefined {
  return name && { type: 'optional', of: { type: 'float' } }
}
