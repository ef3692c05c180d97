import type { LearningMessage } from '../../learning/protocol.ts'
import type { NodeProgress, RunFact } from '../event.ts'

/** A moment, and how much was done by then. */
interface Mark {
  readonly at: number
  readonly done: number
}

/**
 * What is remembered of a task's progress to estimate how long it will still take: two moments between which the pace
 * is measured, moved on each time the task has taken twice as long. The slow first steps of a cold process are so
 * forgotten, and a resumed training does not begin at 0.
 */
export interface Pace {
  from?: Mark
  next?: Mark
}

/** The event that a message of a worker is. */
export function factOf(
  node: string,
  attempt: number,
  message: Exclude<LearningMessage, { type: 'log' }>,
  pace: Pace,
): RunFact {
  switch (message.type) {
    case 'progress':
      return progressOf(node, message, pace)
    case 'metric':
      return { ...message, type: 'node-metric', node }
    case 'regulation':
      return { ...message, type: 'node-regulation', node }
    case 'checkpoint':
      return { type: 'node-checkpoint', node, epoch: message.epoch, step: message.step }
    case 'resumed':
      // Only the worker finds out that there is something to go on from: the start is told again, with it.
      return { type: 'node-started', node, attempt, resumedAt: { epoch: message.epoch, step: message.step } }
    case 'warning':
      return { type: 'run-warning', diagnostic: message.diagnostic }
  }
}

function progressOf(
  node: string,
  { done, total, unit }: Extract<LearningMessage, { type: 'progress' }>,
  pace: Pace,
): NodeProgress {
  const now = { at: performance.now(), done }
  pace.from ??= now
  pace.next ??= now
  if (now.at - pace.next.at > pace.next.at - pace.from.at) {
    pace.from = pace.next
    pace.next = now
  }
  const made = done - pace.from.done
  const left = made > 0 ? Math.round(((now.at - pace.from.at) / made) * (total - done)) : undefined
  return { type: 'node-progress', node, done, total, unit, ...(left !== undefined && { left }) }
}
