/**
 * A program as it is drawn: boxes, links and groups, before any of them has a place. Made from the IR by `graphOf`,
 * made smaller by `folded`, and then told in one of the formats. Ordered, so that equal programs give equal pictures.
 */
export interface Graph {
  readonly name: string
  readonly doc?: string
  readonly boxes: readonly Box[]
  readonly links: readonly Link[]
  /** Parents before what lies in them. */
  readonly groups: readonly Group[]
  readonly sweeps: readonly Sweep[]
  readonly run?: RunFacts
  /** What was folded, in words that a reader of the picture needs; empty when everything is drawn. */
  readonly notes: readonly string[]
}

/** A node, or several that are drawn as one. */
export interface Box {
  /** The node's id; of several, an id made from the first of them. */
  readonly id: string
  /** As declared; what is inside of a component has its path before it: `prepare/clean`. */
  readonly name: string
  /** A kind of node, or `several` where different kinds are drawn as one. */
  readonly kind: string
  /** What it is made of in few words: `mlp`, `accuracy, f1`; may be empty. */
  readonly gist: string
  readonly doc?: string
  /** The parts of a dataset, drawn as cells that links leave from. */
  readonly parts: readonly string[]
  /** It runs once for each element of its lists: how many, where that is known before it runs. */
  readonly each?: number | 'unknown'
  /** The innermost group it lies in. */
  readonly group?: string
  /** Ids of the nodes that it stands for: one, or many. */
  readonly nodes: readonly string[]
  /** How many equal things are drawn as this one: 128 siblings, or 128 shut groups of five nodes each. */
  readonly times: number
  /** How many nodes of each kind, by kind. */
  readonly tally: Readonly<Record<string, number>>
  /** How several nodes came to be one box; absent for one node. */
  readonly fold?: FoldKind
  readonly state?: BoxState
}

export type FoldKind = 'siblings' | 'chain' | 'group' | 'levels'

/** That one box needs another; between two boxes there is one link of each kind at most. */
export interface Link {
  readonly from: string
  readonly to: string
  /** `trial`: what each trial of a sweep hands to it; no dependency, for trials are runs of their own. */
  readonly kind: 'data' | 'order' | 'alternative' | 'trial'
  /** The outputs that are read, where it is known: `train`, `model`. */
  readonly reads: readonly string[]
  /** The links into the frame of a sweep say the same: its trials need this, and so it does. */
  readonly implied: boolean
  /** How many dependencies it stands for. */
  readonly count: number
}

/** What is drawn as a frame around boxes. Groups lie in one another or apart; they never cross. */
export interface Group {
  readonly id: string
  readonly kind: 'component' | 'sweep'
  /** Of a component its path: `prepare/deep`. */
  readonly name: string
  readonly gist: string
  readonly parent?: string
}

/** A search over params and the nodes that each of its trials repeats; two cones may cross, and then one has no frame. */
export interface Sweep {
  readonly node: string
  readonly name: string
  readonly cone: readonly string[]
  readonly framed: boolean
}

export type NodeStatus = 'succeeded' | 'cached' | 'failed' | 'skipped'

/** How the nodes of a box ended in a run. */
export interface BoxState {
  readonly counts: Readonly<Record<NodeStatus, number>>
  /** Milliseconds that all of them worked. */
  readonly duration: number
}

/** What is told of a run; the command reads it from the store. */
export interface RunFacts {
  readonly id: string
  readonly status: string
  /** Milliseconds. */
  readonly duration?: number
  readonly nodes: readonly { readonly node: string; readonly status: NodeStatus; readonly duration: number }[]
}
