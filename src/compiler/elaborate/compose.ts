import type { Location } from '../../base/source.ts'
import type { Expression, Value } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import { composite, knownValue, type Term } from './term.ts'
import { join, nothing } from './type-relations.ts'

/** A list of terms; a plain value when all of them are. */
export function listOf(location: Location, items: readonly Term[]): Term {
  const of = items.reduce<Type>((type, item) => join(type, item.type), nothing)
  const values = items.map(knownValue)
  const expression: Expression = values.includes(undefined)
    ? { op: 'list', items: items.map((item) => item.expression) }
    : { op: 'value', value: values as readonly Value[] }
  return composite(location, { type: 'list', of }, expression, items, { kind: 'list', items })
}

/** A record of terms; a plain value when all of them are. */
export function recordOf(
  location: Location,
  fields: ReadonlyMap<string, Term>,
  keys?: ReadonlyMap<string, Location>,
): Term {
  const types: { [name: string]: Type } = {}
  const values: { [name: string]: Value } = {}
  const expressions: { [name: string]: Expression } = {}
  let known = true
  for (const [name, field] of fields) {
    put(types, name, field.type)
    put(expressions, name, field.expression)
    const value = knownValue(field)
    if (value === undefined) known = false
    else put(values, name, value)
  }
  const expression: Expression = known
    ? { op: 'value', value: values }
    : { op: 'record', fields: expressions }
  const type: Type = { type: 'record', fields: types }
  const structure = { kind: 'record', fields, ...(keys && { keys }) } as const
  return composite(location, type, expression, [...fields.values()], structure)
}

/** Sets a member even when it is called `__proto__`. */
function put<T>(record: { [name: string]: T }, name: string, value: T): void {
  if (name === '__proto__') {
    Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true })
  } else record[name] = value
}

/** An `if` with other branches than it had: where their types were settled by the place. */
export function conditionalOf(term: Term, condition: Term, yes: Term, no: Term): Term {
  const decided = knownValue(condition)
  if (decided === true) return yes
  if (decided === false) return no
  const expression: Expression = {
    op: 'if',
    condition: condition.expression,
    yes: yes.expression,
    no: no.expression,
  }
  const type = join(yes.type, no.type)
  const structure = { kind: 'conditional', condition, yes, no } as const
  const agree = yes.facts && no.facts && JSON.stringify(yes.facts) === JSON.stringify(no.facts)
  return {
    ...composite(term.location, type, expression, [condition, yes, no], structure),
    facts: agree ? yes.facts : undefined,
  }
}
