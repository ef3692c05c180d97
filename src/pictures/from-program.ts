import type { Expression } from '../ir/expression.ts'
import { walk } from '../ir/graph.ts'
import { eachesOf, readsOfTrial } from '../ir/instances.ts'
import type { Node, Program } from '../ir/program.ts'
import { gistOf } from './gist.ts'
import type { Box, Graph, Link, RunFacts, Sweep } from './graph.ts'
import { groupingOf } from './groups.ts'
import { statesOf } from './run-states.ts'

/** The whole program as a graph: each node one box, each dependency one link, and what trials hand to their sweeps. */
export function graphOf(program: Program, run?: RunFacts): Graph {
  const nodes = [...program.nodes].sort((a, b) => (a.id < b.id ? -1 : 1))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const ids = new Set(byId.keys())
  const { groups, sweeps, groupOf } = groupingOf(nodes)
  const states = statesOf(run)
  const sweepOf = new Map(sweeps.map((sweep) => [sweep.node, sweep]))
  const { name, doc } = program.pipeline
  return {
    name,
    ...(doc !== undefined && { doc }),
    boxes: nodes.map((node) => boxOf(node, groupOf.get(node.id), states.get(node.id), ids)),
    links: nodes.flatMap((node) => linksInto(node, byId, sweepOf.get(node.id))),
    groups,
    sweeps,
    ...(run && { run }),
    notes: [],
  }
}

function boxOf(node: Node, group: string | undefined, state: Box['state'], all: ReadonlySet<string>): Box {
  const each = elementsOf(node)
  return {
    id: node.id,
    name: nameOf(node, all),
    kind: node.kind,
    gist: gistOf(node),
    ...(node.doc !== undefined && { doc: node.doc }),
    parts: node.kind === 'dataset' ? partsOf(node) : [],
    ...(each !== undefined && { each }),
    ...(group !== undefined && { group }),
    nodes: [node.id],
    times: 1,
    tally: { [node.kind]: 1 },
    ...(state && { state }),
  }
}

/** A node that is a part of another one, as the start of an experiment is, bears the same name. */
function nameOf({ id, name }: Node, all: ReadonlySet<string>): string {
  const path = id.split('--')
  return path.length > 1 && all.has(path.slice(0, -1).join('--')) ? `${name} ${path.at(-1)}` : name
}

/** Over how many elements a node runs; lists that other nodes make are not known yet. */
function elementsOf(node: Node): Box['each'] {
  const lengths = [...eachesOf(node).values()].map(lengthOf)
  if (lengths.length === 0) return undefined
  const known = lengths.flatMap((length) => length ?? [])
  return known.length < lengths.length ? 'unknown' : known.reduce((product, length) => product * length, 1)
}

function lengthOf(list: Expression): number | undefined {
  if (list.op === 'list') return list.items.length
  return list.op === 'value' && Array.isArray(list.value) ? list.value.length : undefined
}

/** Parts of a dataset in the order in which it names them; a dataset that is not split has none to tell apart. */
function partsOf({ outputs }: Node): readonly string[] {
  const parts = Object.keys(outputs).filter((name) => {
    const type = outputs[name]
    return type?.type === 'artifact' && type.artifact === 'Dataset'
  })
  return parts.length > 1 ? parts : []
}

/** The outputs that a node reads of each other node. */
function readsOf(node: Node): ReadonlyMap<string, readonly string[]> {
  const reads = new Map<string, Set<string>>()
  const note = (expression: Expression) => {
    if (expression.op !== 'output') return
    const outputs = reads.get(expression.node) ?? new Set()
    if (expression.path[0] !== undefined) outputs.add(expression.path[0])
    reads.set(expression.node, outputs)
  }
  for (const field of Object.values(node.config)) walk(field, note)
  if (node.when) walk(node.when, note)
  return new Map([...reads].map(([id, outputs]) => [id, [...outputs].sort()]))
}

function linksInto(node: Node, byId: ReadonlyMap<string, Node>, sweep: Sweep | undefined): readonly Link[] {
  const reads = readsOf(node)
  const dependencies = [...node.dependencies].sort((a, b) => (a.node < b.node ? -1 : 1))
  const needed = new Set(
    sweep?.framed ? sweep.cone.flatMap((id) => byId.get(id)?.dependencies.map((one) => one.node) ?? []) : [],
  )
  const links = dependencies
    .filter((dependency) => byId.has(dependency.node))
    .map(({ node: from, kind }) => ({
      from,
      to: node.id,
      kind,
      reads: reads.get(from) ?? [],
      implied: needed.has(from) && !reads.has(from),
      count: 1,
    }))
  const linked = new Set(dependencies.map((dependency) => dependency.node))
  const trials = (sweep ? readsOfTrial(node) : [])
    .map((read) => read.node)
    .filter((id) => byId.has(id) && !linked.has(id))
  return [
    ...links,
    ...trials.map((from) => ({
      from,
      to: node.id,
      kind: 'trial' as const,
      reads: reads.get(from) ?? [],
      implied: false,
      count: 1,
    })),
  ]
}
