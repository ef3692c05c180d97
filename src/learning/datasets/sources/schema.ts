import { datasetProblems } from '../../../base/diagnostics/dataset-problems.ts'
import type { Type } from '../../../ir/type.ts'
import type { DeclaredColumn } from '../../../tables/column-builder.ts'
import type { TaskValue } from '../../protocol.ts'
import { refuse } from '../refuse.ts'

const types = new Set(['int', 'float', 'bool', 'string'])
const optionalText = /^optional\((\w+)\)$/

/**
 * The columns that a program declares: `{ mass: "optional(float)" }`, or the same as the IR has types,
 * `{ mass: { type: "optional", of: { type: "float" } } }`.
 */
export function readSchema(
  schema: TaskValue | undefined,
  dataset: string,
): ReadonlyMap<string, DeclaredColumn> {
  const declared = new Map<string, DeclaredColumn>()
  if (schema === null || typeof schema !== 'object') return declared
  for (const [column, value] of Object.entries(schema as { readonly [name: string]: TaskValue })) {
    declared.set(column, readType(value) ?? refuse(datasetProblems.badSchema, { dataset, column }))
  }
  return declared
}

function readType(value: TaskValue): DeclaredColumn | undefined {
  if (typeof value === 'string') {
    const inner = optionalText.exec(value)?.[1]
    return plain(inner ?? value, inner !== undefined)
  }
  if (value === null || typeof value !== 'object') return undefined
  const type = value as unknown as Type
  if (type.type === 'optional') {
    const inner = readType(type.of as TaskValue)
    return inner && { ...inner, optional: true }
  }
  if (type.type === 'enum') return { type: 'string', optional: false, values: type.values }
  if (type.type !== 'int' && type.type !== 'float') return plain(type.type, false)
  const { min, max } = type
  return {
    type: type.type,
    optional: false,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  }
}

function plain(type: string, optional: boolean): DeclaredColumn | undefined {
  return types.has(type) ? { type: type as DeclaredColumn['type'], optional } : undefined
}
