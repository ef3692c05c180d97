import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Environment, evaluate } from '../ir/evaluate.ts'
import type { Value } from '../ir/expression.ts'
import type { Node } from '../ir/program.ts'
import type { RunFact, RunFinished } from './event.ts'
import type { Workshop } from './executors/executor.ts'
import { attemptNode } from './node-run.ts'
import type { Plan, PlannedNode } from './plan/plan.ts'
import type { Settled } from './schedule/settled.ts'

type Notice = readonly [PlannedNode, Settled]

/**
 * Tells those who want to know how the run has ended, when all else is done. A run that was cancelled tells no one:
 * whoever cancelled it knows.
 */
export async function notifyAll(
  plan: Plan,
  status: RunFinished['status'],
  workshop: Workshop,
  facts: Map<string, Value>,
  cancelled: AbortSignal,
  tell: (fact: RunFact) => void,
): Promise<readonly Notice[]> {
  facts.set('run.status', status)
  // On an engine the address is that of its page; here it is the folder that keeps what happened.
  facts.set('run.url', pathToFileURL(join(workshop.store.folder, 'runs', workshop.run)).href)
  const notices: Notice[] = []
  for (const planned of plan.nodes) {
    if (planned.node.kind !== 'notify') continue
    notices.push([planned, await notify(planned, status, workshop, cancelled, tell)])
  }
  return notices
}

async function notify(
  planned: PlannedNode,
  status: RunFinished['status'],
  workshop: Workshop,
  cancelled: AbortSignal,
  tell: (fact: RunFact) => void,
): Promise<Settled> {
  const { node, policy } = planned
  const began = performance.now()
  const config = noticeConfig(node, workshop.environment, status)
  if (!config.ok) return { status: 'failed', diagnostics: config.diagnostics, duration: 0, attempts: 0 }
  const skip = whySkipped(node, config.value.on, status, workshop.environment)
  if (skip !== undefined) {
    return { status: 'skipped', reason: skip, cause: status === 'cancelled' ? 'cancelled' : 'condition' }
  }
  const keyed = { key: '', config: config.value, files: new Map() }
  for (let attempt = 1; ; attempt++) {
    const hold = { devices: [], release: () => undefined }
    const outcome = await attemptNode(planned, attempt, hold, keyed, { workshop, cancelled, tell })
    const duration = performance.now() - began
    if (outcome.ok) return { status: 'succeeded', key: '', outputs: {}, duration }
    const [cause] = outcome.diagnostics
    if (attempt > policy.retries || !cause || cancelled.aborted) {
      return { status: 'failed', diagnostics: outcome.diagnostics, duration, attempts: attempt }
    }
    const delay = policy.backoff * 2 ** (attempt - 1)
    tell({ type: 'node-retry', node: node.id, attempt, delay, cause })
    await new Promise((resolve) => setTimeout(resolve, delay))
  }
}

function whySkipped(
  node: Node,
  on: Value | undefined,
  status: RunFinished['status'],
  environment: Environment,
): string | undefined {
  if (status === 'cancelled') return 'the run was cancelled'
  if (typeof on === 'string' && on !== 'always' && on !== status) return `it is only for ${on}`
  const when = node.when && evaluate(node.when, environment)
  return when && !(when.state === 'known' && when.value === true) ? '`when` is not true' : undefined
}

/** The evaluated fields. A message that reads a result that is not there must not keep the news from getting out. */
function noticeConfig(node: Node, environment: Environment, status: RunFinished['status']) {
  const config: { [field: string]: Value } = {}
  for (const [field, expression] of Object.entries(node.config)) {
    const value = evaluate(expression, environment)
    if (value.state === 'known') config[field] = value.value
    else if (field !== 'message') {
      if (value.state === 'failed') return { ok: false, diagnostics: value.diagnostics } as const
      config[field] = null
    } else {
      const why =
        value.state === 'failed' ? value.diagnostics[0]?.message : `there is no result of ${value.node}`
      config.message = `${environment.fact('pipeline.name')}: ${status} (its message could not be made: ${why})`
    }
  }
  return { ok: true, value: config } as const
}
