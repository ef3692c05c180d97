import type { Expression } from './expression.ts'
import type { Dependency, Node } from './program.ts'

/** Calls `visit` for an expression and everything inside it. */
export function walk(expression: Expression, visit: (inner: Expression) => void): void {
  visit(expression)
  for (const child of children(expression)) walk(child, visit)
}

function children(expression: Expression): readonly Expression[] {
  switch (expression.op) {
    case 'list':
      return expression.items
    case 'record':
      return Object.values(expression.fields)
    case 'component':
      return Object.values(expression.arguments)
    case 'apply':
      return expression.arguments
    case 'if':
      return [expression.condition, expression.yes, expression.no]
    case 'select':
      return [expression.object]
    case 'first_ok':
      return expression.alternatives
    case 'each':
      return [expression.of]
    case 'registered':
      return [expression.name, expression.version, expression.stage].filter((part) => part !== undefined)
    default:
      return none
  }
}

const none: readonly Expression[] = []

const strength: Readonly<Record<Dependency['kind'], number>> = { data: 2, alternative: 1, order: 0 }

const independent: readonly Dependency[] = []

/**
 * The dependencies that reading an expression makes: `data`, or `alternative` inside `first_ok`. Where a node is met
 * both ways, the stronger wins.
 */
export function dependenciesOf(
  expressions: Iterable<Expression>,
  needs: readonly string[] = [],
): readonly Dependency[] {
  let found: Map<string, Dependency['kind']> | undefined
  const note = (node: string, kind: Dependency['kind']) => {
    found ??= new Map()
    const before = found.get(node)
    if (before === undefined || strength[kind] > strength[before]) found.set(node, kind)
  }
  const read = (expression: Expression, kind: Dependency['kind']) => {
    if (expression.op === 'value') return
    if (expression.op === 'output') note(expression.node, kind)
    const inner = expression.op === 'first_ok' ? 'alternative' : kind
    for (const child of children(expression)) read(child, inner)
  }
  for (const expression of expressions) read(expression, 'data')
  for (const node of needs) note(node, 'order')
  if (!found) return independent
  return [...found].map(([node, kind]) => ({ node, kind })).sort((a, b) => (a.node < b.node ? -1 : 1))
}

/**
 * Nodes so ordered that each comes after what it depends on: layer by layer, each by id, whatever order they came in.
 * `cycle` holds the ids of a cycle when there is one, and `order` then lacks what is on or behind it.
 */
export function topologicalOrder<N extends Pick<Node, 'id' | 'dependencies'>>(
  nodes: readonly N[],
): { readonly order: readonly N[]; readonly cycle?: readonly string[] } {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const waiting = new Map<string, number>()
  const dependents = new Map<string, string[]>(nodes.map((node) => [node.id, []]))
  for (const node of nodes) {
    waiting.set(node.id, node.dependencies.filter((dependency) => byId.has(dependency.node)).length)
    for (const dependency of node.dependencies) dependents.get(dependency.node)?.push(node.id)
  }
  const settle = (id: string) => {
    const left = (waiting.get(id) ?? 0) - 1
    waiting.set(id, left)
    return left === 0
  }
  const order: N[] = []
  let ready = nodes.filter((node) => waiting.get(node.id) === 0).map((node) => node.id)
  while (ready.length > 0) {
    ready.sort()
    for (const id of ready) order.push(...[byId.get(id)].filter((node) => node !== undefined))
    ready = ready.flatMap((id) => (dependents.get(id) ?? []).filter(settle))
  }
  if (order.length === nodes.length) return { order }
  const done = new Set(order.map((node) => node.id))
  return { order, cycle: cycleAmong(nodes.filter((node) => !done.has(node.id))) }
}

/** One cycle of a graph in which every node has a predecessor, as ids in the order of reading: a needs b needs a. */
function cycleAmong(nodes: readonly Pick<Node, 'id' | 'dependencies'>[]): readonly string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const path: string[] = []
  let current = nodes[0]
  while (current && !path.includes(current.id)) {
    path.push(current.id)
    const next = current.dependencies.find((dependency) => byId.has(dependency.node))
    current = next && byId.get(next.node)
  }
  return current ? path.slice(path.indexOf(current.id)) : path
}
