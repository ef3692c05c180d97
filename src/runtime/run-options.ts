import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import type { PlanOptions } from './plan/plan.ts'
import type { Capacity } from './schedule/slots.ts'

/** How a program is run. */
export interface RunOptions extends PlanOptions {
  /** Nodes at one time; one for each core when absent. */
  readonly jobs?: number
  /** What nodes may ask for; what the machine has when absent. */
  readonly capacity?: Partial<Capacity>
  /** Aborted: what runs is killed without waiting for it to end by itself. */
  readonly forceSignal?: AbortSignal
  /** Milliseconds that a process has to end by itself; 5 seconds when absent. */
  readonly grace?: number
  /** The variables that commands inherit and secrets are read from; those of this process when absent. */
  readonly variables?: NodeJS.ProcessEnv
  /** The script of worker processes; the one beside the bundle when absent. */
  readonly worker?: URL
}

/** How a run ended. */
export interface RunOutcome {
  readonly status: 'success' | 'failure' | 'cancelled'
  /** Absent when nothing was run, because of what the diagnostics say. */
  readonly run?: string
  /** What was wrong before anything ran; what happened to nodes is in the events. */
  readonly diagnostics: readonly Diagnostic[]
}
