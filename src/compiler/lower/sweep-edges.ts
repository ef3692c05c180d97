import type { Expression } from '../../ir/expression.ts'
import { perTrialFields, readsOfTrial } from '../../ir/instances.ts'
import type { Dependency, Node } from '../../ir/program.ts'

const perTrial: ReadonlySet<string> = new Set(perTrialFields)

/** The fields of a sweep that are evaluated once, outside of its trials. */
export function fieldsOutsideTrials(config: Node['config']): readonly Expression[] {
  return Object.entries(config).flatMap(([field, expression]) => (perTrial.has(field) ? [] : [expression]))
}

/**
 * Adds to each sweep its edges to what its trials share. Nodes of its cone are none of them: the sweep runs instances of
 * those, and waits for the nodes themselves only where it says so outside of its trials.
 */
export function withSweepEdges(nodes: readonly Node[]): readonly Node[] {
  if (!nodes.some(({ kind }) => kind === 'sweep')) return nodes
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const settled = new Map<string, readonly Dependency[]>()
  return nodes.map((node) =>
    node.kind === 'sweep' ? { ...node, dependencies: edgesOf(node, byId, settled) } : node,
  )
}

/** What a trial reads, followed through all that a bound param reaches up to what none does: that is waited for. */
function edgesOf(
  sweep: Node,
  nodes: ReadonlyMap<string, Node>,
  settled: Map<string, readonly Dependency[]>,
): readonly Dependency[] {
  const known = settled.get(sweep.id)
  if (known) return known
  const binds = boundBy(sweep)
  const edges = new Map(sweep.dependencies.map((dependency) => [dependency.node, dependency]))
  const repeated = new Set<string>()
  const waiting = [...readsOfTrial(sweep)]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const node = nodes.get(next.node)
    if (!node?.axes?.some((name) => binds.has(name))) addEdge(next, edges)
    else if (!repeated.has(node.id)) {
      repeated.add(node.id)
      // Sweeps lie in one another only as deeply as they read one another, and a cycle of them is an error before.
      waiting.push(...(node.kind === 'sweep' ? edgesOf(node, nodes, settled) : node.dependencies))
    }
  }
  const inOrder = [...edges.values()].sort((a, b) => (a.node < b.node ? -1 : 1))
  settled.set(sweep.id, inOrder)
  return inOrder
}

function addEdge(edge: Dependency, edges: Map<string, Dependency>): void {
  const before = edges.get(edge.node)?.kind
  if (before === undefined || before === 'order' || edge.kind === 'data') edges.set(edge.node, edge)
}

/** The params of a trial, as the sweep's outputs say them. */
function boundBy({ outputs }: Node): ReadonlySet<string> {
  const trial = outputs.trials?.type === 'list' ? outputs.trials.of : undefined
  const params = trial?.type === 'record' ? trial.fields.params : undefined
  return new Set(params?.type === 'record' ? Object.keys(params.fields) : [])
}
