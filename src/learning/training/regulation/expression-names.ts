import type { Expression } from '../../../ir/expression.ts'

/** The ambient names that an expression reads. */
export function ambientNames(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { op, name } = value as { readonly op?: unknown; readonly name?: unknown }
    if (op === 'ambient' && typeof name === 'string') names.add(name)
    for (const member of Object.values(value)) visit(member)
  }
  visit(expression)
  return names
}
