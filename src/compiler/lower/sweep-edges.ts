import type { Expression } from '../../ir/expression.ts'
import { dependenciesOf } from '../../ir/graph.ts'
import { perTrialFields } from '../../ir/instances.ts'
import type { Dependency, Node } from '../../ir/program.ts'

/**
 * Gives each sweep its edges: to what its trials share, and to what its other fields read. Nodes of its cone are none of
 * them, since the sweep runs instances of those and never waits for the nodes themselves.
 */
export function withSweepEdges(nodes: readonly Node[]): readonly Node[] {
  if (!nodes.some(({ kind }) => kind === 'sweep')) return nodes
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const settled = new Map<string, readonly Dependency[]>()
  return nodes.map((node) =>
    node.kind === 'sweep' ? { ...node, dependencies: edgesOf(node, byId, settled) } : node,
  )
}

function edgesOf(
  sweep: Node,
  nodes: ReadonlyMap<string, Node>,
  settled: Map<string, readonly Dependency[]>,
): readonly Dependency[] {
  const known = settled.get(sweep.id)
  if (known) return known
  const cone = new Set(coneIds(sweep))
  const awaited = new Set(dependenciesOf(otherFields(sweep)).map(({ node }) => node))
  const edges = new Map<string, Dependency>()
  const add = (dependency: Dependency) => {
    const before = edges.get(dependency.node)
    if (!before || before.kind === 'order') edges.set(dependency.node, dependency)
  }
  for (const dependency of sweep.dependencies) {
    if (!cone.has(dependency.node) || awaited.has(dependency.node)) add(dependency)
  }
  for (const id of cone) {
    const member = nodes.get(id)
    if (!member) continue
    // Sweeps lie in one another only as deeply as they read one another, and a cycle of them is an error before.
    const needed = member.kind === 'sweep' ? edgesOf(member, nodes, settled) : member.dependencies
    for (const dependency of needed) if (!cone.has(dependency.node)) add(dependency)
  }
  const inOrder = [...edges.values()].sort((a, b) => (a.node < b.node ? -1 : 1))
  settled.set(sweep.id, inOrder)
  return inOrder
}

function coneIds({ config }: Node): readonly string[] {
  const cone = config.cone?.op === 'value' ? config.cone.value : undefined
  return Array.isArray(cone) ? cone.filter((id) => typeof id === 'string') : []
}

function otherFields({ config }: Node): readonly Expression[] {
  const perTrial: ReadonlySet<string> = new Set(perTrialFields)
  return Object.entries(config).flatMap(([field, expression]) => (perTrial.has(field) ? [] : [expression]))
}
