import type { Type } from '../../ir/type.ts'
import { describeType } from '../elaborate/describe.ts'

/** A type as a program would write it, for places where the words of a message are too long: `list(int in 1..9)`. */
export function typeText(type: Type): string {
  switch (type.type) {
    case 'int':
    case 'float':
      return `${type.type}${rangeText(type)}`
    case 'quantity':
      return type.dimension
    case 'enum':
      return type.values.length === 1 ? 'string' : choiceText(type.values)
    case 'list':
      return `list(${typeText(type.of)})`
    case 'optional':
      return `optional(${typeText(type.of)})`
    case 'either':
      return type.of.length === 0 ? 'nothing' : [...new Set(type.of.map(typeText))].join(' or ')
    case 'record':
      return recordText(type.fields)
    case 'map':
      return `{ …: ${typeText(type.of)} }`
    case 'artifact':
      return type.artifact
    case 'component':
      return type.is
    case 'any':
    case 'bool':
    case 'string':
    case 'path':
    case 'none':
    case 'secret':
    case 'node':
    case 'column':
    case 'schema':
      return type.type
    default:
      return describeType(type)
  }
}

function rangeText({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return ` in ${min}..${max}`
  if (min !== undefined) return ` >= ${min}`
  return max === undefined ? '' : ` <= ${max}`
}

/** Long lists of choices are cut: what there is to choose from, completion shows. */
function choiceText(values: readonly string[]): string {
  const shown = values.slice(0, 6).map((value) => JSON.stringify(value))
  return `one_of(${shown.join(', ')}${values.length > 6 ? ', …' : ''})`
}

function recordText(fields: { readonly [name: string]: Type }): string {
  const names = Object.entries(fields).map(([name, type]) => `${name}: ${typeText(type)}`)
  return names.length === 0 ? '{}' : `{ ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''} }`
}
