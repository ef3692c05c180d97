import { availableParallelism } from 'node:os'
import type { Json } from '../base/canonical-json.ts'
import type { Program } from '../ir/program.ts'
import type { Store } from '../store/store.ts'
import { killMarked, markOf, markVariable } from './commands/process-group.ts'
import { Redactor } from './commands/redaction.ts'
import { Secrets } from './commands/secrets.ts'
import type { RunEvent, RunFact, RunFinished } from './event.ts'
import type { Workshop } from './executors/executor.ts'
import { launcherFor } from './launcher-choice.ts'
import { areIntact, isGone, metricsOf, nodesToPlace, placeOutputs, summaries } from './node-results.ts'
import { diagnosticOf, startNode } from './node-run.ts'
import { notifyAll } from './notifications.ts'
import { isForced, type PlannedNode, type Planning } from './plan/plan.ts'
import type { RunOptions, RunOutcome } from './run-options.ts'
import { statusOf } from './schedule/run-status.ts'
import { Scheduler, type Work } from './schedule/scheduler.ts'
import type { Settled } from './schedule/settled.ts'
import { type Capacity, Slots } from './schedule/slots.ts'
import { WorkerPool } from './workers/worker-pool.ts'

/** Milliseconds that a process has to end by itself, where nothing else is said. */
const defaultGrace = 5000

/** What a run is made of. */
export interface RunParts {
  readonly program: Program
  readonly store: Store
  readonly options: RunOptions
  readonly planning: Planning
  readonly capacity: Capacity
  readonly variables: NodeJS.ProcessEnv
  readonly emit: (event: RunEvent) => void
  readonly signal: AbortSignal
}

/** One run from its first event to its last. */
export class Run {
  private readonly parts: RunParts
  private readonly id: string
  private readonly began = performance.now()
  private readonly jobs: number
  private readonly redactor = new Redactor()
  private readonly resumes: string | undefined
  private startedProcesses = false

  constructor(parts: RunParts) {
    this.parts = parts
    const { store, options, program, planning } = parts
    this.jobs = options.jobs ?? availableParallelism()
    this.resumes = interruptedRun(store, options.program)
    const params = Object.fromEntries(planning.plan.params)
    this.id = store.beginRun({ program: options.program, pipeline: program.pipeline.name, params }).id
  }

  async walk(): Promise<RunOutcome> {
    const { store, signal, planning } = this.parts
    const workshop = this.workshop()
    const { facts, plan } = planning
    facts.set('run.id', this.id)
    facts.set('run.date', new Date().toISOString())
    this.announce()
    const scheduler = this.scheduler(workshop)
    const onCancel = () => scheduler.cancel()
    signal.addEventListener('abort', onCancel)
    if (signal.aborted) onCancel()
    try {
      await this.settleKnown(scheduler, workshop)
      await scheduler.run()
      const status = statusOf(plan, scheduler.results, signal.aborted, (fact) => this.tell(fact))
      const notices = await notifyAll(plan, status, workshop, facts, signal, (fact) => this.tell(fact))
      for (const [planned, settled] of notices) this.settled(planned, settled)
      const delivered = notices.every(([, { status }]) => status !== 'failed')
      const all = [...scheduler.results.values(), ...notices.map(([, settled]) => settled)]
      return this.finish(status === 'success' && !delivered ? 'failure' : status, all)
    } finally {
      signal.removeEventListener('abort', onCancel)
      await workshop.workers.close()
      workshop.launcher.close()
      if (this.startedProcesses) killMarked(markOf(this.id))
      await store.tidy(this.id)
    }
  }

  private finish(status: RunFinished['status'], settled: readonly Settled[]): RunOutcome {
    const count = (of: Settled['status']) => settled.filter((node) => node.status === of).length
    this.tell({
      type: 'run-finished',
      status,
      succeeded: count('succeeded'),
      cached: count('cached'),
      failed: count('failed'),
      skipped: count('skipped'),
      duration: performance.now() - this.began,
    })
    this.parts.store.endRun(this.id, status)
    return { status, run: this.id, diagnostics: this.parts.planning.plan.diagnostics }
  }

  private workshop(): Workshop {
    const { program, store, options, planning, variables } = this.parts
    const secrets = new Secrets(program, planning.root, variables, this.redactor)
    secrets.hideAll()
    const kill = options.forceSignal ?? new AbortController().signal
    const grace = options.grace ?? defaultGrace
    const inherited = secrets.inherited()
    return {
      ...planning,
      program,
      store,
      run: this.id,
      programName: options.program,
      launcher: launcherFor(planning.plan, this.id, planning.root, {
        ...inherited,
        [markVariable]: markOf(this.id, 'launcher'),
      }),
      secrets,
      redactor: this.redactor,
      grace,
      kill,
      workers: new WorkerPool({
        entry: options.worker ?? new URL('./worker.js', import.meta.url),
        size: this.jobs,
        environment: { ...inherited, [markVariable]: markOf(this.id, 'worker') },
        grace,
        kill,
        started: (process) => store.recordProcess(this.id, process),
        ended: (process) => store.forgetProcess(this.id, process.group),
      }),
    }
  }

  private announce(): void {
    const { program, options, planning } = this.parts
    const { plan } = planning
    this.tell({
      type: 'run-started',
      pipeline: program.pipeline.name,
      program: options.program,
      jobs: this.jobs,
      params: Object.fromEntries(plan.params),
      nodes: plan.nodes.map(({ node: { id, name, kind, dependencies, allowedLeaks } }) => ({
        id,
        name,
        kind,
        dependencies,
        ...(allowedLeaks && { allowedLeaks }),
      })),
      ...(this.resumes !== undefined && { resumes: this.resumes }),
    })
    for (const diagnostic of plan.diagnostics) this.tell({ type: 'run-warning', diagnostic })
    for (const { node, decision, reason } of plan.nodes) {
      if (decision !== 'skip') this.tell({ type: 'node-planned', node: node.id, decision, reason })
    }
  }

  private scheduler(workshop: Workshop): Scheduler {
    const { planning, options, capacity, signal } = this.parts
    const tell = (fact: RunFact) => this.tell(fact)
    const forced = ({ node }: PlannedNode) => isForced(node, options, planning.plan.goals)
    const context = {
      workshop,
      inputs: planning.inputs,
      keys: planning.keys,
      cancelled: signal,
      forced,
      tell,
    }
    const work: Work = {
      start: (planned, attempt, grant, release) => {
        this.startedProcesses = true
        return startNode(planned, attempt, { ...grant, release }, context)
      },
      settled: (planned, settled) => this.settled(planned, settled),
      retried: ({ node }, attempt, { delay, cause }) =>
        this.tell({ type: 'node-retry', node: node.id, attempt, delay, cause }),
    }
    const { environment, outputs } = planning
    const slots = new Slots(this.jobs, capacity)
    const nodes = planning.plan.nodes.filter(({ node }) => node.kind !== 'notify')
    return new Scheduler(nodes, { slots, work, environment, outputs })
  }

  /** What the plan found in the cache, or skipped, is settled before anything starts. */
  private async settleKnown(scheduler: Scheduler, workshop: Workshop): Promise<void> {
    const { store, signal } = this.parts
    const { nodes } = this.parts.planning.plan
    const read = readByOthers(nodes)
    const made = nodes.flatMap(({ node, result }) =>
      result ? [{ declared: workshop.writers.of(node.id), outputs: result.outputs }] : [],
    )
    const toPlace = nodesToPlace(made, store, workshop.root)
    for (const { node, decision, reason, known, result } of nodes) {
      if (signal.aborted) return
      if (decision === 'skip') scheduler.settle(node.id, { status: 'skipped', reason, cause: 'condition' })
      if (decision !== 'cached' || !result || !known) continue
      const { outputs, duration } = result
      try {
        if (toPlace.has(node.id))
          await placeOutputs(workshop.writers.of(node.id), outputs, store, workshop.root)
        if (read.has(node.id) && !(await areIntact(outputs, store))) {
          this.runAfterAll(node.id)
          continue
        }
        scheduler.settle(node.id, { status: 'cached', key: known.key, outputs, duration })
      } catch (error) {
        if (isGone(error)) {
          this.runAfterAll(node.id)
          continue
        }
        const diagnostics = [diagnosticOf(node.id, error, signal)]
        scheduler.settle(node.id, { status: 'failed', diagnostics, duration: 0, attempts: 0 })
      }
    }
  }

  /** What was found damaged in the store is gone from it by now: the node runs, as if it had never run. */
  private runAfterAll(node: string): void {
    this.tell({ type: 'node-planned', node, decision: 'run', reason: 'its stored result was damaged' })
  }

  private settled({ node }: PlannedNode, settled: Settled): void {
    const { store, planning } = this.parts
    const { status } = settled
    const duration = status === 'skipped' ? 0 : settled.duration
    const key = 'key' in settled ? settled.key : undefined
    store.recordNode(this.id, { node: node.id, status, duration, ...(key && { key }) })
    if (status === 'failed') {
      const { diagnostics, attempts } = settled
      this.tell({ type: 'node-failed', node: node.id, diagnostics, duration, attempts })
    } else if (status === 'skipped')
      this.tell({ type: 'node-skipped', node: node.id, reason: settled.reason })
    else {
      const outputs = summaries(settled.outputs, store, planning.root)
      const metrics = metricsOf(settled.outputs)
      const type = status === 'cached' ? 'node-cached' : 'node-succeeded'
      this.tell({ type, node: node.id, key: settled.key, outputs, metrics, duration })
    }
  }

  private tell(fact: RunFact): void {
    const event: RunEvent = this.redactor.value({ at: Date.now(), run: this.id, ...fact })
    this.parts.store.appendEvent(this.id, event as unknown as Json)
    this.parts.emit(event)
  }
}

/** The run that this one goes on from: the last one of the program, when it did not come to its end. */
function interruptedRun(store: Store, program: string): string | undefined {
  const last = store.runs(20).find((record) => record.program === program)
  return last?.status === 'interrupted' || last?.status === 'cancelled' ? last.id : undefined
}

/** The nodes whose results something that may run will read: damage in them would go on into what is made of them. */
function readByOthers(nodes: readonly PlannedNode[]): ReadonlySet<string> {
  const running = nodes.filter(({ decision }) => decision === 'run' || decision === 'wait')
  return new Set(running.flatMap(({ node }) => node.dependencies.map((dependency) => dependency.node)))
}
