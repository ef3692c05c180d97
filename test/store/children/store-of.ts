import { writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { StoreFailure } from '../../../src/store/failure.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'

/** Opens the store of a project, telling what it mends on a line of its own. */
export async function storeOf(root: string): Promise<Store> {
  const result = await openStore(root, { onDamage: ({ code }) => say(`told ${code}`) })
  if (result.ok) return result.value
  say(`refused ${result.diagnostics.map(({ code }) => code).join(' ')}`)
  process.exit(0)
}

/** Writes a line at once, so that it is out even if the process is killed after. */
export function say(line: string): void {
  writeSync(1, `${line}\n`)
}

/** Puts a file with a text and commits a result that needs it; the code of the problem when it fails. */
export async function commitText(store: Store, run: string, key: string, text: string): Promise<string> {
  try {
    const path = join(await store.staging(run, key), 'out.txt')
    writeFileSync(path, text)
    const { hash } = await store.put(path)
    commit(store, run, key, { out: { $artifact: 'File', hash } })
    return 'committed'
  } catch (error) {
    if (error instanceof StoreFailure) return error.diagnostic.code
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EFBIG') return code
    throw error
  }
}

export function commit(
  store: Store,
  run: string,
  key: string,
  outputs: Parameters<Store['commit']>[0]['result']['outputs'],
): void {
  const record = { form: 1, component: { kind: 'step', version: 1 }, config: { key } } as const
  const result = { outputs, duration: 1, finishedAt: 1 }
  store.commit({ run, program: 'a.pipe', node: key, key, record, result })
}
