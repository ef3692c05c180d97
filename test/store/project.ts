import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostics/diagnostic.ts'
import type { KeyRecord } from '../../src/ir/node-key.ts'
import { StoreFailure } from '../../src/store/failure.ts'
import { openStore } from '../../src/store/open.ts'
import type { NodeResult, Store } from '../../src/store/store.ts'

const cleanups: (() => void)[] = []

afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup()
})

/** A new empty folder that is removed after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pipewright-store-'))
  chmodSync(folder, 0o755)
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Opens the store of a project; closed after the test. What it tells goes to `told`. */
export async function open(root: string, told: Diagnostic[] = []): Promise<Store> {
  const result = await openStore(root, { onDamage: (diagnostic) => told.push(diagnostic) })
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
  cleanups.push(() => result.value.close())
  return result.value
}

export function recordOf(value: number): KeyRecord {
  return { form: 1, component: { kind: 'step', version: 1 }, config: { value } }
}

/** Writes a file in staging and puts it into the store. */
export async function putText(store: Store, text: string): Promise<string> {
  const path = join(await store.staging('run', 'node'), 'out.txt')
  writeFileSync(path, text)
  return (await store.put(path)).hash
}

export function commit(store: Store, key: string, outputs: NodeResult['outputs'], node = key): void {
  const result = { outputs, duration: 5, finishedAt: 1_000 }
  store.commit({ run: 'run', program: 'a.pipe', node, key, record: recordOf(1), result })
}

/** Puts a text and commits a result that needs it. */
export async function commitText(store: Store, key: string, text: string): Promise<string> {
  const hash = await putText(store, text)
  commit(store, key, { out: { $artifact: 'File', hash } })
  return hash
}

/** The code of the diagnostic that the work fails with. */
export async function failureOf(work: () => unknown): Promise<Diagnostic> {
  try {
    await work()
  } catch (error) {
    if (error instanceof StoreFailure) return error.diagnostic
    throw error
  }
  throw new Error('it did not fail')
}

/** Every file under a folder, relative, sorted; none when there is no folder. */
export function filesUnder(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}
