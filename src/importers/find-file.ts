import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { importProblems } from '../base/diagnostics/import-problems.ts'
import { failed, ok, type Result } from '../base/result.ts'
import type { ImportHost } from './host.ts'
import type { Origin } from './origins.ts'

const workflows = '.github/workflows'

/** The only file of the host's folder that can be imported, or what to choose from. */
export function findImport(host: ImportHost, from: Origin | undefined): Result<string> {
  const found: string[] = []
  if (from !== 'github' && host.kind('dvc.yaml') === 'file') found.push('dvc.yaml')
  if (from !== 'dvc') {
    const names = host.list(workflows).filter((name) => /\.ya?ml$/.test(name))
    found.push(...names.map((name) => `${workflows}/${name}`))
  }
  const [first, second] = found
  const folder = host.shown('.')
  if (first === undefined) return failed(diagnose(importProblems.nothingHere, { folder }))
  if (second !== undefined) {
    const names = found.map((path) => host.shown(path))
    return failed(diagnose(importProblems.severalHere, { folder, names }))
  }
  return ok(first)
}
