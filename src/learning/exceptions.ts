import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import { learningProblems } from '../base/diagnostics/learning-problems.ts'
import { TaskFailure } from './failure.ts'

/** What the user is told about an exception that ended a task: the one place where exceptions become diagnostics. */
export async function diagnosticsOf(task: string, error: unknown): Promise<readonly Diagnostic[]> {
  if (error instanceof TaskFailure) return error.diagnostics
  if (error instanceof Error && error.name === 'OutOfTensorMemory') {
    // What was on the heap can't be told apart any more: the next task gets a new one.
    const { discardWasmBackend } = await import('./backend/wasm-backend.ts')
    discardWasmBackend()
    const bytes = (error as Error & { readonly bytes: number }).bytes
    return [diagnose(learningProblems.outOfMemory, { bytes })]
  }
  if (error instanceof RangeError && /allocation failed|Invalid (typed )?array length/.test(error.message)) {
    return [diagnose(learningProblems.outOfMemory, {})]
  }
  const { code, path, message } = error as NodeJS.ErrnoException
  if (code && writeErrors.has(code))
    return [diagnose(learningProblems.notWritten, { path: path ?? `of \`${task}\``, reason: code })]
  const reason = error instanceof Error ? message : String(error)
  return [diagnose(learningProblems.defect, { task, reason: firstLine(reason) })]
}

/** What writing a file can meet that is no defect. */
const writeErrors: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EFBIG'])

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/\.$/, '')
}
