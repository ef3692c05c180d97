import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { usageProblems } from '../base/diagnostics/usage-problems.ts'
import type { Store } from '../store/store.ts'
import { type ExitCode, exitCodes, printDiagnostics } from './terminal.ts'

/** Opens the store of a project; damage that is found and mended is told. */
export async function openStoreOf(root: string): Promise<Store | ExitCode> {
  const { openStore } = await import('../store/open.ts')
  const damage: Diagnostic[] = []
  const store = await openStore(root, { onDamage: (diagnostic) => damage.push(diagnostic) })
  await printDiagnostics(store.ok ? damage.splice(0) : store.diagnostics)
  // What is found later is told below the view of the run, not across it.
  process.once('beforeExit', () => void printDiagnostics(damage.splice(0)))
  return store.ok ? store.value : exitCodes.failed
}

/** Opens the store that the working folder lies under, for commands that only look back. */
export async function openHere(): Promise<Store | ExitCode> {
  const root = storeAbove(resolve('.'))
  if (root !== undefined) return openStoreOf(root)
  await printDiagnostics([diagnose(usageProblems.noRunsYet, {})])
  return exitCodes.usage
}

function storeAbove(folder: string): string | undefined {
  if (existsSync(join(folder, '.pipe'))) return folder
  const parent = dirname(folder)
  return parent === folder ? undefined : storeAbove(parent)
}
