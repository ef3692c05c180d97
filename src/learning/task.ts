import type { LearningMessage, LearningOutcome, LearningTask } from './protocol.ts'

/** What a task may do to the world while it works, beside writing into its two folders. */
export interface TaskContext {
  /** Hands a message to whoever asked for the work; never blocks. */
  tell(message: LearningMessage): void
}

/**
 * Does one kind of task. Expected failures are outcomes with diagnostics; an exception is a defect, which the worker
 * turns into a diagnostic once.
 */
export type TaskRunner = (task: LearningTask, context: TaskContext) => Promise<LearningOutcome>
