import { groupDigits } from '../../base/number-format.ts'
import type { FoldKind, Graph } from '../graph.ts'
import { chains } from './chains.ts'
import { closedGroups } from './closed-groups.ts'
import { equalSiblings } from './equal-siblings.ts'
import { type FoldStep, fits } from './fold-step.ts'
import { wholeLevels } from './whole-levels.ts'

/** What hides least comes first; closed groups and short rows can be each other's equals, so two steps come twice. */
const steps: readonly FoldStep[] = [equalSiblings, chains, closedGroups, equalSiblings, chains, wholeLevels]

/** The graph in at most so many boxes, with notes that say what was folded; `expand` names nodes and groups to keep. */
export function folded(graph: Graph, most: number, expand: readonly string[] = []): Graph {
  const limits = { most, kept: keptBy(graph, new Set(expand)) }
  let current = graph
  for (const step of steps) {
    if (fits(current, limits)) break
    current = step(current, limits)
  }
  return current === graph ? graph : { ...current, notes: [...graph.notes, ...notesOf(graph, current)] }
}

/** Names, ids and groups; a group is kept with all that is in it. */
function keptBy({ boxes, groups }: Graph, expand: ReadonlySet<string>): ReadonlySet<string> {
  if (expand.size === 0) return expand
  const kept = new Set<string>()
  for (const { id, name, parent } of groups) {
    if (
      expand.has(name) ||
      expand.has(name.split('/').at(-1) ?? name) ||
      (parent !== undefined && kept.has(parent))
    )
      kept.add(id)
  }
  for (const { id, name, group } of boxes) {
    if (expand.has(id) || expand.has(name) || (group !== undefined && kept.has(group))) kept.add(id)
  }
  return kept
}

const words: Readonly<Record<FoldKind, string>> = {
  siblings: 'equal ones as one (×)',
  chain: 'rows as one',
  group: 'groups shut',
  levels: 'levels together',
}

function notesOf(all: Graph, drawn: Graph): readonly string[] {
  const kinds = new Set(drawn.boxes.flatMap(({ fold }) => fold ?? []))
  const ways = Object.entries(words).flatMap(([kind, text]) => (kinds.has(kind as FoldKind) ? [text] : []))
  const nodes = groupDigits(all.boxes.length)
  const boxes = drawn.boxes.length === 1 ? '1 box' : `${groupDigits(drawn.boxes.length)} boxes`
  return [`${nodes} nodes drawn as ${boxes}: ${ways.join(', ')}. --expand draws what is folded.`]
}
