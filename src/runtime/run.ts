import { setMaxListeners } from 'node:events'
import { diagnose, hasErrors } from '../base/diagnostics/diagnostic.ts'
import { runProblems } from '../base/diagnostics/run-problems.ts'
import type { Program } from '../ir/program.ts'
import type { Store } from '../store/store.ts'
import { endOrphans, killMarked, markOf } from './commands/process-group.ts'
import type { RunEvent } from './event.ts'
import { storeDiagnostic } from './node-run.ts'
import { prepare } from './plan/plan.ts'
import type { RunOptions, RunOutcome } from './run-options.ts'
import { Run } from './run-walk.ts'
import { machineCapacity } from './schedule/capacity.ts'
import { misfits } from './schedule/slots.ts'

export type { RunOptions, RunOutcome } from './run-options.ts'

/**
 * Runs what is not cached. Every fact is emitted as an event and appended to the journal; expected failures are in the
 * events and in the outcome, and nothing is thrown for them.
 */
export async function run(
  program: Program,
  store: Store,
  options: RunOptions,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<RunOutcome> {
  try {
    return await begin(program, store, options, emit, signal)
  } catch (error) {
    // A store that can't be read or written any more ends the run; what it has recorded is sound.
    const diagnostic = storeDiagnostic(error)
    if (!diagnostic) throw error
    return { status: 'failure', diagnostics: [diagnostic] }
  }
}

async function begin(
  program: Program,
  store: Store,
  options: RunOptions,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<RunOutcome> {
  // Each running node listens to these; Node would warn of a leak at the eleventh.
  setMaxListeners(0, signal, ...(options.forceSignal ? [options.forceSignal] : []))
  endLeftOvers(store)
  const planning = await prepare(program, store, options)
  const { plan } = planning
  const variables = options.variables ?? process.env
  const wantsDevices = plan.nodes.some(({ policy }) => (policy.resources.gpu ?? 0) > 0)
  const capacity = { ...machineCapacity(variables, wantsDevices), ...options.capacity }
  const diagnostics = [
    ...plan.diagnostics,
    ...plan.nodes.flatMap(({ node, policy }) => misfits(node.id, policy.resources, capacity)),
  ]
  if (hasErrors(diagnostics)) return { status: 'failure', diagnostics }
  return new Run({ program, store, options, planning, capacity, variables, emit, signal }).walk()
}

/** Does one node, whose inputs must be there: what the job of another engine calls. */
export async function exec(
  program: Program,
  store: Store,
  node: string,
  options: Omit<RunOptions, 'only' | 'until'>,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const only = { ...options, only: [node] }
  const { plan } = await prepare(program, store, { ...only, force: false })
  if (hasErrors(plan.diagnostics)) return { status: 'failure', diagnostics: plan.diagnostics }
  const missing = plan.nodes.filter(({ node: { id }, decision, dormant }) => {
    return !plan.goals.has(id) && !dormant && (decision === 'run' || decision === 'wait')
  })
  if (missing.length === 0) return run(program, store, only, emit, signal)
  const ids = missing.map((planned) => planned.node.id)
  return { status: 'failure', diagnostics: [diagnose(runProblems.inputsNotCached, { node, missing: ids })] }
}

/** Ends what killed runs left running: the groups that they wrote down, and what bears the mark of a recent one. */
function endLeftOvers(store: Store): void {
  endOrphans(store.orphans())
  for (const { id, status } of store.runs(recent)) if (status === 'interrupted') killMarked(markOf(id))
}

/** So many runs back a killed one may have left something running. */
const recent = 3
