import type { Value } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import { conform, type Fit } from '../plan/param-value.ts'

/**
 * What a command wrote as metrics, held against the types that it declares. Commands write plain numbers: a duration
 * may be one of seconds and an amount one of bytes, where a person would have to say the unit.
 */
export function measured(given: unknown, type: Type): Fit {
  if (type.type === 'quantity' && typeof given === 'number' && Number.isFinite(given)) {
    return { ok: true, value: { $quantity: type.dimension, amount: given } }
  }
  if (type.type !== 'record' || typeof given !== 'object' || given === null) return conform(given, type)
  const values: { [name: string]: Value } = {}
  for (const [name, field] of Object.entries(type.fields)) {
    const member = Object.hasOwn(given, name) ? (given as { readonly [name: string]: unknown })[name] : null
    const fit = measured(member, field)
    if (!fit.ok) return { ...fit, expected: `${fit.expected} in \`${name}\`` }
    values[name] = fit.value
  }
  return { ok: true, value: values }
}
