import { unreachable } from '../../base/unreachable.ts'
import type { Type } from '../../ir/type.ts'
import { categories } from './type-words.ts'

const categoryNames: ReadonlyMap<string, string> = new Map(
  Object.entries(categories).map(([name, is]) => [is, name]),
)

/** A type as the language writes it: `list(int in 1..8)`. */
export function typeText(type: Type): string {
  switch (type.type) {
    case 'int':
    case 'float':
      return ranged(type)
    case 'quantity':
      return type.dimension
    case 'secret':
      return 'Secret'
    case 'enum':
      return `one_of(${type.values.map((value) => JSON.stringify(value)).join(', ')})`
    case 'list':
    case 'range':
    case 'optional':
      return `${type.type}(${typeText(type.of)})`
    case 'either':
      return `either(${type.of.map(typeText).join(', ')})`
    case 'record': {
      const fields = Object.entries(type.fields).map(([name, field]) => `${name}: ${typeText(field)}`)
      return `{ ${fields.join(', ')} }`
    }
    case 'map':
      return `record_of(${typeText(type.of)})`
    case 'artifact':
      return type.artifact
    case 'component':
      return categoryNames.get(type.is) ?? type.is
    case 'node':
    case 'column':
    case 'schema':
    case 'tensor':
    case 'command':
      return type.type.charAt(0).toUpperCase() + type.type.slice(1)
    case 'bool':
    case 'string':
    case 'path':
    case 'none':
    case 'any':
      return type.type
    default:
      return unreachable(type)
  }
}

function ranged(type: { readonly type: string; readonly min?: number; readonly max?: number }): string {
  if (type.min === undefined && type.max === undefined) return type.type
  return `${type.type} in ${number(type.min)}..${number(type.max)}`
}

function number(value: number | undefined): string {
  if (value === undefined) return ''
  return Number.isInteger(value) && Math.abs(value) >= 10_000 && Math.abs(value) < 1e15
    ? String(value).replace(/\B(?=(\d{3})+$)/g, '_')
    : String(value)
}
