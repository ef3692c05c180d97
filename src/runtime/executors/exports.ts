import { ok, type Result } from '../../base/result.ts'
import type { ArtifactValue, ComponentValue, Value } from '../../ir/expression.ts'
import { type KeyRecord, nodeKey } from '../../ir/node-key.ts'
import type { Attempt, Workshop } from './executor.ts'
import { localArtifact, runTask } from './learning.ts'

/** Parts of datasets in the form in which commands get them, by `exportName`. */
export type Exports = ReadonlyMap<string, ArtifactValue>

/** A part that a command reads, and how it wants it. */
interface Wanted {
  readonly data: ArtifactValue
  readonly format: string
}

function exportName({ data, format }: Wanted): string {
  return `${data.hash}.${format}`
}

/** A value in which each part of a dataset is the file that was made of it. */
export function handedOver(value: Value, exports: Exports): Value {
  if (exports.size === 0 || typeof value !== 'object' || value === null) return value
  const wanted = wantedBy(value)
  if (wanted) return exports.get(exportName(wanted)) ?? wanted.data
  if (Array.isArray(value)) return value.map((item: Value) => handedOver(item, exports))
  const members = Object.entries(value as { readonly [name: string]: Value })
  return Object.fromEntries(members.map(([name, member]) => [name, handedOver(member, exports)]))
}

/** Writes the parts of datasets that a command reads as files for it; each part and format once for ever. */
export async function exportsFor(attempt: Attempt, workshop: Workshop): Promise<Result<Exports>> {
  const wanted = new Map<string, Wanted>()
  for (const [field, value] of Object.entries(attempt.config)) {
    if (field !== 'inputs') collect(value, (found) => wanted.set(exportName(found), found))
  }
  const exports = new Map<string, ArtifactValue>()
  for (const [name, part] of wanted) {
    const made = await exportPart(part, attempt, workshop)
    if (!made.ok) return made
    exports.set(name, made.value)
  }
  return ok(exports)
}

function collect(value: Value, found: (wanted: Wanted) => void): void {
  if (typeof value !== 'object' || value === null) return
  const wanted = wantedBy(value)
  if (wanted) found(wanted)
  else for (const member of Object.values(value as object)) collect(member as Value, found)
}

/** `export(x, format: "jsonl")`, or a part named alone: a dataset without a format is in the library's own form. */
function wantedBy(value: Exclude<Value, null | boolean | number | string>): Wanted | undefined {
  if ('$artifact' in value) {
    const data = value as ArtifactValue
    return data.$artifact === 'Dataset' && data.format === undefined ? { data, format: 'csv' } : undefined
  }
  if (!('$component' in value) || (value as ComponentValue).is !== 'export') return undefined
  const { data, format } = (value as ComponentValue).arguments
  return { data: data as ArtifactValue, format: String(format ?? 'csv') }
}

async function exportPart(
  { data, format }: Wanted,
  attempt: Attempt,
  workshop: Workshop,
): Promise<Result<ArtifactValue>> {
  if (data.format === format) return ok(data)
  const { store, run, programName } = workshop
  const record: KeyRecord = {
    form: 1,
    component: { kind: 'export', version: 1 },
    config: {
      data: { $artifact: 'Dataset', hash: data.hash, ...(data.format && { format: data.format }) },
      format,
    },
  }
  const key = nodeKey(record)
  const known = store.results([key]).get(key)?.outputs.file
  if (known) return ok(known as ArtifactValue)
  const release = await store.claim(key, attempt.signal)
  try {
    const began = performance.now()
    const config = { data: localArtifact(data, workshop), format }
    const outcome = await runTask(attempt, workshop, { kind: 'export', key, config })
    if (!outcome.ok) return outcome
    const [made] = Object.values(outcome.outputs) as ArtifactValue[]
    if (!made) throw new TypeError('an export made nothing')
    const file: ArtifactValue = { $artifact: 'Dataset', hash: made.hash, format }
    const result = { outputs: { file }, duration: performance.now() - began, finishedAt: Date.now() }
    store.commit({ run, program: programName, node: `export--${key.slice(0, 12)}`, key, record, result })
    return ok(file)
  } finally {
    release()
  }
}
