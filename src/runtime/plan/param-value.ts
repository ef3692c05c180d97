import { formatQuantity, parseQuantity } from '../../base/units.ts'
import type { Value } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'

/** A value that fits, or what was expected and what was found, in the words of a message. */
export type Fit =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly expected: string; readonly found: string; readonly hint?: string }

/** Holds a value that a person wrote in YAML, JSON or `--set` against a type, and reads quantities in texts. */
export function conform(given: unknown, type: Type): Fit {
  switch (type.type) {
    case 'int':
    case 'float':
      return conformNumber(given, type)
    case 'bool':
      return typeof given === 'boolean' ? fits(given) : misfit(type, given)
    case 'string':
    case 'path':
      return conformText(given, type)
    case 'none':
      return given === null ? fits(null) : misfit(type, given)
    case 'quantity':
      return conformQuantity(given, type)
    case 'enum':
      return typeof given === 'string' && type.values.includes(given) ? fits(given) : misfit(type, given)
    case 'list':
      return Array.isArray(given) ? conformAll(given, type.of) : misfit(type, given)
    case 'optional':
      return given === null ? fits(null) : conform(given, type.of)
    case 'either':
      return type.of.map((member) => conform(given, member)).find((fit) => fit.ok) ?? misfit(type, given)
    case 'record':
      return conformRecord(given, type)
    case 'map':
      return isRecord(given)
        ? conformMembers(Object.entries(given).map(([name, value]) => [name, value, type.of]))
        : misfit(type, given)
    default:
      return misfit(type, given)
  }
}

function fits(value: Value): Fit {
  return { ok: true, value }
}

function misfit(type: Type, given: unknown, hint?: string): Fit {
  const found = describeGiven(given)
  return { ok: false, expected: describeType(type), found, ...(hint && { hint }) }
}

function conformNumber(given: unknown, type: Extract<Type, { type: 'int' | 'float' }>): Fit {
  const number = typeof given === 'string' ? numberIn(given) : given
  if (typeof number !== 'number' || !Number.isFinite(number)) return misfit(type, given)
  if (type.type === 'int' && !Number.isSafeInteger(number)) return misfit(type, given)
  const inside = number >= (type.min ?? -Infinity) && number <= (type.max ?? Infinity)
  return inside ? fits(number) : misfit(type, given)
}

/** `10%` is the number 0.1; YAML reads some numbers of the language, such as `1e-3` and `1_000`, as texts. */
function numberIn(text: string): number | undefined {
  const quantity = parseQuantity(text)
  if (typeof quantity === 'number') return quantity
  return /^-?\d[\d_]*(\.\d[\d_]*)?([eE][+-]?\d+)?$/.test(text) ? Number(text.replaceAll('_', '')) : undefined
}

function conformText(given: unknown, type: Type): Fit {
  if (typeof given === 'string') return fits(given)
  const quoted = typeof given === 'number' || typeof given === 'boolean'
  return misfit(type, given, quoted ? `Put it in quotes to say that it is a text: '"${given}"'.` : undefined)
}

function conformQuantity(given: unknown, type: Extract<Type, { type: 'quantity' }>): Fit {
  const quantity = typeof given === 'string' ? parseQuantity(given) : undefined
  if (typeof quantity === 'object' && quantity.dimension === type.dimension) {
    return fits({ $quantity: quantity.dimension, amount: quantity.amount })
  }
  return misfit(
    type,
    given,
    typeof given === 'number' ? `Say its unit: ${examples[type.dimension]}.` : undefined,
  )
}

function conformAll(given: readonly unknown[], type: Type): Fit {
  const members = given.map((item) => conform(item, type))
  const values = members.flatMap((fit) => (fit.ok ? [fit.value] : []))
  return members.find((fit) => !fit.ok) ?? fits(values)
}

function conformRecord(given: unknown, type: Extract<Type, { type: 'record' }>): Fit {
  if (!isRecord(given) || Object.keys(given).some((name) => !Object.hasOwn(type.fields, name)))
    return misfit(type, given)
  return conformMembers(
    Object.entries(type.fields).map(([name, field]) => [name, given[name] ?? null, field]),
  )
}

function conformMembers(members: readonly (readonly [string, unknown, Type])[]): Fit {
  const values: { [name: string]: Value } = {}
  for (const [name, value, type] of members) {
    const fit = conform(value, type)
    if (!fit.ok) return { ...fit, expected: `${fit.expected} in \`${name}\`` }
    values[name] = fit.value
  }
  return fits(values)
}

function isRecord(given: unknown): given is { readonly [name: string]: unknown } {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}

const examples = { duration: '"5m"', bytes: '"16GiB"', epochs: '"5 epochs"', steps: '"500 steps"' } as const

const plainTypes: Readonly<Record<string, string>> = {
  bool: '`true` or `false`',
  string: 'a text',
  path: 'a path',
  none: '`none`',
}

function describeType(type: Type): string {
  switch (type.type) {
    case 'int':
      return `a whole number${describeRange(type)}`
    case 'float':
      return `a number${describeRange(type)}`
    case 'quantity':
      return `a quantity of ${type.dimension} such as ${examples[type.dimension]}`
    case 'enum':
      return type.values.map((value) => JSON.stringify(value)).join(' or ')
    case 'list':
      return `a list of ${describeType(type.of)}`
    case 'optional':
      return `${describeType(type.of)} or \`none\``
    case 'either':
      return type.of.map(describeType).join(' or ')
    case 'record':
      return `a record with ${Object.keys(type.fields).join(', ')}`
    case 'map':
      return `a record of ${describeType(type.of)}`
    default:
      return plainTypes[type.type] ?? `a ${type.type}, which can only be given in the program`
  }
}

function describeRange({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return ` in ${min}..${max}`
  if (min !== undefined) return ` of at least ${min}`
  return max === undefined ? '' : ` of at most ${max}`
}

function describeGiven(given: unknown): string {
  if (given === null || given === undefined) return '`none`'
  if (typeof given === 'string') {
    const quantity = parseQuantity(given)
    return typeof quantity === 'object' ? formatQuantity(quantity) : `the text ${JSON.stringify(given)}`
  }
  if (Array.isArray(given)) return 'a list'
  return typeof given === 'object' ? 'a record' : String(given)
}
