import type { Expression } from './expression.ts'
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
  /** Where each node is declared; apart from the nodes, so that moving one changes no other byte. */
  readonly locations: { readonly [node: string]: SourceLocation }
}

export interface Pipeline {
  readonly name: string
  readonly edition: string
  /** An int in 0..2^32-1. */
  readonly seed: Expression
  readonly doc?: string
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
export type NodeKind = 'dataset' | 'train' | 'evaluate' | 'score' | 'step' | 'notify'

export interface Node {
  /** Unique, valid on every engine: see `node-id.ts`. */
  readonly id: string
  /** As declared. */
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
  readonly policy: Policy
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
  readonly cache: boolean
  readonly onDemand: boolean
}

export interface SourceLocation {
  readonly file: string
  readonly line: number
  readonly column: number
}
