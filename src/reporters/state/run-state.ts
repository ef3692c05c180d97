import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import type { Value } from '../../ir/expression.ts'
import type { NodeKind } from '../../ir/program.ts'
import type { NodePlanned, NodeRegulation, NodeSummary, OutputSummary } from '../../runtime/event.ts'
import type { Curve } from './curve.ts'
import type { LogRing } from './log-ring.ts'
import type { Progress } from './progress.ts'

/**
 * Where a node stands. `waiting`: for other nodes; `ready`: for a free place to run; `retrying`: for the pause after a
 * failed attempt to end.
 */
export type NodeStatus =
  | 'waiting'
  | 'ready'
  | 'running'
  | 'retrying'
  | 'succeeded'
  | 'cached'
  | 'failed'
  | 'skipped'

/** Every status, in the order in which views count them. */
export const nodeStatuses: readonly NodeStatus[] = [
  'succeeded',
  'cached',
  'running',
  'retrying',
  'failed',
  'skipped',
  'ready',
  'waiting',
]

/** Whether nothing more will happen to a node. */
export function isSettled(status: NodeStatus): boolean {
  return status === 'succeeded' || status === 'cached' || status === 'failed' || status === 'skipped'
}

/**
 * Why a node runs, is cached or skipped; nothing where the plan only said that it could not know yet, and the node has
 * gone on since.
 */
export function reasonOf({ reason, decision, status }: NodeState): string | undefined {
  const outdated = decision === 'wait' && status !== 'waiting' && status !== 'ready' && status !== 'skipped'
  return outdated || reason === '' ? undefined : reason
}

/** How often a regulation spoke up in a node, and what it said last. */
export interface RegulationTally {
  readonly regulation: string
  readonly count: number
  /** How many of them did something, rather than measured only. */
  readonly responses: number
  readonly last: NodeRegulation
}

/** All that a view says of one node. */
export interface NodeState {
  readonly id: string
  readonly name: string
  readonly kind: NodeKind
  readonly dependencies: NodeSummary['dependencies']
  /** Leaks of test data that the program allows in it. */
  readonly allowedLeaks?: NonNullable<NodeSummary['allowedLeaks']>
  readonly status: NodeStatus
  readonly decision?: NodePlanned['decision']
  /** Why it runs or is cached, as the plan says; for a skipped node why it is. */
  readonly reason?: string
  /** When the current attempt began. */
  readonly startedAt?: number
  /** From 1; 0 before the first. */
  readonly attempt: number
  readonly retryAt?: number
  readonly resumedAt?: { readonly epoch: number; readonly step: number }
  /** Milliseconds that the work took; only of a settled node. */
  readonly duration?: number
  readonly progress?: Progress
  readonly curves: ReadonlyMap<string, Curve>
  /** The epoch of the latest metric, for views that say it. */
  readonly epoch?: number
  /** Final metrics: what was said without a step, then what the finished node recorded. */
  readonly metrics: { readonly [name: string]: number }
  readonly outputs: readonly OutputSummary[]
  readonly log?: LogRing
  readonly regulations: ReadonlyMap<string, RegulationTally>
  readonly checkpoint?: { readonly epoch: number; readonly step: number }
  /** Of a failed node, or the cause of the last retry. */
  readonly diagnostics: readonly Diagnostic[]
}

/** What is known of the time that a kind of node takes, for the estimate of the time left. */
export interface KindTally {
  /** Nodes of the kind that are not settled. */
  readonly open: number
  /** Nodes of the kind that ran to success, and the milliseconds they took together. */
  readonly timed: number
  readonly time: number
}

/** A whole run as its events tell it: what every view is drawn from. */
export interface RunState {
  /** Empty before the first event. */
  readonly run: string
  readonly pipeline: string
  readonly program: string
  readonly jobs: number
  readonly params: { readonly [name: string]: Value }
  readonly resumes?: string
  readonly startedAt?: number
  /** The time of the latest event. */
  readonly at: number
  /** Events taken in: a view has something to draw when this has grown. */
  readonly version: number
  readonly status: 'waiting' | 'running' | 'success' | 'failure' | 'cancelled'
  /** Milliseconds, once the run has finished. */
  readonly duration?: number
  /** In the order in which the run names them. */
  readonly nodes: ReadonlyMap<string, NodeState>
  /** Sums to the number of nodes. */
  readonly counts: Readonly<Record<NodeStatus, number>>
  /** Ids of the nodes that run or wait for their next attempt, in the order in which they began. */
  readonly active: ReadonlySet<string>
  readonly kinds: ReadonlyMap<NodeKind, KindTally>
  /** The first hundred; `warningCount` counts all. */
  readonly warnings: readonly Diagnostic[]
  readonly warningCount: number
}
