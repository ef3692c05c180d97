import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import type { ArtifactValue, Value } from '../../ir/expression.ts'

const storedPath = /\S*\.pipe\/objects\/[0-9a-f]{2}\/([0-9a-f]{64})/g

/** A worker knows what is stored by where it lies; a user knows it by the path that a command was given for it. */
export function withPlacedNames(
  diagnostics: readonly Diagnostic[],
  config: { readonly [field: string]: Value },
): readonly Diagnostic[] {
  const names = new Map<string, string>()
  for (const value of Object.values(config)) collect(value, names)
  const renamed = (text: string) =>
    text.replace(storedPath, (path: string, hash: string) => names.get(hash) ?? path)
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    message: renamed(diagnostic.message),
    ...(diagnostic.hint !== undefined && { hint: renamed(diagnostic.hint) }),
  }))
}

function collect(value: Value, names: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return
  if ('$artifact' in value) {
    const { hash, path } = value as ArtifactValue
    if (path !== undefined) names.set(hash, path)
  } else for (const part of Object.values(value)) collect(part as Value, names)
}
