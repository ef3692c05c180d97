import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'

/** Leaves a task from any depth with what the user is told; the task's door turns it into an outcome. */
export class TaskFailure extends Error {
  readonly diagnostics: readonly Diagnostic[]

  constructor(...diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join(' '))
    this.name = 'TaskFailure'
    this.diagnostics = diagnostics
  }
}
