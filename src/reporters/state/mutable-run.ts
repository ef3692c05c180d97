import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import type { NodeKind } from '../../ir/program.ts'
import type { RunEvent, RunStarted } from '../../runtime/event.ts'
import {
  isSettled,
  type KindTally,
  type NodeState,
  type NodeStatus,
  nodeStatuses,
  type RunState,
} from './run-state.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A node while events are folded into it; views see it as NodeState. */
export interface MutableNode extends Writable<NodeState> {
  /** Dependencies that are not yet done with. */
  open: number
  dependents: { readonly node: MutableNode; readonly alternative: boolean }[]
}

/** A run while events are folded into it; views see it as RunState. */
export interface MutableRun
  extends Omit<Writable<RunState>, 'nodes' | 'counts' | 'active' | 'kinds' | 'warnings'> {
  nodes: Map<string, MutableNode>
  counts: Record<NodeStatus, number>
  active: Set<string>
  kinds: Map<NodeKind, Writable<KindTally>>
  warnings: Diagnostic[]
}

function noCounts(): Record<NodeStatus, number> {
  return Object.fromEntries(nodeStatuses.map((status) => [status, 0])) as Record<NodeStatus, number>
}

const nothing: readonly never[] = []

/** Shared by all nodes that have none: two maps for each of 10,000 nodes take longer to make than all the rest. */
const none: ReadonlyMap<string, never> = new Map<string, never>()

/** The entries with one more: in place, but for the first. */
export function withEntry<T>(map: ReadonlyMap<string, T>, name: string, value: T): ReadonlyMap<string, T> {
  if (map === none) return new Map([[name, value]])
  return (map as Map<string, T>).set(name, value)
}

/** A run before its first event. */
export function emptyRun(): MutableRun {
  return {
    run: '',
    pipeline: '',
    program: '',
    jobs: 0,
    params: {},
    at: 0,
    version: 0,
    status: 'waiting',
    nodes: new Map(),
    counts: noCounts(),
    active: new Set(),
    kinds: new Map(),
    warnings: [],
    warningCount: 0,
  }
}

/** Starts the state over with the graph of a new run. */
export function beginRun(run: MutableRun, event: RunEvent & RunStarted): void {
  const { version } = run
  Object.assign(run, emptyRun(), {
    version,
    run: event.run,
    pipeline: event.pipeline,
    program: event.program,
    jobs: event.jobs,
    params: event.params,
    startedAt: event.at,
    at: event.at,
    status: 'running',
  })
  delete run.duration
  delete run.resumes
  if (event.resumes !== undefined) run.resumes = event.resumes
  for (const summary of event.nodes) {
    run.nodes.set(summary.id, {
      id: summary.id,
      name: summary.name,
      kind: summary.kind,
      dependencies: summary.dependencies,
      ...(summary.allowedLeaks && { allowedLeaks: summary.allowedLeaks }),
      status: 'waiting',
      attempt: 0,
      curves: none,
      metrics: {},
      outputs: nothing,
      regulations: none,
      diagnostics: nothing,
      open: 0,
      dependents: [],
    })
  }
  for (const node of run.nodes.values()) connect(run, node)
}

function connect(run: MutableRun, node: MutableNode): void {
  for (const dependency of node.dependencies) {
    const before = run.nodes.get(dependency.node)
    if (!before) continue
    node.open += 1
    before.dependents.push({ node, alternative: dependency.kind === 'alternative' })
  }
  node.status = node.open === 0 ? 'ready' : 'waiting'
  run.counts[node.status] += 1
  kindTally(run, node.kind).open += 1
}

function kindTally(run: MutableRun, kind: NodeKind): Writable<KindTally> {
  let tally = run.kinds.get(kind)
  if (!tally) {
    tally = { open: 0, timed: 0, time: 0 }
    run.kinds.set(kind, tally)
  }
  return tally
}

/** Moves a node to a status and keeps every count in step with it. */
export function moveTo(run: MutableRun, node: MutableNode, status: NodeStatus): void {
  const before = node.status
  if (before === status) return
  run.counts[before] -= 1
  run.counts[status] += 1
  node.status = status
  if (status === 'running' || status === 'retrying') run.active.add(node.id)
  else run.active.delete(node.id)
  const settled = isSettled(status)
  if (settled !== isSettled(before)) kindTally(run, node.kind).open += settled ? -1 : 1
  if (settled && !isSettled(before)) release(run, node)
}

/** Tells the dependents of a settled node that they need not wait for it any more. */
function release(run: MutableRun, node: MutableNode): void {
  const done = node.status === 'succeeded' || node.status === 'cached'
  for (const dependent of node.dependents) {
    if (!done && !dependent.alternative) continue
    dependent.node.open = Math.max(0, dependent.node.open - 1)
    if (dependent.node.open === 0 && dependent.node.status === 'waiting') moveTo(run, dependent.node, 'ready')
  }
}

/** Records how long a node of a kind took. */
export function recordTime(run: MutableRun, node: MutableNode, duration: number): void {
  const tally = kindTally(run, node.kind)
  tally.timed += 1
  tally.time += Math.max(0, duration)
}
