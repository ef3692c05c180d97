import { type Ending, runProcess } from '../commands/child-process.ts'
import type { Order } from '../commands/launcher.ts'
import type { Attempt, Workshop } from './executor.ts'

/** Runs the command of an attempt as the run looks after all of its processes. */
export function runCommand(
  { log, signal }: Attempt,
  { launcher, run, grace, kill, store }: Workshop,
  order: Order,
): Promise<Ending> {
  return runProcess({
    launcher,
    order,
    log,
    grace,
    stop: signal,
    kill,
    started: (process) => store.recordProcess(run, process),
    ended: (process) => store.forgetProcess(run, process.group),
  })
}
