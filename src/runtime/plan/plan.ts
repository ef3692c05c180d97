import { dirname } from 'node:path'
import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { type Environment, evaluate } from '../../ir/evaluate.ts'
import type { Value } from '../../ir/expression.ts'
import { describeValue } from '../../ir/functions.ts'
import { topologicalOrder } from '../../ir/graph.ts'
import type { Node, Program } from '../../ir/program.ts'
import type { NodeResult, Store } from '../../store/store.ts'
import { OutputPaths } from '../files/output-paths.ts'
import { ProjectInputs } from '../files/project-inputs.ts'
import { executableGoals, notExecutable, unusedServices } from './executable.ts'
import { keyChanges } from './key-changes.ts'
import { environmentOf, KnownOutputs } from './known-outputs.ts'
import { type KeyState, type KnownKey, keyOf } from './node-key.ts'
import { bindParams, type Overrides } from './params.ts'
import { type Policy, policyOf } from './policy.ts'
import { type Selected, type Selection, selectNodes } from './selection.ts'

/** What is planned, beside the program. */
export interface PlanOptions extends Selection {
  /** The name under which the store knows the program: the path of its file from the project's root. */
  readonly program: string
  /** Values for params, as written. */
  readonly overrides?: Overrides
  /** Run what is cached as well; with `only`, just the nodes that it names. */
  readonly force?: boolean
}

/** `wait`: it will be decided when what it reads has been made. */
export type Decision = 'run' | 'cached' | 'wait' | 'skip'

/** What will become of one node, and why. */
export interface PlannedNode {
  readonly node: Node
  readonly decision: Decision
  readonly reason: string
  readonly policy: Policy
  /** Runs only if an alternative before it in a `first_ok` does not succeed. */
  readonly dormant: boolean
  /** Its key, where that is known already. */
  readonly known?: KnownKey
  /** Set where the decision is `cached`. */
  readonly result?: NodeResult
}

/** What a run would do. With an error among the diagnostics nothing may run. */
export interface Plan {
  readonly diagnostics: readonly Diagnostic[]
  readonly params: ReadonlyMap<string, Value>
  /** Each after what it depends on; only what the selection needs. */
  readonly nodes: readonly PlannedNode[]
  readonly goals: ReadonlySet<string>
}

/** The world of a plan, which a run goes on with. */
export interface Planning {
  readonly plan: Plan
  readonly environment: Environment
  readonly facts: Map<string, Value>
  readonly outputs: KnownOutputs
  readonly inputs: ProjectInputs
  readonly writers: OutputPaths
  readonly seed: number
  readonly root: string
  readonly last: ReturnType<Store['lastKeyRecords']>
  /** The keys of nodes that run, with what went into them. */
  readonly keys: Map<string, KnownKey>
}

/** What `pipe plan` shows. */
export async function planRun(program: Program, store: Store, options: PlanOptions): Promise<Plan> {
  return (await prepare(program, store, options)).plan
}

/** Plans, and keeps what was found out for the run that follows. */
export async function prepare(program: Program, store: Store, options: PlanOptions): Promise<Planning> {
  const params = bindParams(program, options.overrides)
  const selected = selectNodes(program, options)
  const values = params.ok ? params.value : new Map<string, Value>()
  const outputs = new KnownOutputs()
  const facts = new Map<string, Value>([['pipeline.name', program.pipeline.name]])
  const environment = environmentOf(values, facts, outputs)
  const root = dirname(store.folder)
  const nodes = selected.ok ? inOrder(program.nodes.filter(({ id }) => selected.value.nodes.has(id))) : []
  const writers = new OutputPaths(root, program.nodes)
  const ranks = new Map(nodes.map((node, rank) => [node.id, rank]))
  const inputs = new ProjectInputs({ root, store, writers, outputs, ranks })
  const seed = params.ok ? evaluate(program.pipeline.seed, environment) : undefined
  const amount = seed?.state === 'known' && typeof seed.value === 'number' ? seed.value : 0
  for (const fact of ['seed', 'pipeline.seed']) facts.set(fact, amount)
  const last = store.lastKeyRecords(options.program)
  const diagnostics: Diagnostic[] = [
    ...(params.ok ? [] : params.diagnostics),
    ...(selected.ok ? [] : selected.diagnostics),
    ...(seed?.state === 'failed' ? seed.diagnostics : []),
    ...writers.diagnostics,
  ]
  const keys = new Map<string, KnownKey>()
  const planning = { environment, facts, outputs, inputs, writers, seed: amount, root, last, keys }
  if (!selected.ok || diagnostics.length > 0) {
    return { ...planning, plan: { diagnostics, params: values, nodes: [], goals: new Set() } }
  }
  const planner = new Planner(program, planning, store, selected.value, options)
  for (const node of nodes) await planner.add(node)
  const plan = {
    diagnostics: [...planner.diagnostics, ...inputs.warnings.values(), ...unusedServices(program)],
    params: values,
    nodes: planner.nodes,
    goals: selected.value.goals,
  }
  return { ...planning, plan }
}

/** Each after what it depends on; notifications after everything. */
function inOrder(nodes: readonly Node[]): readonly Node[] {
  const { order } = topologicalOrder(nodes)
  const isNotice = ({ kind }: Node) => kind === 'notify'
  return [...order.filter((node) => !isNotice(node)), ...order.filter(isNotice)]
}

/** Decides node by node, in topological order: a cached node's outputs make the keys behind it known. */
class Planner {
  readonly nodes: PlannedNode[] = []
  readonly diagnostics: Diagnostic[] = []
  private readonly program: Program
  private readonly planning: Omit<Planning, 'plan'>
  private readonly store: Store
  private readonly selected: Selected
  private readonly options: PlanOptions
  private readonly remembered: ReadonlyMap<string, NodeResult>
  private readonly nothingStored: boolean
  /** The goals that can be run, when a node was met that can't. */
  private goals: readonly string[] | undefined
  /** Nodes that run or wait: what depends on them can't be known before. */
  private readonly pending = new Set<string>()

  constructor(
    program: Program,
    planning: Omit<Planning, 'plan'>,
    store: Store,
    selected: Selected,
    options: PlanOptions,
  ) {
    this.program = program
    this.planning = planning
    this.store = store
    this.selected = selected
    this.options = options
    // Most keys are those of the last time: one question for all of them instead of one for each.
    this.nothingStored = store.isEmpty()
    this.remembered = store.results([...planning.last.values()].map(({ key }) => key))
  }

  async add(node: Node): Promise<void> {
    const policy = policyOf(node, this.planning.environment)
    this.diagnostics.push(...policy.diagnostics)
    const dormant = this.selected.dormant.has(node.id)
    const decided = await this.decide(node)
    this.nodes.push({ node, policy: policy.policy, dormant, ...decided })
    if (decided.decision === 'cached' && decided.result) {
      this.planning.outputs.succeed(node.id, decided.result.outputs)
    } else if (decided.decision === 'skip') this.planning.outputs.giveUp(node.id)
    else this.pending.add(node.id)
  }

  private async decide(node: Node): Promise<Omit<PlannedNode, 'node' | 'policy' | 'dormant'>> {
    if (node.kind === 'notify') {
      return this.refused(node) ?? { decision: 'wait', reason: 'comes last' }
    }
    const condition = conditionOf(node, this.planning.environment)
    if (condition.state === 'skip') return { decision: 'skip', reason: condition.reason }
    const refused = this.refused(node)
    if (refused) return refused
    if (condition.state === 'failed') this.diagnostics.push(...condition.diagnostics)
    if (condition.state === 'wait') return { decision: 'wait', reason: condition.reason }
    if (!node.policy.cache) return { decision: 'run', reason: 'cache: false' }
    const keyed = await keyOf(node, this.planning)
    if (keyed.state === 'known') return this.lookUp(node, keyed)
    return this.undecided(node, keyed)
  }

  /** What this version can't do is said before anything runs; a node that is skipped is not asked for. */
  private refused(node: Node): { readonly decision: 'run' | 'skip'; readonly reason: string } | undefined {
    const { environment, outputs } = this.planning
    const parts = notExecutable(node, this.program, environment)
    if (parts.length === 0) return undefined
    const skipped = node.dependencies.find(
      ({ node: id, kind }) => kind === 'data' && outputs.of(id) === 'unavailable',
    )
    if (skipped) return { decision: 'skip', reason: `${skipped.node} is skipped` }
    this.goals ??= executableGoals(this.program, environment)
    const parameters = { node: node.name, parts, goals: this.goals }
    this.diagnostics.push(diagnose(runProblems.notExecutableYet, parameters))
    return { decision: 'run', reason: "can't run" }
  }

  private lookUp(node: Node, known: KnownKey) {
    this.planning.keys.set(node.id, known)
    if (isForced(node, this.options, this.selected.goals))
      return { decision: 'run', reason: 'forced', known } as const
    const result = this.stored(known)
    if (result) {
      this.planning.keys.delete(node.id)
      return { decision: 'cached', reason: 'nothing changed', known, result } as const
    }
    return { decision: 'run', reason: whyRun(node, known, this.planning.last), known } as const
  }

  private stored(known: KnownKey): NodeResult | undefined {
    if (this.nothingStored) return undefined
    return this.remembered.get(known.key) ?? this.store.results([known.key]).get(known.key)
  }

  private undecided(node: Node, keyed: Exclude<KeyState, { state: 'known' }>) {
    if (keyed.state === 'unknown') {
      return { decision: 'wait', reason: `waits for ${keyed.node}` } as const
    }
    if (keyed.state !== 'failed') {
      return { decision: 'skip', reason: `${keyed.node} is skipped` } as const
    }
    // A file that is missing may be made by the command of a node before, declared or not.
    const before = node.dependencies.find((dependency) => this.pending.has(dependency.node))
    if (keyed.missing && before) return { decision: 'wait', reason: `waits for ${before.node}` } as const
    this.diagnostics.push(...keyed.diagnostics)
    return { decision: 'run', reason: "can't run" } as const
  }
}

/** Whether a node is run although it may be cached. */
export function isForced(node: Node, options: PlanOptions, goals: ReadonlySet<string>): boolean {
  return options.force === true && ((options.only?.length ?? 0) === 0 || goals.has(node.id))
}

/** Why a node whose result is not there runs: which fields changed since it last succeeded. */
export function whyRun(node: Node, known: KnownKey, last: ReturnType<Store['lastKeyRecords']>): string {
  const before = last.get(node.id)
  if (!before) return 'never ran'
  if (before.key === known.key) return 'its result is no longer in the store'
  return keyChanges(node, before.record, known.record)
}

/** What `when` says so far. */
export type Condition =
  | { readonly state: 'go' }
  | { readonly state: 'skip'; readonly reason: string }
  | { readonly state: 'wait'; readonly reason: string }
  | { readonly state: 'failed'; readonly diagnostics: readonly Diagnostic[] }

/** Evaluates `when` with what is known now. */
export function conditionOf(node: Node, environment: Environment): Condition {
  if (!node.when) return { state: 'go' }
  const condition = evaluate(node.when, environment)
  if (condition.state === 'failed') return condition
  if (condition.state === 'unknown') return { state: 'wait', reason: `\`when\` waits for ${condition.node}` }
  if (condition.state === 'unavailable') {
    return { state: 'skip', reason: `\`when\` reads ${condition.node}, which has no result` }
  }
  if (condition.value === true) return { state: 'go' }
  if (condition.value === false) return { state: 'skip', reason: '`when` is false' }
  const found = describeValue(condition.value)
  return { state: 'failed', diagnostics: [diagnose(runProblems.unfitCondition, { node: node.id, found })] }
}
