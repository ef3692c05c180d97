// A process that trains and can be killed: bundled by the test, given a task over IPC, tells every message back.
import { diagnosticsOf } from '../../../src/learning/exceptions.ts'
import type { LearningTask } from '../../../src/learning/protocol.ts'
import { trainRunner } from '../../../src/learning/training/train-task.ts'

// Time flies here, so that every checkpoint reaches the disk and every step is told.
let now = 0
const run = trainRunner(() => {
  now += 2000
  return now
})

process.once('message', async (task: LearningTask) => {
  const outcome = await run(task, { tell: (message) => process.send?.({ message }) }).catch(
    async (error) => ({
      ok: false,
      diagnostics: await diagnosticsOf(task.node, error),
    }),
  )
  process.send?.({ outcome }, () => process.disconnect())
})
