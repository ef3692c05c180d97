import { join } from 'node:path'
import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { runProblems } from '../base/diagnostics/run-problems.ts'
import { explain, StoreFailure } from '../store/failure.ts'
import { stopped } from './commands/failure-cause.ts'
import { LogFile } from './commands/log-file.ts'
import { NodeLog } from './commands/node-log.ts'
import type { RunFact } from './event.ts'
import { type Attempt, type Outcome, TimedOut, type Workshop } from './executors/executor.ts'
import { executors } from './executors/table.ts'
import { reasonOf } from './files/project-files.ts'
import type { ProjectInputs } from './files/project-inputs.ts'
import { isGone, placeOutputs } from './node-results.ts'
import { isExecutable } from './plan/executable.ts'
import type { Outputs } from './plan/known-outputs.ts'
import { filesOf, type KeyState, type KnownKey, keyOf } from './plan/node-key.ts'
import { conditionOf, type PlannedNode } from './plan/plan.ts'
import type { Settled, Started } from './schedule/settled.ts'
import type { Grant } from './schedule/slots.ts'

/** What starting a node needs beside what attempts share. */
export interface NodeRunContext {
  readonly workshop: Workshop
  readonly inputs: ProjectInputs
  /** What the plan found out. */
  readonly keys: ReadonlyMap<string, KnownKey>
  /** Aborted when the run is cancelled. */
  readonly cancelled: AbortSignal
  /** Whether a node is run although its result may be there. */
  readonly forced: (planned: PlannedNode) => boolean
  readonly tell: (fact: RunFact) => void
}

/** What a node may use, until it gives it back. */
interface Hold extends Pick<Grant, 'devices'> {
  release(): void
}

/** Takes a node from "its inputs are there" to its end: condition, key, cache, attempt, outputs, record. */
export async function startNode(
  planned: PlannedNode,
  attempt: number,
  hold: Hold,
  context: NodeRunContext,
): Promise<Started> {
  const began = performance.now()
  const fail = (diagnostics: readonly Diagnostic[]): Settled => {
    // What Ctrl-C stopped has not failed: the next run takes it up again.
    const stopped =
      context.cancelled.aborted && diagnostics.every(({ code }) => code === runProblems.cancelled.code)
    if (stopped) return { status: 'skipped', reason: 'stopped with the run', cause: 'cancelled' }
    return { status: 'failed', diagnostics, duration: performance.now() - began, attempts: attempt }
  }
  const { node } = planned
  try {
    const condition = conditionOf(node, context.workshop.environment)
    if (condition.state === 'failed') return fail(condition.diagnostics)
    if (condition.state !== 'go') return { status: 'skipped', reason: condition.reason, cause: 'condition' }
    const keyed = await currentKey(planned, context)
    if (keyed.state === 'unknown') return { status: 'parked', on: keyed.node }
    if (keyed.state === 'failed') return fail(keyed.diagnostics)
    if (keyed.state !== 'known') {
      return { status: 'skipped', reason: `${keyed.node} gave no such result`, cause: 'failure' }
    }
    return await claimed(planned, attempt, hold, keyed, context, fail)
  } catch (error) {
    return fail([diagnosticOf(node.id, error, context.cancelled)])
  }
}

/** The key of the plan, where it was known and no file of the project went into it; else what it is by now. */
async function currentKey(
  { node }: PlannedNode,
  { workshop, inputs, keys }: NodeRunContext,
): Promise<KeyState> {
  const planned = keys.get(node.id)
  if (planned && filesOf(planned).size === 0) return planned
  inputs.refresh()
  return keyOf(node, { ...workshop, inputs })
}

/** Holds the right to the key while it looks for a result and, where there is none, makes one. */
async function claimed(
  planned: PlannedNode,
  attempt: number,
  hold: Hold,
  keyed: KnownKey,
  context: NodeRunContext,
  fail: (diagnostics: readonly Diagnostic[]) => Settled,
): Promise<Started> {
  const { workshop, cancelled } = context
  const { node, policy } = planned
  const release = await workshop.store.claim(keyed.key, cancelled)
  try {
    const known = node.policy.cache && !context.forced(planned) ? findResult(keyed.key, workshop) : undefined
    if (known && (await isPlaced(node.id, known.outputs, workshop))) {
      return { status: 'cached', key: keyed.key, outputs: known.outputs, duration: known.duration }
    }
    const began = performance.now()
    const outcome = await attemptNode(planned, attempt, hold, keyed, context)
    const duration = performance.now() - began
    if (outcome.ok) return await recorded(planned, keyed, outcome, duration, context)
    const [cause] = outcome.diagnostics
    if (attempt > policy.retries || !cause || cancelled.aborted) return fail(outcome.diagnostics)
    return { status: 'again', delay: policy.backoff * 2 ** (attempt - 1), cause }
  } finally {
    release()
  }
}

/** Brings what is cached to its places; false when the store turns out to have lost it, so that it is made anew. */
async function isPlaced(node: string, outputs: Outputs, workshop: Workshop): Promise<boolean> {
  try {
    await placeOutputs(workshop.writers.of(node), outputs, workshop.store, workshop.root)
    return true
  } catch (error) {
    if (isGone(error)) return false
    throw error
  }
}

function findResult(key: string, { store }: Workshop) {
  return store.results([key]).get(key)
}

/** One attempt, with its timeout and its log. Never rejects. */
export async function attemptNode(
  { node, policy }: PlannedNode,
  number: number,
  hold: Hold,
  keyed: Pick<KnownKey, 'key' | 'config' | 'files'>,
  context: Pick<NodeRunContext, 'workshop' | 'cancelled' | 'tell'>,
): Promise<Outcome> {
  const { workshop, cancelled, tell } = context
  const stop = new AbortController()
  const onCancel = () => stop.abort(cancelled.reason)
  cancelled.addEventListener('abort', onCancel)
  if (cancelled.aborted) onCancel()
  const { timeout } = policy
  const timer =
    timeout === undefined ? undefined : setTimeout(() => stop.abort(new TimedOut(timeout)), timeout)
  const log = logOf(node.id, workshop, tell)
  const attempt: Attempt = {
    node,
    number,
    key: keyed.key,
    config: keyed.config,
    files: keyed.files,
    devices: hold.devices,
    release: hold.release,
    signal: stop.signal,
    log,
    tell,
  }
  tell({ type: 'node-started', node: node.id, attempt: number })
  try {
    if (!isExecutable(node.kind)) throw new TypeError(`nothing executes a ${node.kind}`)
    return await executors[node.kind](attempt, workshop)
  } catch (error) {
    return { ok: false, diagnostics: [diagnosticOf(node.id, error, stop.signal)] }
  } finally {
    log.end()
    clearTimeout(timer)
    cancelled.removeEventListener('abort', onCancel)
  }
}

/** What a node writes, into its file in the journal of the run and to those who look on. */
export function logOf(node: string, workshop: Workshop, tell: (fact: RunFact) => void): NodeLog {
  const file = new LogFile(join(workshop.store.folder, 'runs', workshop.run, 'logs', `${node}.log`))
  return new NodeLog(file, workshop.redactor, (stream, line) =>
    tell({ type: 'node-log', node, stream, line }),
  )
}

/** First the files at their places, then the record: a crash in between runs the node again, and loses nothing. */
async function recorded(
  { node }: PlannedNode,
  keyed: KnownKey,
  { outputs }: Extract<Outcome, { ok: true }>,
  duration: number,
  context: NodeRunContext,
): Promise<Settled> {
  const { workshop } = context
  const { key, record } = keyed
  await placeOutputs(workshop.writers.of(node.id), outputs, workshop.store, workshop.root)
  const changed = await changedMeanwhile(keyed, context)
  if (changed.length > 0) {
    const diagnostic = diagnose(runProblems.inputChanged, { node: node.id, what: changed.join(', ') })
    context.tell({ type: 'run-warning', diagnostic })
  } else {
    const result = { outputs, duration, finishedAt: Date.now() }
    workshop.store.commit({
      run: workshop.run,
      program: workshop.programName,
      node: node.id,
      key,
      record,
      result,
    })
  }
  return { status: 'succeeded', key, outputs, duration }
}

/** The files that changed while they were read: what was made of them is not what the key says. */
async function changedMeanwhile(keyed: KnownKey, { inputs }: NodeRunContext): Promise<readonly string[]> {
  const changed: string[] = []
  inputs.refresh()
  for (const [path, hash] of filesOf(keyed)) {
    if ((await inputs.hashOf(path)) !== hash) changed.push(path)
  }
  return changed
}

/** The one place where an exception of the store, an abort, or a defect becomes something that a user is told. */
export function diagnosticOf(node: string, error: unknown, signal: AbortSignal): Diagnostic {
  const known = storeDiagnostic(error)
  if (known) return known
  if (signal.aborted) return stopped(node, signal.reason, [])
  return diagnose(runProblems.unexpected, { node, reason: reasonOf(error) })
}

/** What the store or the file system refused, as a diagnostic; nothing for any other error. */
export function storeDiagnostic(error: unknown): Diagnostic | undefined {
  if (error instanceof StoreFailure) return error.diagnostic
  const { code, path } = error as NodeJS.ErrnoException
  if (typeof code !== 'string' || typeof path !== 'string') return undefined
  const explained = explain(error, 'using', path)
  return explained instanceof StoreFailure ? explained.diagnostic : undefined
}
