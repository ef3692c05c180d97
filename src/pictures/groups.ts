import type { Node } from '../ir/program.ts'
import { gistOf } from './gist.ts'
import type { Group, Sweep } from './graph.ts'

/** What frames a program has, and which of them each node lies in. */
export interface Grouping {
  readonly groups: readonly Group[]
  readonly sweeps: readonly Sweep[]
  /** The innermost group by node. */
  readonly groupOf: ReadonlyMap<string, string>
}

interface Candidate extends Omit<Group, 'parent'> {
  readonly members: readonly string[]
}

/**
 * Components by the paths of ids, sweeps by their cones. Components always lie in one another; a cone that crosses
 * another frame gets none, and is told in words instead.
 */
export function groupingOf(nodes: readonly Node[]): Grouping {
  const cones = sweepCones(nodes)
  const sweeps = cones.map(({ node, cone }) => ({
    id: `sweep:${node.id}`,
    kind: 'sweep' as const,
    name: node.name,
    gist: gistOf(node),
    members: [...cone, node.id].sort(),
  }))
  const ofNode = new Map<string, Candidate[]>(nodes.map((node) => [node.id, []]))
  const accepted: Candidate[] = []
  // The larger sweep first: it is the one that the others lie in.
  const bySize = sweeps.sort((a, b) => b.members.length - a.members.length || (a.id < b.id ? -1 : 1))
  for (const candidate of [...components(nodes), ...bySize]) {
    if (crosses(candidate, ofNode)) continue
    accepted.push(candidate)
    for (const member of candidate.members) ofNode.get(member)?.push(candidate)
  }
  return {
    groups: nested(accepted, ofNode),
    sweeps: cones.map(({ node, cone }) => ({
      node: node.id,
      name: node.name,
      cone,
      framed: accepted.some(({ id }) => id === `sweep:${node.id}`),
    })),
    groupOf: innermost(ofNode),
  }
}

/** The folders of an id's path: `a--b--node` lies in `a` and `a--b`. Of a shortened id, those that are left whole. */
function components(nodes: readonly Node[]): readonly Candidate[] {
  const ids = new Set(nodes.map(({ id }) => id))
  const members = new Map<string, string[]>()
  for (const { id } of nodes) {
    const parts = id
      .replace(/--h[0-9a-f]{10}$/, '')
      .split('--')
      .slice(0, -1)
    for (const index of parts.keys()) {
      const path = parts.slice(0, index + 1).join('--')
      // An experiment is two nodes, `ab` and `ab--start`: the path of a node is no component.
      if (ids.has(path)) continue
      const list = members.get(path)
      if (list) list.push(id)
      else members.set(path, [id])
    }
  }
  return [...members].map(([path, inside]) => ({
    id: `component:${path}`,
    kind: 'component',
    name: path.replaceAll('--', '/').replaceAll('-', '_'),
    gist: '',
    members: inside,
  }))
}

function sweepCones(
  nodes: readonly Node[],
): readonly { readonly node: Node; readonly cone: readonly string[] }[] {
  const known = new Set(nodes.map(({ id }) => id))
  return nodes.flatMap((node) => {
    const cone = node.kind === 'sweep' ? coneOf(node).filter((id) => known.has(id)) : []
    return cone.length > 0 ? [{ node, cone }] : []
  })
}

function coneOf(node: Node): readonly string[] {
  const field = node.config.cone
  const value = field?.op === 'value' ? field.value : undefined
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string').sort() : []
}

/** Whether some frame holds a part of the candidate and something else too, and so would have to cross it. */
function crosses(candidate: Candidate, ofNode: ReadonlyMap<string, readonly Candidate[]>): boolean {
  const shared = new Map<Candidate, number>()
  for (const member of candidate.members) {
    for (const group of ofNode.get(member) ?? []) shared.set(group, (shared.get(group) ?? 0) + 1)
  }
  return [...shared].some(
    ([group, count]) => count < candidate.members.length && count < group.members.length,
  )
}

/** Ties, where two groups hold the same nodes, go to the one accepted first: it is the outer one. */
function nested(
  accepted: readonly Candidate[],
  ofNode: ReadonlyMap<string, readonly Candidate[]>,
): readonly Group[] {
  const outerFirst = [...accepted].sort((a, b) => b.members.length - a.members.length)
  const place = new Map(outerFirst.map((group, index) => [group, index]))
  return outerFirst.map((group) => {
    const around = (ofNode.get(group.members[0] ?? '') ?? []).filter(
      (other) => (place.get(other) ?? 0) < (place.get(group) ?? 0),
    )
    const parent = around.sort((a, b) => (place.get(b) ?? 0) - (place.get(a) ?? 0))[0]
    const { members: _, ...shown } = group
    return parent ? { ...shown, parent: parent.id } : shown
  })
}

function innermost(ofNode: ReadonlyMap<string, readonly Candidate[]>): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [node, groups] of ofNode) {
    // Sorting keeps the order of equals, so the last of the smallest is the innermost.
    const smallest = [...groups].sort((a, b) => b.members.length - a.members.length).at(-1)
    if (smallest) found.set(node, smallest.id)
  }
  return found
}
