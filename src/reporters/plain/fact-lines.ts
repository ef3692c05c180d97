import { formatDuration, formatNumber, groupDigits, plural } from '../../base/number-format.ts'
import type { NodeRegulation, NodeStarted, RunStarted } from '../../runtime/event.ts'
import { orderSignals } from '../signal-order.ts'
import { type Progress, timeLeft } from '../state/progress.ts'
import type { NodeState } from '../state/run-state.ts'
import { formatValue } from '../text/value-format.ts'

const mostSignals = 4

/** `run 0192ab of penguins: 12 nodes, 2 jobs`. */
export function runStartedText(event: RunStarted, run: string): string {
  const resumes = event.resumes === undefined ? '' : `, goes on from ${event.resumes}`
  return `run ${run} of ${event.pipeline}: ${plural(event.nodes.length, 'node')}, ${plural(event.jobs, 'job')}${resumes}`
}

/** The params that the run works with, or nothing when it has none. */
export function paramsText({ params }: RunStarted): string | undefined {
  const settings = Object.entries(params).map(([name, value]) => `${name}=${formatValue(value)}`)
  return settings.length === 0 ? undefined : `params ${settings.join(' ')}`
}

/** Why a node runs, and from where it goes on. */
export function startedText(event: NodeStarted, reason: string | undefined): string {
  const parts = [event.attempt > 1 ? `started, attempt ${event.attempt}` : 'started']
  if (event.resumedAt)
    parts.push(`resumed at epoch ${event.resumedAt.epoch}, step ${groupDigits(event.resumedAt.step)}`)
  if (reason) parts.push(`(${reason})`)
  return parts.join('  ')
}

/** `epoch 12/50`, `step 300/1,000`, `row 1,000/5,000`. */
export function progressText({ done, total, unit }: Progress): string {
  return `${unit.slice(0, -1)} ${groupDigits(done)}/${groupDigits(total)}`
}

/** How far a node is and what it measures: `epoch 12/50  loss 0.214  val.loss 0.233  12 s left`. */
export function signalText(node: NodeState, now: number): string {
  const parts: string[] = []
  if (node.progress) parts.push(progressText(node.progress))
  for (const name of orderSignals(node.curves.keys()).slice(0, mostSignals)) {
    parts.push(`${name} ${formatNumber(node.curves.get(name)?.last ?? Number.NaN)}`)
  }
  const left = node.progress && timeLeft(node.progress, now)
  if (left !== undefined && left > 0) parts.push(`${formatDuration(left)} left`)
  return parts.join('  ')
}

/** `done in 12 s  accuracy 0.9855`. */
export function succeededText(node: NodeState): string {
  const metrics = Object.entries(node.metrics)
    .slice(0, mostSignals)
    .map(([name, value]) => `  ${name} ${formatNumber(value)}`)
  return `done in ${formatDuration(node.duration ?? 0)}${metrics.join('')}`
}

/** `regulation patience: 0.31 at epoch 12, step 340: stop`. */
export function regulationText({ regulation, signal, response, epoch, step }: NodeRegulation): string {
  const value = typeof signal === 'number' ? formatNumber(signal) : signal
  const answer = response === undefined ? 'measured only' : response
  return `regulation ${regulation}: ${value} at epoch ${groupDigits(epoch)}, step ${groupDigits(step)}: ${answer}`
}
