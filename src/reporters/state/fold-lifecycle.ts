import type {
  NodeCached,
  NodeFailed,
  NodePlanned,
  NodeRetry,
  NodeSkipped,
  NodeStarted,
  NodeSucceeded,
  RunEvent,
} from '../../runtime/event.ts'
import { type MutableNode, type MutableRun, moveTo, recordTime } from './mutable-run.ts'

/** Above this many nodes, a finished node keeps less of its curves and log. */
const manyNodes = 1000

/** What the plan decided about a node, and why. */
export function foldPlanned(node: MutableNode, event: NodePlanned): void {
  node.decision = event.decision
  node.reason = event.reason
}

/** An attempt begins: what an earlier attempt said of its progress holds no more. */
export function foldStarted(run: MutableRun, node: MutableNode, event: RunEvent & NodeStarted): void {
  node.attempt = event.attempt
  node.startedAt = event.at
  // Removing a property that is not there would still slow every later access to the node.
  if (node.retryAt !== undefined) delete node.retryAt
  if (node.progress !== undefined) delete node.progress
  if (node.duration !== undefined) delete node.duration
  if (event.resumedAt) node.resumedAt = event.resumedAt
  moveTo(run, node, 'running')
}

/** An attempt failed, and another will follow. */
export function foldRetry(run: MutableRun, node: MutableNode, event: RunEvent & NodeRetry): void {
  node.attempt = event.attempt
  node.retryAt = event.at + event.delay
  node.diagnostics = [event.cause]
  moveTo(run, node, 'retrying')
}

export function foldSucceeded(run: MutableRun, node: MutableNode, event: NodeSucceeded): void {
  recordTime(run, node, event.duration)
  node.diagnostics = []
  finish(run, node, event)
  moveTo(run, node, 'succeeded')
}

export function foldCached(run: MutableRun, node: MutableNode, event: NodeCached): void {
  finish(run, node, event)
  moveTo(run, node, 'cached')
}

export function foldFailed(run: MutableRun, node: MutableNode, event: NodeFailed): void {
  node.diagnostics = event.diagnostics
  node.duration = event.duration
  node.attempt = event.attempts
  compact(run, node, 50)
  moveTo(run, node, 'failed')
}

export function foldSkipped(run: MutableRun, node: MutableNode, event: NodeSkipped): void {
  node.reason = event.reason
  moveTo(run, node, 'skipped')
}

function finish(run: MutableRun, node: MutableNode, event: NodeSucceeded | NodeCached): void {
  node.outputs = event.outputs
  // `fit.accuracy` of the record wins over an `accuracy` that the node said while it ran.
  const said = Object.keys(node.metrics).length > 0
  node.metrics = said ? { ...node.metrics, ...event.metrics } : event.metrics
  node.duration = event.duration
  if (node.retryAt !== undefined) delete node.retryAt
  compact(run, node, 5)
}

/** Of thousands of finished nodes only a little is kept; of the few of a usual run, all that the view can show. */
function compact(run: MutableRun, node: MutableNode, logLines: number): void {
  const many = run.nodes.size > manyNodes
  for (const curve of node.curves.values()) curve.compact(many ? 24 : 128)
  if (many) node.log?.compact(logLines)
}
