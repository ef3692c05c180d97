import type { TaskValue } from '../protocol.ts'

/** The arguments of a component as a module of the user's gets them: plain data, frozen, quantities as numbers. */
export function plainArguments(value: TaskValue): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Object.freeze((value as readonly TaskValue[]).map(plainArguments))
  const record = value as { readonly [name: string]: TaskValue }
  if ('$quantity' in record) return record.amount
  if ('$local' in record) return record.$local
  const members = Object.entries(record).map(([name, member]) => [name, plainArguments(member)])
  return Object.freeze(Object.fromEntries(members))
}
