import { formatNumber } from '../../base/number-format.ts'
import { formatQuantity, parseQuantity } from '../../base/units.ts'
import type { Column } from '../../compiler/data/facts.ts'
import { typeText } from '../../compiler/editor/type-text.ts'
import type { Elaborated } from '../../compiler/elaborate/context.ts'
import { describeKnown } from '../../compiler/elaborate/describe.ts'
import { knownValue, type Term } from '../../compiler/elaborate/term.ts'
import type { LastRun } from '../last-run.ts'

/** A quantity in its base unit: what `16GiB` or `10%` comes to. */
export function quantityWords(text: string): string | undefined {
  const quantity = parseQuantity(text)
  if (quantity === undefined) return undefined
  if (typeof quantity === 'number') return `\`${text}\` is the number ${quantity}.`
  const { dimension, amount } = quantity
  const base = { duration: 'seconds', bytes: 'bytes', epochs: 'epochs', steps: 'steps' }[dimension]
  return `\`${text}\`: ${dimension}, ${formatNumber(amount)} ${base}${sameAs(text, formatQuantity(quantity))}`
}

function sameAs(text: string, shortest: string): string {
  return text.replace(/\s+/g, '') === shortest.replace(/\s+/g, '') ? '' : ` (\`${shortest}\`)`
}

/** What is known of a value before anything runs. */
export function knownWords(term: Term | undefined): string | undefined {
  const value = term && knownValue(term)
  const words = value === undefined ? undefined : describeKnown(value)
  return words === undefined ? undefined : `Is ${words}.`
}

/** The columns of a dataset, as far as a sample or its schema tells. */
export function columnsWords({ facts }: Elaborated): string | undefined {
  const columns = facts?.columns
  if (!columns || columns.length === 0) return undefined
  const rows = columns.slice(0, 30).map((column) => `| \`${column.name}\` | ${columnType(column)} |`)
  const more = columns.length > rows.length ? [`| … ${columns.length - rows.length} more | |`] : []
  return ['| column | holds |', '| --- | --- |', ...rows, ...more].join('\n')
}

/** What a column holds. */
export function columnType({ type, missing }: Column): string {
  return `${type}${missing ? ', some missing' : ''}`
}

/** A number that the last run measured, or the numbers of a node. */
export function lastRunWords(
  run: LastRun | undefined,
  node: string,
  path?: readonly string[],
): string | undefined {
  const metrics = run?.metrics.get(node)
  const status = run?.statuses.get(node)
  if (!run || (!metrics && status === undefined)) return undefined
  if (path) {
    const value = metrics?.[path.join('.')]
    return value === undefined ? undefined : `Last run (${run.when}): **${formatNumber(value)}**`
  }
  const all = Object.entries(metrics ?? {})
    .slice(0, 12)
    .map(([name, value]) => `${name} ${formatNumber(value)}`)
  return `Last run (${run.when}): ${[status ?? run.status, ...all].join(', ')}`
}

/** A name and its type, as a declaration would say them. */
export function typed(name: string, type: Parameters<typeof typeText>[0] | undefined): string {
  return type ? `${name}: ${typeText(type)}` : name
}
