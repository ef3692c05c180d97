import type { Expression } from '../ir/expression.ts'
import { walk } from '../ir/graph.ts'
import type { Node, Program } from '../ir/program.ts'
import { gistOf } from './gist.ts'
import type { Box, Graph, Link, RunFacts } from './graph.ts'
import { groupingOf } from './groups.ts'
import { statesOf } from './run-states.ts'

/** The whole program as a graph: each node one box, each dependency one link. */
export function graphOf(program: Program, run?: RunFacts): Graph {
  const nodes = [...program.nodes].sort((a, b) => (a.id < b.id ? -1 : 1))
  const known = new Set(nodes.map(({ id }) => id))
  const { groups, sweeps, groupOf } = groupingOf(nodes)
  const states = statesOf(run)
  const { name, doc } = program.pipeline
  return {
    name,
    ...(doc !== undefined && { doc }),
    boxes: nodes.map((node) => boxOf(node, groupOf.get(node.id), states.get(node.id))),
    links: nodes.flatMap((node) => linksInto(node, known)),
    groups,
    sweeps,
    ...(run && { run }),
    notes: [],
  }
}

function boxOf(node: Node, group: string | undefined, state: Box['state']): Box {
  return {
    id: node.id,
    name: node.name,
    kind: node.kind,
    gist: gistOf(node),
    ...(node.doc !== undefined && { doc: node.doc }),
    parts: node.kind === 'dataset' ? partsOf(node) : [],
    ...(group !== undefined && { group }),
    nodes: [node.id],
    times: 1,
    tally: { [node.kind]: 1 },
    ...(state && { state }),
  }
}

/** Parts of a dataset in the order in which it names them; a dataset that is not split has none to tell apart. */
function partsOf({ outputs }: Node): readonly string[] {
  const parts = Object.keys(outputs).filter((name) => {
    const type = outputs[name]
    return type?.type === 'artifact' && type.artifact === 'Dataset'
  })
  return parts.length > 1 ? parts : []
}

function linksInto(node: Node, known: ReadonlySet<string>): readonly Link[] {
  const reads = new Map<string, Set<string>>()
  const note = (expression: Expression) => {
    if (expression.op !== 'output') return
    const outputs = reads.get(expression.node) ?? new Set()
    if (expression.path[0] !== undefined) outputs.add(expression.path[0])
    reads.set(expression.node, outputs)
  }
  for (const field of Object.values(node.config)) walk(field, note)
  if (node.when) walk(node.when, note)
  const dependencies = [...node.dependencies].sort((a, b) => (a.node < b.node ? -1 : 1))
  return dependencies
    .filter((dependency) => known.has(dependency.node))
    .map((dependency) => ({
      from: dependency.node,
      to: node.id,
      kind: dependency.kind,
      reads: [...(reads.get(dependency.node) ?? [])].sort(),
      count: 1,
    }))
}
