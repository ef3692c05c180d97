import type { ArtifactValue, FileValue, Value } from '../../ir/expression.ts'
import type { HashedFile } from '../files/project-inputs.ts'

/** The paths and globs of project files in values, each once. */
export function filesIn(values: Iterable<Value>): readonly string[] {
  const found = new Set<string>()
  const visit = (value: Value): void => {
    if (typeof value !== 'object' || value === null) return
    if ('$file' in value) found.add((value as FileValue).$file)
    else for (const member of Object.values(value as object)) visit(member as Value)
  }
  for (const value of values) visit(value)
  return [...found]
}

/**
 * A value as it counts for a key: artifacts by their content, files by theirs and, for commands, which see it, by
 * their path. What has neither in it is itself.
 */
export function keyed(
  value: Value,
  files: ReadonlyMap<string, readonly HashedFile[]>,
  namesCount: boolean,
): Value {
  if (typeof value !== 'object' || value === null || !holdsContent(value)) return value
  if (Array.isArray(value)) return value.map((item: Value) => keyed(item, files, namesCount))
  if ('$artifact' in value) return keyedArtifact(value as ArtifactValue)
  if ('$file' in value) {
    const { $file } = value as FileValue
    const hashes = files.get($file) ?? []
    if (!namesCount) return { $file: '', hashes: hashes.map(({ hash }) => hash) }
    return { $file, hashes: Object.fromEntries(hashes.map(({ path, hash }) => [path, hash])) }
  }
  const members = Object.entries(value as { readonly [name: string]: Value })
  return Object.fromEntries(members.map(([name, member]) => [name, keyed(member, files, namesCount)]))
}

/** Whether an artifact or a file is in it; most of a config has none. */
function holdsContent(value: object): boolean {
  if ('$artifact' in value || '$file' in value) return true
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null && holdsContent(member)) return true
  }
  return false
}

function keyedArtifact({ $artifact, hash, format }: ArtifactValue): Value {
  return { $artifact, hash, ...(format !== undefined && { format }) }
}
