import type { ForestEntry } from '../state/node-forest.ts'
import type { NodeState, NodeStatus } from '../state/run-state.ts'

/** A row of the graph: a node, or several neighbours that nothing happens to at the moment. */
export type GraphRow = NodeRow | GroupRow

export interface NodeRow {
  readonly type: 'node'
  readonly id: string
  readonly node: NodeState
  readonly prefix: string
}

export interface GroupRow {
  readonly type: 'group'
  /** Stays the same while the group grows or shrinks at its moving end. */
  readonly id: string
  /** Its nodes in order; found when asked for, since most groups are never looked into. */
  readonly members: () => readonly NodeState[]
  readonly prefix: string
}

export interface GraphOptions {
  /** Rows there is room for: groups are folded only where the graph is longer. */
  readonly height: number
  /** The id of the selected row. */
  readonly selected: string | undefined
  /** Ids of nodes that are never folded: those of groups that the user opened. */
  readonly open: ReadonlySet<string>
  /** The user wants to see every node. */
  readonly unfolded: boolean
}

/** Fewer neighbours than this are no group. */
const smallestGroup = 3

/** `quiet`: nothing happens to it at the moment, be it done or waiting; `pinned`: shown whatever its status. */
type Activity = 'live' | 'quiet' | 'pinned'

/** Neighbours of one activity: a range of the forest, `to` exclusive. */
interface Stretch {
  readonly activity: Activity
  readonly from: number
  to: number
}

type Nodes = ReadonlyMap<string, NodeState>

function activityOf(status: NodeStatus): Activity {
  return status === 'failed' || status === 'running' || status === 'retrying' ? 'live' : 'quiet'
}

function stretchesOf(
  forest: readonly ForestEntry[],
  nodes: Nodes,
  pinned: (id: string) => boolean,
): readonly Stretch[] {
  const stretches: Stretch[] = []
  let last: Stretch | undefined
  for (let index = 0; index < forest.length; index++) {
    const id = forest[index]?.id ?? ''
    const activity = pinned(id) ? 'pinned' : activityOf(nodes.get(id)?.status ?? 'waiting')
    if (last?.activity === activity) {
      last.to = index + 1
    } else {
      last = { activity, from: index, to: index + 1 }
      stretches.push(last)
    }
  }
  return stretches
}

function foldable({ activity, from, to }: Stretch): boolean {
  return activity === 'quiet' && to - from >= smallestGroup
}

/** How many rows of each stretch stay in sight: those next to where something happens come first. */
function shownOf(stretches: readonly Stretch[], height: number, firstLive: number): readonly number[] {
  const shown = stretches.map((stretch) => (foldable(stretch) ? 0 : stretch.to - stretch.from))
  let spare = height
  for (const [index, stretch] of stretches.entries()) spare -= foldable(stretch) ? 1 : (shown[index] ?? 0)
  const lastLive = stretches.findLastIndex(({ activity }) => activity === 'live')
  const extend = (index: number, share: number) => {
    const stretch = stretches[index]
    if (!stretch || !foldable(stretch) || spare <= 0) return
    const hidden = stretch.to - stretch.from - (shown[index] ?? 0)
    const more = Math.min(hidden, Math.floor(spare * share))
    shown[index] = (shown[index] ?? 0) + more
    spare -= more
  }
  // What comes next, what was just done, then whatever there is room for.
  extend(lastLive + 1, 0.6)
  extend(firstLive - 1, 1)
  for (let index = stretches.length - 1; index >= 0; index--) extend(index, 1)
  return shown
}

/** Makes rows of ranges of a forest. */
class RowMaker {
  readonly rows: GraphRow[] = []
  private readonly forest: readonly ForestEntry[]
  private readonly nodes: Nodes

  constructor(forest: readonly ForestEntry[], nodes: Nodes) {
    this.forest = forest
    this.nodes = nodes
  }

  addNodes(from: number, to: number): void {
    for (let index = from; index < to; index++) {
      const entry = this.forest[index]
      const node = entry && this.nodes.get(entry.id)
      if (node) this.rows.push({ type: 'node', id: node.id, node, prefix: entry.prefix })
    }
  }

  addGroup(from: number, to: number, anchor: number): void {
    this.rows.push({
      type: 'group',
      id: `group:${this.forest[anchor]?.id ?? ''}`,
      members: () => this.members(from, to),
      prefix: this.forest[from]?.prefix ?? '',
    })
  }

  private members(from: number, to: number): readonly NodeState[] {
    return this.forest.slice(from, to).flatMap(({ id }) => this.nodes.get(id) ?? [])
  }
}

function addStretch(maker: RowMaker, { from, to }: Stretch, shown: number, before: boolean): void {
  if (to - from - shown < smallestGroup) {
    maker.addNodes(from, to)
  } else if (before) {
    // Before what is live the latest stay in sight. The group grows at its end: it is named after its first.
    maker.addGroup(from, to - shown, from)
    maker.addNodes(to - shown, to)
  } else {
    // After it the next. The group shrinks at its beginning: it is named after its last.
    maker.addNodes(from, from + shown)
    maker.addGroup(from + shown, to, to - 1)
  }
}

function foldRows(
  forest: readonly ForestEntry[],
  nodes: Nodes,
  height: number,
  pinned: (id: string) => boolean,
): readonly GraphRow[] {
  const stretches = stretchesOf(forest, nodes, pinned)
  const firstLive = stretches.findIndex(({ activity }) => activity === 'live')
  const shown = shownOf(stretches, height, firstLive)
  const maker = new RowMaker(forest, nodes)
  for (const [index, stretch] of stretches.entries()) {
    addStretch(maker, stretch, shown[index] ?? 0, index < firstLive)
  }
  return maker.rows
}

/**
 * The rows of the graph. Where it is longer than the screen, neighbours that are done or still wait are folded into
 * one row, so that what happens now is in sight among what was just before and comes next.
 */
export function graphRows(
  forest: readonly ForestEntry[],
  nodes: Nodes,
  { height, selected, open, unfolded }: GraphOptions,
): readonly GraphRow[] {
  if (unfolded || forest.length <= height) {
    const maker = new RowMaker(forest, nodes)
    maker.addNodes(0, forest.length)
    return maker.rows
  }
  const folded = foldRows(forest, nodes, height, (id) => open.has(id))
  if (selected === undefined || !nodes.has(selected) || folded.some(({ id }) => id === selected))
    return folded
  // What is selected is never hidden.
  return foldRows(forest, nodes, height, (id) => id === selected || open.has(id))
}
