import { diagnose, type Problem } from '../../base/diagnostics/diagnostic.ts'
import { TaskFailure } from '../failure.ts'

/** Ends the task with one problem. */
export function refuse<P>(kind: Problem<P>, parameters: P): never {
  throw new TaskFailure(diagnose(kind, parameters))
}
