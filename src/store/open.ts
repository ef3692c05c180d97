import { resolve } from 'node:path'
import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import { storeProblems } from '../base/diagnostics/store-problems.ts'
import { failed, ok, type Result } from '../base/result.ts'
import { firstLine, StoreFailure } from './failure.ts'
import { layoutOf, prepareFolder } from './layout.ts'
import { LocalStore } from './local-store.ts'
import { loadSqlite, type OpenDatabase } from './sqlite.ts'
import type { Store } from './store.ts'

export interface OpenOptions {
  /** Told of each damage that was found and mended, now and while the store is open. */
  readonly onDamage?: (diagnostic: Diagnostic) => void
}

/** Opens the store of a project, making `.pipe` where there is none and mending what is damaged. */
export async function openStore(projectRoot: string, options: OpenOptions = {}): Promise<Result<Store>> {
  const layout = layoutOf(resolve(projectRoot))
  let open: OpenDatabase
  try {
    open = await loadSqlite()
  } catch (error) {
    return failed(diagnose(storeProblems.noDatabaseEngine, { reason: firstLine(error) }))
  }
  try {
    prepareFolder(layout)
    return ok(new LocalStore(layout, open, options.onDamage ?? (() => undefined)))
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error
    return failed(error.diagnostic)
  }
}
