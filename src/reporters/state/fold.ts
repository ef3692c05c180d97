import type { RunEvent } from '../../runtime/event.ts'
import {
  foldCached,
  foldFailed,
  foldPlanned,
  foldRetry,
  foldSkipped,
  foldStarted,
  foldSucceeded,
} from './fold-lifecycle.ts'
import { foldCheckpoint, foldLog, foldMetric, foldProgress, foldRegulation } from './fold-signals.ts'
import { beginRun, emptyRun, type MutableNode, type MutableRun } from './mutable-run.ts'
import type { RunState } from './run-state.ts'

const mostWarnings = 100

/** A run of which nothing is known yet. */
export function createRunState(): RunState {
  return emptyRun()
}

/**
 * Takes one event in. It depends on the state and the event alone (no clock, no input or output) and never throws,
 * whatever the order of events; but it changes the state in place and returns it, since copying 10,000 nodes for each of
 * a million events is not to be paid for.
 */
export function foldEvent(state: RunState, event: RunEvent): RunState {
  const run = state as MutableRun
  run.version += 1
  run.at = Math.max(run.at, event.at)
  if (event.type === 'run-started') {
    beginRun(run, event)
    return run
  }
  if (event.type === 'run-finished') {
    run.status = event.status
    run.duration = event.duration
    return run
  }
  if (event.type === 'run-warning') {
    run.warningCount += 1
    if (run.warnings.length < mostWarnings) run.warnings.push(event.diagnostic)
    return run
  }
  const node = run.nodes.get(event.node)
  if (node) foldNodeEvent(run, node, event)
  return run
}

type NodeEvent = Exclude<RunEvent, { readonly type: 'run-started' | 'run-finished' | 'run-warning' }>

function foldNodeEvent(run: MutableRun, node: MutableNode, event: NodeEvent): void {
  switch (event.type) {
    case 'node-planned':
      foldPlanned(node, event)
      break
    case 'node-started':
      foldStarted(run, node, event)
      break
    case 'node-progress':
      foldProgress(node, event)
      break
    case 'node-metric':
      foldMetric(node, event)
      break
    case 'node-log':
      foldLog(node, event)
      break
    case 'node-regulation':
      foldRegulation(node, event)
      break
    case 'node-checkpoint':
      foldCheckpoint(node, event)
      break
    case 'node-retry':
      foldRetry(run, node, event)
      break
    case 'node-succeeded':
      foldSucceeded(run, node, event)
      break
    case 'node-cached':
      foldCached(run, node, event)
      break
    case 'node-failed':
      foldFailed(run, node, event)
      break
    case 'node-skipped':
      foldSkipped(run, node, event)
      break
    default:
      // A kind of event that a newer version wrote into a journal is no reason to fail.
      event satisfies never
  }
}

/** The state that a whole stream of events leads to: how a journal is shown again. */
export function runStateOf(events: Iterable<RunEvent>): RunState {
  const state = createRunState()
  for (const event of events) foldEvent(state, event)
  return state
}
