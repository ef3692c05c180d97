import type { Type } from '../../ir/type.ts'
import type { Context } from './context.ts'

/** The names that a scope of the library lists. */
export function scopeNames(context: Context, name: string): ReadonlyMap<string, Type> {
  const names = new Map<string, Type>()
  for (const output of context.library.required(name, 'scope').outputs) {
    if ('type' in output.shape) names.set(output.name, output.shape.type)
  }
  return names
}
