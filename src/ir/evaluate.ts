import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import { evaluationProblems } from '../base/diagnostics/evaluation-problems.ts'
import { unreachable } from '../base/unreachable.ts'
import type { Expression, PendingValue, RegisteredExpression, Value } from './expression.ts'
import { describeValue, EvaluationFailure, functions } from './functions.ts'

/** What an output is right now: there, still to come, or never to come because its node failed or was skipped. */
export type OutputState =
  | { readonly state: 'known'; readonly value: Value }
  | { readonly state: 'unknown' }
  | { readonly state: 'unavailable' }

/** Where names get their values. A name that a lookup does not know stays pending (ambient) or is an error. */
export interface Environment {
  readonly params: ReadonlyMap<string, Value>
  /** `seed`, `pipeline.name`, `pipeline.seed`, `run.id`, `run.date`, `run.status`. */
  fact(name: string): Value | undefined
  /** The first name of the path is the output. */
  output(node: string, path: readonly string[]): OutputState
  /** Inside a running node; absent elsewhere, and every ambient name then stays pending. */
  ambient?(name: string): Value | undefined
  /** Inside of one instance of a node with `each`: its element of the list that stands under that name. */
  element?(name: string): Value | undefined
  /** What the registry has at the path of a version; null when there is none. Absent where there is no registry. */
  registered?(query: RegistryQuery, path: readonly string[]): Value
  /** An append-only output of the node as its last run left it; null before the first. Absent outside of a node. */
  previous?(output: string): Value
}

/** Which version of a registered name is meant: the newest, that of a stage, or the one with a number. */
export interface RegistryQuery {
  readonly name: Value
  readonly version: Value
  readonly stage: Value
}

/** The outcome of an evaluation; `unknown` and `unavailable` name the node that is to blame. */
export type Evaluation =
  | { readonly state: 'known'; readonly value: Value }
  | { readonly state: 'unknown'; readonly node: string }
  | { readonly state: 'unavailable'; readonly node: string }
  | { readonly state: 'failed'; readonly diagnostics: readonly Diagnostic[] }

/** Leaves the recursion when a node's output is not there. */
class Missing {
  readonly state: 'unknown' | 'unavailable'
  readonly node: string

  constructor(state: 'unknown' | 'unavailable', node: string) {
    this.state = state
    this.node = node
  }
}

/**
 * The value of an expression. Ambient names that the environment lacks make the smallest enclosing operation a
 * `$pending` expression in which everything else is already a value.
 */
export function evaluate(expression: Expression, environment: Environment): Evaluation {
  try {
    return { state: 'known', value: valueFor(expression, environment) }
  } catch (stop) {
    if (stop instanceof Missing) return { state: stop.state, node: stop.node }
    if (stop instanceof EvaluationFailure) return { state: 'failed', diagnostics: [stop.diagnostic] }
    throw stop
  }
}

/** A pending value, told from other records by its tag. */
export function isPending(value: Value): value is PendingValue {
  return typeof value === 'object' && value !== null && '$pending' in value
}

function valueFor(expression: Expression, environment: Environment): Value {
  switch (expression.op) {
    case 'value':
      return expression.value
    case 'param':
      return environment.params.get(expression.name) ?? notSet(expression.name, environment)
    case 'output':
      return outputOf(expression.node, expression.path, environment)
    case 'ambient':
      return environment.ambient?.(expression.name) ?? { $pending: expression }
    case 'fact': {
      const fact = environment.fact(expression.name)
      if (fact === undefined) {
        throw new EvaluationFailure(diagnose(evaluationProblems.unknownFact, { name: expression.name }))
      }
      return fact
    }
    case 'list':
      return expression.items.map((item) => valueFor(item, environment))
    case 'record':
      return valuesFor(expression.fields, environment)
    case 'component':
      return {
        $component: expression.name,
        is: expression.is,
        arguments: valuesFor(expression.arguments, environment),
        ...(expression.implementation && { implementation: expression.implementation }),
      }
    case 'apply':
      return applied(expression.function, expression.arguments, environment)
    case 'if':
      return chosen(expression, environment)
    case 'select':
      return selected(valueFor(expression.object, environment), expression.field)
    case 'first_ok':
      return firstOk(expression.alternatives, environment)
    case 'each':
      return environment.element?.(expression.name) ?? noElement(expression.name, environment)
    case 'registered':
      return registeredOf(expression, environment)
    case 'previous':
      return environment.previous?.(expression.output) ?? noSuchPlace('previous', environment.previous)
    default:
      return unreachable(expression)
  }
}

function notSet(name: string, environment: Environment): Value {
  // A param whose value is `none` is in the map as null, which `??` can't tell from absence.
  if (environment.params.has(name)) return null
  throw new EvaluationFailure(diagnose(evaluationProblems.notSet, { name }))
}

function registeredOf({ name, version, stage, path }: RegisteredExpression, environment: Environment): Value {
  const part = (expression: Expression | undefined) => (expression ? valueFor(expression, environment) : null)
  const query = { name: part(name), version: part(version), stage: part(stage) }
  return environment.registered?.(query, path) ?? noSuchPlace('registered', environment.registered)
}

/** `none` where the look-up found nothing; a failure where there is nothing to look into. */
function noSuchPlace(name: string, lookUp: unknown): null {
  if (lookUp !== undefined) return null
  throw new EvaluationFailure(diagnose(evaluationProblems.noLookUp, { name }))
}

function noElement(name: string, environment: Environment): Value {
  // As with params: an element that is `none` is null.
  if (environment.element?.(name) === null) return null
  throw new EvaluationFailure(diagnose(evaluationProblems.noLookUp, { name: 'each' }))
}

function outputOf(node: string, path: readonly string[], environment: Environment): Value {
  const output = environment.output(node, path)
  if (output.state === 'known') return output.value
  throw new Missing(output.state, node)
}

function valuesFor(
  fields: { readonly [key: string]: Expression },
  environment: Environment,
): { readonly [key: string]: Value } {
  const values: { [key: string]: Value } = {}
  for (const [key, field] of Object.entries(fields)) values[key] = valueFor(field, environment)
  return values
}

function applied(name: string, operands: readonly Expression[], environment: Environment): Value {
  if (name === 'and' || name === 'or') return connected(name, operands, environment)
  if (name === 'or_else') return orElse(operands, environment)
  const values = operands.map((operand) => valueFor(operand, environment))
  if (values.some(holdsPending)) {
    return { $pending: { op: 'apply', function: name, arguments: values.map(expressionOf) } }
  }
  const implementation = functions[name]
  if (!implementation) throw new Error(`no function ${name}`)
  return implementation(values)
}

/** Short-circuits: what decides ends it, whatever is pending or unknown behind it. */
function connected(name: 'and' | 'or', operands: readonly Expression[], environment: Environment): Value {
  const decisive = name === 'or'
  const waiting: Value[] = []
  for (const operand of operands) {
    const value = valueFor(operand, environment)
    if (value === decisive) return decisive
    if (isPending(value)) waiting.push(value)
    else if (typeof value !== 'boolean') {
      const parameters = { function: name, expected: '`true` or `false`', found: describeValue(value) }
      throw new EvaluationFailure(diagnose(evaluationProblems.wrongOperand, parameters))
    }
  }
  if (waiting.length === 0) return !decisive
  return { $pending: { op: 'apply', function: name, arguments: waiting.map(expressionOf) } }
}

/** `or_else(x, y)`: y where x is `none`. */
function orElse(operands: readonly Expression[], environment: Environment): Value {
  let value: Value = null
  for (const operand of operands) {
    value = valueFor(operand, environment)
    if (value !== null) return value
  }
  return value
}

function chosen(expression: Extract<Expression, { op: 'if' }>, environment: Environment): Value {
  const condition = valueFor(expression.condition, environment)
  if (isPending(condition)) {
    const yes = expressionOf(valueFor(expression.yes, environment))
    const no = expressionOf(valueFor(expression.no, environment))
    return { $pending: { op: 'if', condition: condition.$pending, yes, no } }
  }
  if (typeof condition !== 'boolean') {
    const parameters = { function: 'if', expected: '`true` or `false`', found: describeValue(condition) }
    throw new EvaluationFailure(diagnose(evaluationProblems.wrongOperand, parameters))
  }
  return valueFor(condition ? expression.yes : expression.no, environment)
}

function selected(object: Value, field: string): Value {
  if (isPending(object)) return { $pending: { op: 'select', object: object.$pending, field } }
  if (Array.isArray(object)) return object.map((item: Value) => selected(item, field))
  if (typeof object === 'object' && object !== null && Object.hasOwn(object, field)) {
    return (object as { readonly [key: string]: Value })[field] ?? null
  }
  const parameters = { field, found: describeValue(object) }
  throw new EvaluationFailure(diagnose(evaluationProblems.noSuchField, parameters))
}

function firstOk(alternatives: readonly Expression[], environment: Environment): Value {
  for (const alternative of alternatives) {
    try {
      return valueFor(alternative, environment)
    } catch (stop) {
      if (!(stop instanceof Missing && stop.state === 'unavailable')) throw stop
    }
  }
  throw new EvaluationFailure(diagnose(evaluationProblems.noneSucceeded, {}))
}

/** A value that has a pending one in it, at any depth of lists and records. */
function holdsPending(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (isPending(value)) return true
  return Object.values(value as object).some((member: Value) => holdsPending(member))
}

/** A value as an expression, with its pending parts opened: what a running node evaluates with its ambient names. */
export function expressionOf(value: Value): Expression {
  if (!holdsPending(value)) return { op: 'value', value }
  if (isPending(value)) return value.$pending
  if (Array.isArray(value)) return { op: 'list', items: value.map((item: Value) => expressionOf(item)) }
  const record = value as { readonly [key: string]: Value }
  const fields = Object.fromEntries(
    Object.entries(record).map(([key, member]) => [key, expressionOf(member)]),
  )
  return { op: 'record', fields }
}
