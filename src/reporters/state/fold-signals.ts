import type {
  NodeCheckpoint,
  NodeLog,
  NodeMetric,
  NodeProgress,
  NodeRegulation,
  RunEvent,
} from '../../runtime/event.ts'
import { Curve } from './curve.ts'
import { LogRing } from './log-ring.ts'
import { type MutableNode, withEntry } from './mutable-run.ts'
import { advance } from './progress.ts'

/** More curves, final metrics or regulations than this in one node are not kept for the view. */
const mostNames = 64

/** How far a node is. */
export function foldProgress(node: MutableNode, event: RunEvent & NodeProgress): void {
  const startedAt = node.resumedAt ? undefined : node.startedAt
  node.progress = advance(node.progress, event, event.at, startedAt)
}

/** A value of a curve, or a final metric. */
export function foldMetric(node: MutableNode, event: NodeMetric): void {
  if (event.epoch !== undefined) node.epoch = event.epoch
  if (event.step === undefined && event.epoch === undefined) {
    const known = Object.hasOwn(node.metrics, event.name)
    if (known || Object.keys(node.metrics).length < mostNames) {
      node.metrics = { ...node.metrics, [event.name]: event.value }
    }
    return
  }
  let curve = node.curves.get(event.name)
  if (!curve) {
    if (node.curves.size >= mostNames) return
    curve = new Curve()
    node.curves = withEntry(node.curves, event.name, curve)
  }
  curve.push(event.value, event.step ?? event.epoch)
}

/** A line that a node wrote. */
export function foldLog(node: MutableNode, event: NodeLog): void {
  node.log ??= new LogRing()
  node.log.push(event.stream, event.line)
}

/** A regulation left its limit. */
export function foldRegulation(node: MutableNode, event: NodeRegulation): void {
  const before = node.regulations.get(event.regulation)
  if (!before && node.regulations.size >= mostNames) return
  node.regulations = withEntry(node.regulations, event.regulation, {
    regulation: event.regulation,
    count: (before?.count ?? 0) + 1,
    responses: (before?.responses ?? 0) + (event.response === undefined ? 0 : 1),
    last: event,
  })
}

/** The point that a killed run would go on from. */
export function foldCheckpoint(node: MutableNode, event: NodeCheckpoint): void {
  node.checkpoint = { epoch: event.epoch, step: event.step }
}
