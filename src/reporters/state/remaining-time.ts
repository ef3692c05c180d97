import { timeLeft } from './progress.ts'
import type { NodeState, RunState } from './run-state.ts'

/** How long nodes of a kind take, in milliseconds: the sum over so many nodes. */
interface Evidence {
  count: number
  time: number
}

/** What finished nodes took, and what running ones will take by their own account. */
function evidenceOf(state: RunState, now: number): Map<string, Evidence> {
  const evidence = new Map<string, Evidence>()
  for (const [kind, { timed, time }] of state.kinds) evidence.set(kind, { count: timed, time })
  for (const node of activeNodes(state)) {
    const left = node.progress && timeLeft(node.progress, now)
    if (left === undefined || node.startedAt === undefined) continue
    const known = evidence.get(node.kind) ?? { count: 0, time: 0 }
    evidence.set(node.kind, { count: known.count + 1, time: known.time + (now - node.startedAt) + left })
  }
  return evidence
}

function* activeNodes(state: RunState): Generator<NodeState> {
  for (const id of state.active) {
    const node = state.nodes.get(id)
    if (node) yield node
  }
}

/** The mean of a kind; of all kinds where nothing is known of that one. */
function meanOf(evidence: ReadonlyMap<string, Evidence>): (kind: string) => number | undefined {
  let count = 0
  let time = 0
  for (const one of evidence.values()) {
    count += one.count
    time += one.time
  }
  return (kind) => {
    const own = evidence.get(kind)
    if (own && own.count > 0) return own.time / own.count
    return count > 0 ? time / count : undefined
  }
}

function nodeTimeLeft(node: NodeState, mean: number | undefined, now: number): number | undefined {
  const told = node.progress && timeLeft(node.progress, now)
  if (told !== undefined) return told
  if (mean === undefined) return undefined
  const begun = node.status === 'retrying' ? (node.retryAt ?? now) : (node.startedAt ?? now)
  return Math.max(0, mean - (now - begun))
}

/**
 * Estimated milliseconds until the run is done, nothing while there is too little to go by: what the running nodes
 * still need, and for each node that has not begun the mean of its kind, shared by the jobs. Never less than the longest
 * running node needs. It takes no account of the order that the graph demands.
 */
export function remainingTime(state: RunState, now: number): number | undefined {
  if (state.status !== 'running') return undefined
  const mean = meanOf(evidenceOf(state, now))
  const active = new Map<string, number>()
  let longest = 0
  let work = 0
  for (const node of activeNodes(state)) {
    const left = nodeTimeLeft(node, mean(node.kind), now)
    if (left === undefined) return undefined
    active.set(node.kind, (active.get(node.kind) ?? 0) + 1)
    longest = Math.max(longest, left)
    work += left
  }
  for (const [kind, tally] of state.kinds) {
    const waiting = tally.open - (active.get(kind) ?? 0)
    const each = waiting > 0 ? mean(kind) : 0
    if (each === undefined) return undefined
    work += waiting * each
  }
  return Math.max(longest, work / Math.max(1, state.jobs))
}
