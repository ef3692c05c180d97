import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Value } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import type { RecordExpression } from '../../parser/ast.ts'
import type { Column } from '../data/facts.ts'
import { readType } from '../signatures/read-type.ts'
import { userTypes } from '../signatures/type-words.ts'
import type { Context } from './context.ts'
import { broken, constant, type Term } from './term.ts'

/** `{ x: float, label: optional(string) }` where a schema is wanted: its values are types. */
export function schemaTerm(
  context: Context,
  syntax: RecordExpression,
  file: string,
  of: 'columns' | 'metrics',
): Term {
  const location = at(file, syntax)
  const report = context.report.bind(context)
  const type = readType(syntax, { file, names: userTypes, report })
  if (type?.type !== 'record') return broken(location)
  const { fits, reason } = schemas[of]
  if (!Object.values(type.fields).every(fits)) {
    report(diagnose(typeProblems.badType, { reason }, location))
    return broken(location)
  }
  const structure = { kind: 'schema', fields: type.fields } as const
  const schema: Type = of === 'metrics' ? { type: 'schema', of } : { type: 'schema' }
  return { ...constant(location, schema, type.fields as Value), structure }
}

const schemas = {
  columns: {
    fits: isColumnType,
    reason: 'a column holds int, float, bool or string, or `optional(…)` of one of them',
  },
  metrics: {
    fits: isMetricType,
    reason: 'a metric is an int, float, bool or quantity, or a record of such',
  },
} as const

function isMetricType(type: Type): boolean {
  if (type.type === 'record') return Object.values(type.fields).every(isMetricType)
  return ['int', 'float', 'bool', 'quantity'].includes(type.type)
}

function isColumnType(type: Type): boolean {
  if (type.type === 'optional') return isColumnType(type.of)
  return ['int', 'float', 'bool', 'string', 'enum'].includes(type.type)
}

/** The columns that a schema declares. */
export function columnsOf(fields: { readonly [name: string]: Type }): readonly Column[] {
  return Object.entries(fields).map(([name, type]) => columnOf(name, type))
}

function columnOf(name: string, type: Type): Column {
  if (type.type === 'optional') return { ...columnOf(name, type.of), missing: true }
  const plain = type.type === 'int' || type.type === 'float' || type.type === 'bool' ? type.type : 'string'
  return { name, type: plain, missing: false }
}
