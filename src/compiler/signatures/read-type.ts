import { at, type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import { closest } from '../../base/suggestion.ts'
import { parseQuantity } from '../../base/units.ts'
import type { Type } from '../../ir/type.ts'
import type { BinaryExpression, CallExpression, Expression, RecordExpression } from '../../parser/ast.ts'

/** Which type names are known, and where problems go. */
export interface TypeReading {
  readonly file: string
  readonly names: ReadonlyMap<string, Type>
  report(diagnostic: Diagnostic): void
}

const constructors = ['list', 'optional', 'one_of', 'either', 'record_of'] as const

/** The type that an expression in a type's place says; `undefined` when that was reported as wrong. */
export function readType(syntax: Expression, reading: TypeReading): Type | undefined {
  switch (syntax.kind) {
    case 'name':
      return named(syntax.text, syntax, reading)
    case 'call':
      return constructed(syntax, reading)
    case 'record':
      return recordType(syntax, reading)
    case 'group':
      return readType(syntax.inner, reading)
    case 'binary':
      if (syntax.operator === 'in') return ranged(syntax, reading)
      break
    default:
      break
  }
  return bad('a type is a name, a call such as `list(int)`, or `{ name: type }`', syntax, reading)
}

function bad(reason: string, syntax: Expression, reading: TypeReading): undefined {
  reading.report(diagnose(typeProblems.badType, { reason }, at(reading.file, syntax)))
  return undefined
}

function named(name: string, syntax: Expression, reading: TypeReading): Type | undefined {
  const type = reading.names.get(name)
  if (type) return type
  const suggestion = closest(name, [...reading.names.keys(), ...constructors])
  reading.report(diagnose(typeProblems.unknownType, { name, suggestion }, at(reading.file, syntax)))
  return undefined
}

function constructed(call: CallExpression, reading: TypeReading): Type | undefined {
  const name = call.callee.text
  const operands = call.arguments.map((argument) => argument.value)
  if (call.arguments.some((argument) => argument.name))
    return bad('the arguments of a type have no names', call, reading)
  if (name === 'one_of') return oneOf(operands, call, reading)
  const isConstructor = (constructors as readonly string[]).includes(name) || isLibraryRange(name, reading)
  if (!isConstructor) return named(name, call, reading)
  const types = operands.map((operand) => readType(operand, reading))
  if (types.includes(undefined)) return undefined
  const known = types as readonly Type[]
  if (name === 'either') return { type: 'either', of: known }
  const [of] = known
  if (!of || known.length !== 1) return bad(`\`${name}\` takes one type`, call, reading)
  if (name === 'list') return { type: 'list', of }
  if (name === 'range') return { type: 'range', of }
  return name === 'optional' ? { type: 'optional', of } : { type: 'map', of }
}

/** A param of a program holds one value: only the library's spaces take a range. */
function isLibraryRange(name: string, { names }: TypeReading): boolean {
  return name === 'range' && names.has('Space')
}

function oneOf(
  operands: readonly Expression[],
  call: CallExpression,
  reading: TypeReading,
): Type | undefined {
  const values: string[] = []
  for (const operand of operands) {
    if (operand.kind !== 'string') return bad('the values of `one_of` are quoted texts', operand, reading)
    if (values.includes(operand.value)) return bad(`"${operand.value}" stands there twice`, operand, reading)
    values.push(operand.value)
  }
  if (values.length === 0) return bad('`one_of` needs a value', call, reading)
  return { type: 'enum', values }
}

function recordType(record: RecordExpression, reading: TypeReading): Type | undefined {
  const fields: { [name: string]: Type } = {}
  let sound = true
  for (const item of record.items) {
    if (item.kind !== 'entry') return bad('a record type has entries `name: type` only', record, reading)
    const name = item.key.kind === 'identifier' ? item.key.text : item.key.value
    if (Object.hasOwn(fields, name)) {
      reading.report(diagnose(nameProblems.duplicateField, { name }, at(reading.file, item.key)))
    }
    const type = readType(item.value, reading)
    if (!type) sound = false
    else Object.defineProperty(fields, name, { value: type, enumerable: true, configurable: true })
  }
  return sound ? { type: 'record', fields } : undefined
}

function ranged(syntax: BinaryExpression, reading: TypeReading): Type | undefined {
  const base = readType(syntax.left, reading)
  if (!base) return undefined
  if (base.type !== 'int' && base.type !== 'float')
    return bad('only int and float take a range', syntax, reading)
  const range = syntax.right
  if (range.kind !== 'binary' || range.operator !== '..')
    return bad('a range is written `low..high`', range, reading)
  const min = literalNumber(range.left)
  const max = literalNumber(range.right)
  if (min === undefined || max === undefined)
    return bad('the ends of a range are written as numbers', range, reading)
  if (min > max) return bad('the range is empty: its first end is above the second', range, reading)
  if (base.type === 'int' && !(Number.isInteger(min) && Number.isInteger(max)))
    return bad('the range of an int has whole ends', range, reading)
  return { ...base, min, max }
}

function literalNumber(syntax: Expression): number | undefined {
  if (syntax.kind === 'number') return Number.isFinite(syntax.value) ? syntax.value : undefined
  if (syntax.kind === 'group') return literalNumber(syntax.inner)
  if (syntax.kind === 'unary' && syntax.operator === '-') {
    const value = literalNumber(syntax.operand)
    return value === undefined ? undefined : -value
  }
  if (syntax.kind !== 'quantity') return undefined
  const quantity = parseQuantity(syntax.text)
  return typeof quantity === 'number' && Number.isFinite(quantity) ? quantity : undefined
}
