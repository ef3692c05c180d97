import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import type { Value } from '../ir/expression.ts'
import type { AllowedLeak, Dependency, NodeKind } from '../ir/program.ts'

/** Everything that can happen in a run, in the order it happened. Every view is a fold over these. */
export type RunEvent = { readonly at: number; readonly run: string } & RunFact

/** `at` of the envelope is milliseconds since 1970; every duration below is in milliseconds too. */
export type RunFact =
  | RunStarted
  | NodePlanned
  | NodeStarted
  | NodeProgress
  | NodeMetric
  | NodeLog
  | NodeRegulation
  | NodeCheckpoint
  | NodeRetry
  | NodeSucceeded
  | NodeCached
  | NodeFailed
  | NodeSkipped
  | RunWarning
  | RunFinished

/** The graph that the run will walk. `resumes` names the interrupted run that this one goes on from. */
export interface RunStarted {
  readonly type: 'run-started'
  readonly pipeline: string
  readonly program: string
  readonly jobs: number
  readonly params: { readonly [name: string]: Value }
  readonly nodes: readonly NodeSummary[]
  readonly resumes?: string
}

export interface NodeSummary {
  readonly id: string
  readonly name: string
  readonly kind: NodeKind
  readonly dependencies: readonly Dependency[]
  readonly allowedLeaks?: readonly AllowedLeak[]
}

/** What the plan says of a node before it starts; `reason` names the fields of the key that changed. */
export interface NodePlanned {
  readonly type: 'node-planned'
  readonly node: string
  readonly decision: 'run' | 'cached' | 'wait'
  readonly reason: string
}

export interface NodeStarted {
  readonly type: 'node-started'
  readonly node: string
  /** From 1. */
  readonly attempt: number
  /** The checkpoint's step from which an interrupted training goes on. */
  readonly resumedAt?: { readonly epoch: number; readonly step: number }
}

export interface NodeProgress {
  readonly type: 'node-progress'
  readonly node: string
  readonly done: number
  readonly total: number
  readonly unit: 'epochs' | 'steps' | 'rows'
  /** Estimated milliseconds left. */
  readonly left?: number
}

/** One value of a curve, or a final metric (`step` absent). */
export interface NodeMetric {
  readonly type: 'node-metric'
  readonly node: string
  readonly name: string
  readonly value: number
  readonly step?: number
  readonly epoch?: number
}

export interface NodeLog {
  readonly type: 'node-log'
  readonly node: string
  readonly stream: 'stdout' | 'stderr'
  /** Without the line break, secrets redacted, at most 8 KiB. */
  readonly line: string
}

/** A regulation left its limit; `response` says what was done, absent where it only measures. */
export interface NodeRegulation {
  readonly type: 'node-regulation'
  readonly node: string
  readonly regulation: string
  readonly signal: number | string
  readonly response?: string
  readonly epoch: number
  readonly step: number
}

export interface NodeCheckpoint {
  readonly type: 'node-checkpoint'
  readonly node: string
  readonly epoch: number
  readonly step: number
}

export interface NodeRetry {
  readonly type: 'node-retry'
  readonly node: string
  /** The attempt that failed, from 1, and the milliseconds until the next. */
  readonly attempt: number
  readonly delay: number
  readonly cause: Diagnostic
}

/** Where the user finds what a node made. */
export interface OutputSummary {
  readonly name: string
  readonly kind: string
  readonly path?: string
  readonly size?: number
}

interface NodeDone {
  readonly node: string
  readonly key: string
  readonly outputs: readonly OutputSummary[]
  /** Numbers among the outputs, flattened: `val.loss`, `accuracy`. */
  readonly metrics: { readonly [name: string]: number }
  /** Milliseconds the work took (for a cached node: took when it was done). */
  readonly duration: number
}

export interface NodeSucceeded extends NodeDone {
  readonly type: 'node-succeeded'
}

export interface NodeCached extends NodeDone {
  readonly type: 'node-cached'
}

export interface NodeFailed {
  readonly type: 'node-failed'
  readonly node: string
  readonly diagnostics: readonly Diagnostic[]
  readonly duration: number
  readonly attempts: number
}

export interface NodeSkipped {
  readonly type: 'node-skipped'
  readonly node: string
  readonly reason: string
}

export interface RunWarning {
  readonly type: 'run-warning'
  readonly diagnostic: Diagnostic
}

export interface RunFinished {
  readonly type: 'run-finished'
  /** `success`: every goal succeeded. */
  readonly status: 'success' | 'failure' | 'cancelled'
  readonly succeeded: number
  readonly cached: number
  readonly failed: number
  readonly skipped: number
  readonly duration: number
}
