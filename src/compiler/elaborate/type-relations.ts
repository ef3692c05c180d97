import type { Type } from '../../ir/type.ts'

/** The type without values: that of the items of `[]`. */
export const nothing: Type = { type: 'either', of: [] }

/** Types never change, and the few of the library are opened for every word of a program. */
const opened = new WeakMap<Type, readonly Type[]>()

/** The types that a place accepts, `optional` and `either` opened. */
export function alternativesOf(type: Type): readonly Type[] {
  if (type.type !== 'optional' && type.type !== 'either') return [type]
  const known = opened.get(type)
  if (known) return known
  const found: readonly Type[] =
    type.type === 'either' ? type.of.flatMap(alternativesOf) : [...alternativesOf(type.of), { type: 'none' }]
  opened.set(type, found)
  return found
}

/**
 * Whether every value of one type may stand where another is asked for. Ranges are left out: what a number's value
 * is, is checked where it is known. Int widens to float; nothing narrows.
 */
export function fits(from: Type, to: Type): boolean {
  if (to.type === 'any') return true
  if (from.type === 'either') return from.of.every((member) => fits(member, to))
  if (from.type === 'optional') return fits({ type: 'none' }, to) && fits(from.of, to)
  return alternativesOf(to).some((target) => fitsOne(from, target))
}

function fitsOne(from: Type, to: Type): boolean {
  switch (to.type) {
    case 'any':
      return true
    case 'float':
      return from.type === 'float' || from.type === 'int'
    case 'string':
      return isText(from)
    case 'path':
      return isText(from)
    case 'enum':
      return from.type === 'enum' && from.values.every((value) => to.values.includes(value))
    case 'quantity':
      return from.type === 'quantity' && from.dimension === to.dimension
    case 'schema':
      return from.type === 'schema' && from.of === to.of
    case 'artifact':
      return from.type === 'artifact' && from.artifact === to.artifact
    case 'component':
      return from.type === 'component' && from.is === to.is
    case 'list':
    case 'range':
      return from.type === to.type && fits(from.of, to.of)
    case 'map':
      if (from.type === 'map') return fits(from.of, to.of)
      return from.type === 'record' && Object.values(from.fields).every((field) => fits(field, to.of))
    case 'record':
      return from.type === 'record' && recordFits(from.fields, to.fields)
    default:
      return from.type === to.type
  }
}

type Fields = { readonly [name: string]: Type }

function recordFits(from: Fields, to: Fields): boolean {
  const known = Object.keys(from).every((name) => Object.hasOwn(to, name))
  return (
    known &&
    Object.entries(to).every(([name, type]) => {
      const given = Object.hasOwn(from, name) ? from[name] : undefined
      return given ? fits(given, type) : fits({ type: 'none' }, type)
    })
  )
}

/** The smallest type that holds the values of both: what the two branches of an `if` or the items of a list have. */
export function join(a: Type, b: Type): Type {
  if (a.type === 'enum' && b.type === 'enum') {
    return { type: 'enum', values: [...new Set([...a.values, ...b.values])] }
  }
  if (isNumber(a) && isNumber(b)) return joinNumbers(a, b)
  if (fits(a, b)) return b
  if (fits(b, a)) return a
  if (a.type === 'none') return { type: 'optional', of: b }
  if (b.type === 'none') return { type: 'optional', of: a }
  if (a.type === 'list' && b.type === 'list') return { type: 'list', of: join(a.of, b.of) }
  return { type: 'either', of: [...alternativesOf(a), ...alternativesOf(b)] }
}

type NumberType = Extract<Type, { type: 'int' | 'float' }>

function isNumber(type: Type): type is NumberType {
  return type.type === 'int' || type.type === 'float'
}

function joinNumbers(a: NumberType, b: NumberType): Type {
  const min = a.min === undefined || b.min === undefined ? undefined : Math.min(a.min, b.min)
  const max = a.max === undefined || b.max === undefined ? undefined : Math.max(a.max, b.max)
  return {
    type: a.type === 'int' && b.type === 'int' ? 'int' : 'float',
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  }
}

/** The type as a param without a declared type gets it: a single text widens to `string`. */
export function widened(type: Type): Type {
  if (type.type === 'enum') return { type: 'string' }
  if (type.type === 'list') return { type: 'list', of: widened(type.of) }
  if (type.type === 'record') {
    const fields = Object.entries(type.fields).map(([name, field]) => [name, widened(field)])
    return { type: 'record', fields: Object.fromEntries(fields) }
  }
  return type
}

/** The text types: any of them may stand in a text. */
export function isText(type: Type): boolean {
  return type.type === 'string' || type.type === 'enum' || type.type === 'path'
}

/** `int` and `float`. */
export function isNumeric(type: Type): boolean {
  return isNumber(type)
}
