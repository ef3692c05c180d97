import { dataProblems } from '../base/diagnostics/data-problems.ts'
import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import type { Location } from '../base/source.ts'

/** A file that can't be read; `missing` is the reason of one that is not there. */
export function unreadable(path: string, reason: string, location?: Location): Diagnostic {
  return reason === 'missing'
    ? diagnose(dataProblems.missingFile, { path }, location)
    : diagnose(dataProblems.unreadable, { path, reason }, location)
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
}

/** Why the system could not read a file, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string }
  if (code === undefined) throw error
  return reasons[code] ?? message ?? code
}
