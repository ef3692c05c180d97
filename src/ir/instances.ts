import type { Json } from '../base/canonical-json.ts'
import type { Expression, Value } from './expression.ts'
import { dependenciesOf, walk } from './graph.ts'
import { instancePart, nodeId } from './node-id.ts'
import type { Dependency, Node } from './program.ts'

/** A value for each of some params, `seed` among them. */
export interface Point {
  readonly [param: string]: Value
}

/** A node of a cone with its swept params bound. */
export interface Instance {
  readonly id: string
  /** The node that it is an instance of. */
  readonly node: string
  /** The bound params that reach it: what tells it apart from the node's other instances. */
  readonly point: Point
  /** Of instances where the node's own are of the cone, else of the node itself, which all trials share. */
  readonly dependencies: readonly Dependency[]
}

/** One point of a sweep, and what its objective and `collect` read there. */
export interface Trial {
  readonly point: Point
  readonly reads: readonly Dependency[]
}

/** What a sweep runs for some points: every instance once, however many trials need it. */
export interface Expansion {
  readonly instances: ReadonlyMap<string, Instance>
  /** In the order of the points. */
  readonly trials: readonly Trial[]
}

/** The fields of a sweep that are evaluated once a trial. */
export const perTrialFields = ['maximize', 'minimize', 'collect', 'where'] as const

/** What one trial of a sweep reads. */
export function readsOfTrial(sweep: Pick<Node, 'config'>): readonly Dependency[] {
  return dependenciesOf(perTrialFields.flatMap((field) => sweep.config[field] ?? []))
}

/** The bound params that reach a node; empty for what is shared. */
export function pointOf({ axes }: Pick<Node, 'axes'>, bound: Point): Point {
  const point: { [param: string]: Value } = {}
  for (const name of axes ?? []) {
    const value = Object.hasOwn(bound, name) ? bound[name] : undefined
    if (value !== undefined) point[name] = value
  }
  return point
}

/** The id of a node with params bound: its own where none of them reaches it. */
export function instanceId(node: Pick<Node, 'id' | 'axes'>, bound: Point): string {
  const point = pointOf(node, bound)
  return Object.keys(point).length === 0 ? node.id : nodeId([node.id, instancePart('trial', point as Json)])
}

/**
 * The instances that a sweep's trials need, with their ids and edges, for points that bind what `over` and `fix` name.
 * `outer` is the point of the sweep's own instance when it lies in the cone of another. A sweep that lies in this one's
 * cone is one instance a trial here; what it runs is found by expanding that, with its own points.
 */
export function expand(
  nodes: ReadonlyMap<string, Node>,
  sweep: string,
  points: readonly Point[],
  outer: Point = {},
): Expansion {
  const instances = new Map<string, Instance>()
  const template = nodes.get(sweep)
  const reads = template ? readsOfTrial(template) : []
  const trials = points.map((point): Trial => {
    const bound = { ...outer, ...point }
    const waiting = [...reads]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const node = nodes.get(next.node)
      if (!node) continue
      const id = instanceId(node, bound)
      if (id === node.id || instances.has(id)) continue
      const dependencies = bind(node.dependencies, nodes, bound)
      instances.set(id, { id, node: node.id, point: pointOf(node, bound), dependencies })
      waiting.push(...node.dependencies)
    }
    return { point, reads: bind(reads, nodes, bound) }
  })
  return { instances, trials }
}

function bind(
  dependencies: readonly Dependency[],
  nodes: ReadonlyMap<string, Node>,
  bound: Point,
): readonly Dependency[] {
  return dependencies
    .map(({ node, kind }) => {
      const template = nodes.get(node)
      return { node: template ? instanceId(template, bound) : node, kind }
    })
    .sort((a, b) => (a.node < b.node ? -1 : 1))
}

/** One combination of the elements of a node's `each` lists. */
export interface ElementInstance {
  readonly id: string
  /** By the name under which the `each` stands. */
  readonly elements: { readonly [name: string]: Value }
}

/** The `each` of a node by name, sorted; empty where it has none. Those in a score are of its candidates' instances. */
export function eachesOf({ kind, config }: Pick<Node, 'kind' | 'config'>): ReadonlyMap<string, Expression> {
  const found = new Map<string, Expression>()
  if (kind === 'score') return found
  for (const expression of Object.values(config)) {
    walk(expression, (inner) => {
      if (inner.op === 'each') found.set(inner.name, inner.of)
    })
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * The product of the lists, the last name fastest: what a node with `each` runs, and the order of its outputs. `id` is
 * that of the node, or of its instance in a trial. Equal elements are one instance that stands there twice.
 */
export function elementInstances(
  id: string,
  lists: ReadonlyMap<string, readonly Value[]>,
): readonly ElementInstance[] {
  let combinations: readonly { readonly [name: string]: Value }[] = [{}]
  for (const name of [...lists.keys()].sort()) {
    const values = lists.get(name) ?? []
    combinations = combinations.flatMap((before) => values.map((value) => ({ ...before, [name]: value })))
  }
  return combinations.map((elements) => ({ id: nodeId([id, elementPart(elements)]), elements }))
}

/** By value alone: what a list is called or where it stands tells no element apart. */
function elementPart(elements: { readonly [name: string]: Value }): string {
  const values = Object.values(elements)
  const [only] = values
  return instancePart('element', (values.length === 1 ? only : values) as Json)
}
