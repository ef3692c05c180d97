import { diagnose } from '../../../base/diagnostics/diagnostic.ts'
import { learningProblems } from '../../../base/diagnostics/learning-problems.ts'
import { TaskFailure } from '../../failure.ts'
import type { LearningKind } from '../../models/architecture.ts'
import { stepSignals, validationSignals } from '../signals.ts'
import type { Regulation } from './regulation.ts'

/** Refuses regulations that read signals which a training of this kind does not have. */
export function checkSignals(
  regulations: readonly Regulation[],
  task: LearningKind,
  isValidated: boolean,
): void {
  const known = new Set<string>([...stepSignals, ...(isValidated ? validationSignals(task) : [])])
  const diagnostics = regulations.flatMap(({ name, signals }) =>
    [...signals]
      .filter((signal) => !known.has(signal))
      .map((signal) => diagnose(learningProblems.signalMissing, { regulation: name, signal })),
  )
  if (diagnostics.length > 0) throw new TaskFailure(...diagnostics)
}
