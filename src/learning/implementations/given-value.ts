import type { Value } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import { refuseResult } from './user-failure.ts'

/** What code of the user's gave, as a value of the type that its component declares. */
export function givenValue(value: unknown, type: Type, component: string): Value {
  switch (type.type) {
    case 'int':
      return inRange(value, Number.isSafeInteger(value), type, component)
    case 'float':
      return inRange(value, Number.isFinite(value), type, component)
    case 'quantity':
      if (Number.isFinite(value)) return { $quantity: type.dimension, amount: value as number }
      break
    case 'bool':
      if (typeof value === 'boolean') return value
      break
    case 'string':
      if (typeof value === 'string') return value
      break
    case 'list':
      if (Array.isArray(value)) return value.map((item) => givenValue(item, type.of, component))
      break
    case 'record':
      return recordOf(value, type.fields, component)
    default:
      break
  }
  return refuseResult(component, wordFor(type), value)
}

type Ranged = Extract<Type, { type: 'int' | 'float' }>

function inRange(value: unknown, isNumber: boolean, type: Ranged, component: string): Value {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = type
  if (isNumber && (value as number) >= min && (value as number) <= max) return (value as number) + 0
  return refuseResult(component, wordFor(type), value)
}

function recordOf(value: unknown, fields: { readonly [name: string]: Type }, component: string): Value {
  const names = Object.keys(fields)
  if (typeof value !== 'object' || value === null) {
    return refuseResult(component, `an object with ${names.join(', ')}`, value)
  }
  const record = value as { readonly [name: string]: unknown }
  return Object.fromEntries(
    Object.entries(fields).map(([name, type]) => [name, givenValue(record[name], type, component)]),
  )
}

function wordFor(type: Type): string {
  if (type.type === 'int' || type.type === 'float') {
    const word = type.type === 'int' ? 'a whole number' : 'a finite number'
    if (type.min === undefined && type.max === undefined) return word
    return `${word} in ${type.min ?? ''}..${type.max ?? ''}`
  }
  if (type.type === 'quantity') return `a finite number (of ${type.dimension})`
  const words: Readonly<Record<string, string>> = {
    bool: '`true` or `false`',
    string: 'a string',
    list: 'an array',
  }
  return words[type.type] ?? `a value of type \`${type.type}\``
}
