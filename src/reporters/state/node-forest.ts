import type { Dependency } from '../../ir/program.ts'

/** A node's place in the drawn graph. */
export interface ForestEntry {
  readonly id: string
  /** Its topological layer: 0 without dependencies, else one more than the deepest of them. */
  readonly layer: number
  /** Tree lines before its name: `│ └ `. */
  readonly prefix: string
}

interface GraphNode {
  readonly id: string
  readonly dependencies: readonly Dependency[]
}

type Graph = ReadonlyMap<string, GraphNode>

/** Layers deeper than this are drawn no further to the right. */
const deepestIndent = 8

function addTo(lists: Map<string, string[]>, key: string, id: string): void {
  const list = lists.get(key)
  if (list) list.push(id)
  else lists.set(key, [id])
}

/** The dependencies that are in the graph, each once. */
function known(nodes: Graph, node: GraphNode): Set<string> {
  return new Set(node.dependencies.map((dependency) => dependency.node).filter((id) => nodes.has(id)))
}

/** The topological layer of each node; those on a cycle (which no checked program has) get none. */
function layersOf(nodes: Graph): ReadonlyMap<string, number> {
  const open = new Map<string, number>()
  const dependents = new Map<string, string[]>()
  for (const node of nodes.values()) {
    const before = known(nodes, node)
    open.set(node.id, before.size)
    for (const id of before) addTo(dependents, id, node.id)
  }
  const layers = new Map<string, number>()
  let front = [...nodes.keys()].filter((id) => open.get(id) === 0)
  for (let layer = 0; front.length > 0; layer++) {
    for (const id of front) layers.set(id, layer)
    front = front
      .flatMap((id) => dependents.get(id) ?? [])
      .filter((id) => {
        const left = (open.get(id) ?? 0) - 1
        open.set(id, left)
        return left === 0
      })
  }
  return layers
}

/** The dependency under which a node stands: the deepest, and the last of several. */
function parentOf(node: GraphNode, layers: ReadonlyMap<string, number>): string | undefined {
  const layer = layers.get(node.id)
  if (layer === undefined) return undefined
  return node.dependencies.findLast((dependency) => layers.get(dependency.node) === layer - 1)?.node
}

/**
 * A graph as an indented list: each node stands under the deepest of its dependencies, so that its indentation is its
 * topological layer and it comes after what it had to wait for longest.
 */
export function nodeForest(nodes: Graph): readonly ForestEntry[] {
  const layers = layersOf(nodes)
  const roots: string[] = []
  const children = new Map<string, string[]>()
  for (const node of nodes.values()) {
    const parent = parentOf(node, layers)
    if (parent === undefined) roots.push(node.id)
    else addTo(children, parent, node.id)
  }
  const entries: ForestEntry[] = []
  // A stack of its own: a chain of ten thousand nodes would overflow that of the machine.
  const stack: Place[] = roots.reverse().map((id) => ({ id, prefix: '', below: '' }))
  for (let top = stack.pop(); top; top = stack.pop()) {
    const layer = layers.get(top.id) ?? 0
    entries.push({ id: top.id, layer, prefix: top.prefix })
    for (const place of placesBelow(top, layer, children.get(top.id) ?? []).reverse()) stack.push(place)
  }
  return entries
}

interface Place {
  readonly id: string
  readonly prefix: string
  /** What the lines of its children begin with. */
  readonly below: string
}

function placesBelow(parent: Place, layer: number, ids: readonly string[]): Place[] {
  if (layer >= deepestIndent) return ids.map((id) => ({ id, prefix: parent.prefix, below: parent.below }))
  return ids.map((id, index) => {
    const last = index === ids.length - 1
    return {
      id,
      prefix: `${parent.below}${last ? '└ ' : '├ '}`,
      below: `${parent.below}${last ? '  ' : '│ '}`,
    }
  })
}
