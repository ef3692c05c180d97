import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import { formatQuantity } from '../../base/units.ts'
import { evaluate } from '../../ir/evaluate.ts'
import type { Expression, Value } from '../../ir/expression.ts'
import { isQuantity, isRange } from '../../ir/functions.ts'
import { walk } from '../../ir/graph.ts'
import type { Type } from '../../ir/type.ts'
import type { Context } from './context.ts'
import { describeType } from './describe.ts'
import type { Term } from './term.ts'

/** Reports a number out of the range of its place: one that is written, or that the params of this run give. */
export function checkRange(context: Context, term: Term, type: Type, what: string | undefined): void {
  if (!hasRange(type)) return
  const value = nominalValue(context, term)
  const wrong = value === undefined ? undefined : numberOutside(value, type)
  if (!wrong) return
  const found = term.phase === 'constant' ? wrong.found : `${wrong.found} with the params as they are`
  const parameters = { what, range: wrong.range, found }
  context.report(diagnose(typeProblems.outOfRange, parameters, term.location))
}

/** Whether a range is anywhere in a type: most have none, and then nothing needs to be evaluated. */
function hasRange(type: Type): boolean {
  if (type.type === 'int' || type.type === 'float') return type.min !== undefined || type.max !== undefined
  if (type.type === 'quantity') return true
  if (type.type === 'list' || type.type === 'map' || type.type === 'optional' || type.type === 'range')
    return hasRange(type.of)
  return type.type === 'record' && Object.values(type.fields).some(hasRange)
}

/** What a term is with the params of this run; `undefined` when it depends on results or signals. */
export function nominalValue(context: Context, term: Term): Value | undefined {
  if (term.broken || term.phase === 'result' || term.phase === 'signal') return undefined
  if (term.expression.op === 'value') return term.expression.value
  const params = new Map<string, Value>()
  const reads = readsOf(term.expression)
  if (reads.isElement) return undefined
  for (const name of reads.params) {
    const value = context.nominalParam(name)
    if (value === undefined) return undefined
    params.set(name, value)
  }
  const evaluation = evaluate(term.expression, {
    params,
    fact: () => undefined,
    output: () => ({ state: 'unknown' }),
  })
  return evaluation.state === 'known' ? evaluation.value : undefined
}

/** Elements of `each` differ from instance to instance: the items of its list are looked at instead. */
function readsOf(expression: Expression): {
  readonly params: ReadonlySet<string>
  readonly isElement: boolean
} {
  const params = new Set<string>()
  let isElement = false
  walk(expression, (inner) => {
    if (inner.op === 'param') params.add(inner.name)
    if (inner.op === 'each') isElement = true
  })
  return { params, isElement }
}

interface Outside {
  readonly found: string
  readonly range: string
}

/** The first number in a value that lies outside of the range of its place; a quantity in any place is not negative. */
function numberOutside(value: Value, type: Type): Outside | undefined {
  if (type.type === 'int' || type.type === 'float') {
    if (typeof value !== 'number') return undefined
    const inside = value >= (type.min ?? -Infinity) && value <= (type.max ?? Infinity)
    return inside ? undefined : { found: `${value}`, range: describeType(type) }
  }
  if (type.type === 'quantity') return negativeQuantity(value)
  if (type.type === 'optional') return value === null ? undefined : numberOutside(value, type.of)
  if (type.type === 'list' && Array.isArray(value)) {
    return firstOf(value as readonly Value[], (item) => numberOutside(item, type.of))
  }
  if (type.type === 'range' && isRange(value))
    return firstOf(value.$range, (end) => numberOutside(end, type.of))
  if (type.type === 'map') return firstOf(membersOf(value), ([, member]) => numberOutside(member, type.of))
  if (type.type === 'record') {
    return firstOf(membersOf(value), ([name, member]) => {
      const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined
      return field && numberOutside(member, field)
    })
  }
  return undefined
}

function negativeQuantity(value: Value): Outside | undefined {
  if (!isQuantity(value) || value.amount >= 0) return undefined
  const { $quantity: dimension, amount } = value
  return { found: formatQuantity({ dimension, amount }), range: 'no less than nothing' }
}

function membersOf(value: Value): readonly (readonly [string, Value])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
