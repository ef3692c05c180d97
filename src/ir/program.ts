import type { Expression, Value } from './expression.ts'
import type { Type } from './type.ts'

/**
 * A checked program as a typed graph: what the compiler makes, the runtime runs and the targets emit.
 * Plain JSON, described by `program.schema.json`. In canonical form nodes are sorted by id and the rest by name.
 */
export interface Program {
  readonly format: 'pipewright-ir'
  readonly version: 1
  readonly pipeline: Pipeline
  readonly params: readonly Param[]
  readonly secrets: readonly Secret[]
  readonly executors: readonly Executor[]
  readonly nodes: readonly Node[]
  readonly triggers: readonly Trigger[]
  readonly targets: readonly Target[]
  /** Where each node is declared; apart from the nodes, so that moving one changes no other byte. */
  readonly locations: { readonly [node: string]: SourceLocation }
}

export interface Pipeline {
  readonly name: string
  readonly edition: string
  /** An int in 0..2^32-1. */
  readonly seed: Expression
  readonly doc?: string
  /** Where results are kept for other machines; `.pipe/` alone when absent. */
  readonly store?: Expression
  /** Where the graph of what was made of what is told; only the store's own when absent. */
  readonly lineage?: Expression
  /** A list of trackers that metrics are written for. */
  readonly tracking?: Expression
}

export interface Param {
  readonly name: string
  readonly type: Type
  /** Absent: the run must set it. May read other params. */
  readonly default?: Expression
  readonly doc?: string
}

/** A secret is its name and where its text is found; the text is read last, by the process that needs it. */
export interface Secret {
  readonly name: string
  readonly from: { readonly env: string } | { readonly file: string }
}

export interface Executor {
  readonly name: string
  readonly component: Expression
}

/** The kinds of nodes that this version of the IR knows. */
export type NodeKind =
  | 'dataset'
  | 'train'
  | 'evaluate'
  | 'score'
  | 'step'
  | 'notify'
  | 'register'
  | 'deploy'
  | 'experiment'
  | 'sweep'
  | 'compare'

export interface Node {
  /** Unique, valid on every engine: see `node-id.ts`. */
  readonly id: string
  /** As declared; inside of a component behind the names of its uses: `sft/fit`. */
  readonly name: string
  readonly kind: NodeKind
  /** The version of the kind's implementation; part of the key. */
  readonly version: number
  readonly doc?: string
  /** The folder of the declaring file relative to the project root, `''` for the root: where a command runs. */
  readonly folder: string
  /** Every field that can change the result, defaults filled in. */
  readonly config: { readonly [field: string]: Expression }
  readonly outputs: { readonly [name: string]: Type }
  readonly dependencies: readonly Dependency[]
  readonly when?: Expression
  /**
   * Params, `seed` among them, that some sweep of the program binds and that reach the node, sorted: a value of each
   * makes another instance. Absent where none does. See `instances.ts`.
   */
  readonly axes?: readonly string[]
  /** The container or packages that the command runs in: its digest or lock counts in the key. */
  readonly environment?: Expression
  /** Leaks of test data that the node has and allows; never part of its key. */
  readonly allowedLeaks?: readonly AllowedLeak[]
  readonly policy: Policy
}

/** A leak of test data, and why the program says that it does no harm: the report of each run repeats it. */
export interface AllowedLeak {
  /** Of the problem that it would be. */
  readonly code: string
  readonly message: string
  readonly reason: string
}

/**
 * `data`: an output is read. `order`: `needs`, or a node whose result `when` reads, is waited for.
 * `alternative`: one of `first_ok`; may fail or be skipped.
 */
export interface Dependency {
  readonly node: string
  readonly kind: 'data' | 'order' | 'alternative'
}

/** How a node is run; never part of its key. Each is known when the run is planned. */
export interface Policy {
  readonly retry?: Expression
  readonly timeout?: Expression
  readonly resources?: Expression
  readonly runsOn?: Expression
  /** How many instances run at once. */
  readonly parallel?: Expression
  readonly cache: boolean
  readonly onDemand: boolean
}

/** What starts a run by itself. All of it is known when the file is checked, so that engines can be told. */
export interface Trigger {
  readonly name: string
  readonly doc?: string
  readonly push?: EventFilter
  readonly pullRequest?: EventFilter
  /** Cron texts of five fields. */
  readonly schedule: readonly string[]
  /** The IANA name of the zone that the schedule is in. */
  readonly timezone: string
  /** It can also be started by hand. */
  readonly manual: boolean
  /** Ids of the goals; the default goals when empty. */
  readonly run: readonly string[]
  /** Params that differ from their defaults. */
  readonly set: { readonly [param: string]: Value }
}

/** Globs that an event of a repository must meet; an empty list lets all through. */
export interface EventFilter {
  readonly branches: readonly string[]
  readonly tags: readonly string[]
  readonly paths: readonly string[]
}

/** The settings of one emitter, by its name: every field of its signature, defaults filled in. */
export interface Target {
  readonly name: string
  readonly doc?: string
  readonly settings: { readonly [field: string]: Expression }
}

export interface SourceLocation {
  readonly file: string
  readonly line: number
  readonly column: number
}
