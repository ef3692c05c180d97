import { groupDigits } from '../../base/number-format.ts'
import type { Box, FoldKind, Graph, Link } from '../graph.ts'
import { together } from '../run-states.ts'
import { commonName } from './common-name.ts'

/** Boxes that are to be drawn as one, and what is known of the one. */
export interface Merge {
  readonly members: readonly Box[]
  readonly fold: FoldKind
  readonly name?: string
  readonly group?: string | undefined
}

/** The graph with each of the sets drawn as one box; what linked two of a set is inside it. */
export function merged(graph: Graph, merges: readonly Merge[]): Graph {
  const inside = new Map<string, Box>()
  for (const merge of merges) {
    const box = boxOf(merge)
    for (const member of merge.members) inside.set(member.id, box)
  }
  const boxes = new Map(graph.boxes.map((box) => inside.get(box.id) ?? box).map((box) => [box.id, box]))
  const used = groupsInUse(graph, [...boxes.values()])
  return {
    ...graph,
    boxes: [...boxes.values()],
    links: mergedLinks(graph.links, inside),
    groups: graph.groups.filter(({ id }) => used.has(id)),
  }
}

function boxOf({ members, fold, name, group }: Merge): Box {
  const [first] = members
  const kinds = new Set(members.map(({ kind }) => kind))
  const gists = new Set(members.map(({ gist }) => gist))
  const tally = tallyOf(members)
  const state = together(members.map((member) => member.state))
  return {
    id: `${fold}:${first?.id}`,
    name: name ?? commonName(members.map((member) => member.name)),
    kind: kinds.size === 1 && fold === 'siblings' ? (first?.kind ?? 'several') : 'several',
    gist: fold === 'siblings' && gists.size === 1 ? (first?.gist ?? '') : kindWords(tally),
    parts: fold === 'siblings' && kinds.size === 1 ? (first?.parts ?? []) : [],
    ...(group !== undefined && { group }),
    nodes: members.flatMap((member) => member.nodes),
    times: fold === 'siblings' ? members.reduce((sum, { times }) => sum + times, 0) : 1,
    tally,
    fold,
    ...(state && { state }),
  }
}

function tallyOf(members: readonly Box[]): Box['tally'] {
  const counts: Record<string, number> = {}
  for (const { tally } of members) {
    for (const [kind, count] of Object.entries(tally)) counts[kind] = (counts[kind] ?? 0) + count
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** `step ×30, train ×12`, the most frequent first. */
function kindWords(tally: Box['tally']): string {
  const byCount = Object.entries(tally).sort(([, a], [, b]) => b - a)
  return byCount.map(([kind, count]) => (count > 1 ? `${kind} ×${groupDigits(count)}` : kind)).join(', ')
}

function mergedLinks(links: readonly Link[], inside: ReadonlyMap<string, Box>): readonly Link[] {
  const found = new Map<string, { link: Link; reads: Set<string>; implied: boolean; count: number }>()
  for (const link of links) {
    const from = inside.get(link.from)?.id ?? link.from
    const to = inside.get(link.to)?.id ?? link.to
    if (from === to) continue
    const key = `${from} ${to} ${link.kind}`
    const entry = found.get(key) ?? { link: { ...link, from, to }, reads: new Set(), implied: true, count: 0 }
    for (const name of link.reads) entry.reads.add(name)
    entry.count += link.count
    entry.implied &&= link.implied
    found.set(key, entry)
  }
  return [...found.values()].map(({ link, reads, implied, count }) => ({
    ...link,
    reads: [...reads].sort(),
    implied,
    count,
  }))
}

function groupsInUse({ groups }: Graph, boxes: readonly Box[]): ReadonlySet<string> {
  const parents = new Map(groups.map(({ id, parent }) => [id, parent]))
  const used = new Set<string>()
  for (const { group } of boxes) {
    for (let id = group; id !== undefined && !used.has(id); id = parents.get(id)) used.add(id)
  }
  return used
}
