import { join, relative } from 'node:path'
import { storeProblems } from '../base/diagnostics/store-problems.ts'
import type { ArtifactValue, Value } from '../ir/expression.ts'
import { isQuantity } from '../ir/functions.ts'
import { StoreFailure } from '../store/failure.ts'
import type { Store } from '../store/store.ts'
import type { OutputSummary } from './event.ts'
import { type DeclaredOutput, keptFiles, placedArtifact } from './files/output-paths.ts'
import type { Outputs } from './plan/known-outputs.ts'

/** Where the user finds what a node made, relative to the project. */
export function summaries(outputs: Outputs, store: Store, root: string): readonly OutputSummary[] {
  const found: OutputSummary[] = []
  const note = (name: string, value: Value): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) note(`${name}.${index}`, item)
    else if (isArtifact(value)) {
      const path = value.path ?? relative(root, store.objectPath(value.hash))
      found.push({ name, kind: value.$artifact, path })
    }
  }
  for (const [name, value] of Object.entries(outputs)) {
    if (name !== keptFiles) note(name, value)
    else for (const [kept, artifact] of Object.entries(value as Outputs)) note(kept, artifact)
  }
  return found
}

function isArtifact(value: Value): value is ArtifactValue {
  return typeof value === 'object' && value !== null && '$artifact' in value
}

/** The numbers among the outputs, by path: `val.loss`. Quantities count in their base unit. */
export function metricsOf(outputs: Outputs): { readonly [name: string]: number } {
  const metrics: { [name: string]: number } = {}
  const visit = (path: string, value: Value): void => {
    if (typeof value === 'number') metrics[path] = value
    else if (isQuantity(value)) metrics[path] = value.amount
    else if (typeof value === 'object' && value !== null && !Array.isArray(value) && !isTagged(value)) {
      for (const [name, member] of Object.entries(value as Outputs)) visit(`${path}.${name}`, member)
    }
  }
  for (const [name, value] of Object.entries(outputs)) if (name !== keptFiles) visit(name, value)
  return metrics
}

function isTagged(value: object): boolean {
  return Object.keys(value).some((key) => key.startsWith('$'))
}

/** Whether the store found, while it placed an output, that it does not have it any more. */
export function isGone(error: unknown): boolean {
  return error instanceof StoreFailure && error.diagnostic.code === storeProblems.objectGone.code
}

/** Whether everything stored among the outputs still is, to the last byte, what was stored. */
export async function areIntact(outputs: Outputs, store: Store): Promise<boolean> {
  const hashes: string[] = []
  const collect = (value: Value): void => {
    if (isArtifact(value)) hashes.push(value.hash)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect)
  }
  Object.values(outputs).forEach(collect)
  for (const hash of hashes) if (!(await store.isIntact(hash))) return false
  return true
}

/** The nodes of which an output is not at its path, as far as a quick look tells. */
export function nodesToPlace(
  made: readonly { readonly declared: readonly DeclaredOutput[]; readonly outputs: Outputs }[],
  store: Store,
  root: string,
): ReadonlySet<string> {
  const placements = made.flatMap(({ declared, outputs }) =>
    declared.flatMap(({ node, output, path }) => {
      const artifact = placedArtifact(outputs, output)
      return artifact ? [{ node, hash: artifact.hash, destination: join(root, path) }] : []
    }),
  )
  return new Set(store.unplaced(placements).map(({ node }) => node))
}

/** Brings every declared output of a command to its path in the project. */
export async function placeOutputs(
  declared: readonly DeclaredOutput[],
  outputs: Outputs,
  store: Store,
  root: string,
): Promise<void> {
  for (const { output, path } of declared) {
    const artifact = placedArtifact(outputs, output)
    if (artifact) await store.place(artifact.hash, join(root, path))
  }
}
