import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import { hasErrors } from '../base/diagnostics/diagnostic.ts'
import { runProblems } from '../base/diagnostics/run-problems.ts'
import { type ExitCode, exitCodes } from './terminal.ts'

/** What is wrong with the command line only shows when it is held against the program. */
const wrongUsage: ReadonlySet<string> = new Set(
  [runProblems.unknownParam, runProblems.unfitParam, runProblems.unknownNode].map(({ code }) => code),
)

/** The exit code of what stopped a plan or a run before it began. */
export function exitOfDiagnostics(diagnostics: readonly Diagnostic[]): ExitCode {
  const errors = diagnostics.filter((diagnostic) => hasErrors([diagnostic]))
  const usage = errors.length > 0 && errors.every(({ code }) => wrongUsage.has(code))
  return usage ? exitCodes.usage : exitCodes.failed
}
