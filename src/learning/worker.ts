import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import { diagnosticsOf } from './exceptions.ts'
import type { FromWorker, LearningOutcome, LearningTask, ToWorker } from './protocol.ts'
import type { TaskContext, TaskRunner } from './task.ts'

// The entry of a worker process. It takes one task at a time over the IPC channel and stays for the next; libraries are
// loaded by the first task that needs them. Without its parent it has nothing to do.

const runners: Readonly<Record<LearningTask['kind'], () => Promise<TaskRunner>>> = {
  dataset: async () => (await import('./datasets/dataset-task.ts')).runDatasetTask,
  train: async () => (await import('./training/train-task.ts')).runTrainTask,
  evaluate: async () => (await import('./evaluation/evaluate-task.ts')).runEvaluateTask,
  export: async () => (await import('./datasets/export-task.ts')).runExportTask,
}

function say(message: FromWorker): void {
  if (process.connected) process.send?.(message)
}

const context: TaskContext = { tell: (message) => say({ type: 'message', message }) }

async function outcomeOf(task: LearningTask): Promise<LearningOutcome> {
  try {
    const run = await runners[task.kind]()
    const { withImplementations } = await import('./implementations/load.ts')
    return await run({ ...task, config: await withImplementations(task.config) }, context)
  } catch (error) {
    const diagnostics: readonly Diagnostic[] = await diagnosticsOf(task.node, error)
    return { ok: false, diagnostics }
  }
}

let last: Promise<void> = Promise.resolve()

async function work(task: LearningTask): Promise<void> {
  say({ type: 'outcome', outcome: await outcomeOf(task) })
}

process.on('message', (message: ToWorker) => {
  last = last.then(() => work(message.task))
})
process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole process group; what then happens to a worker is for its parent to say.
process.on('SIGINT', () => {})
say({ type: 'ready' })
