import { formatNumber } from '../../base/number-format.ts'
import { type Dimension, formatQuantity } from '../../base/units.ts'
import type { Value } from '../../ir/expression.ts'

/** A param's value as the language would write it, as far as one line allows. */
export function formatValue(value: Value): string {
  if (value === null) return 'none'
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map((item: Value) => formatValue(item)).join(', ')}]`
  const record = value as { readonly [key: string]: Value }
  if (typeof record.$quantity === 'string' && typeof record.amount === 'number') {
    return formatQuantity({ dimension: record.$quantity as Dimension, amount: record.amount })
  }
  if (typeof record.$secret === 'string') return '(secret)'
  if (typeof record.$file === 'string') return JSON.stringify(record.$file)
  if (typeof record.$component === 'string') {
    return `${record.$component}(${formatFields(record.arguments as { readonly [key: string]: Value })})`
  }
  return `{ ${formatFields(record)} }`
}

function formatFields(record: { readonly [key: string]: Value }): string {
  return Object.entries(record)
    .map(([name, value]) => `${name}: ${formatValue(value)}`)
    .join(', ')
}
