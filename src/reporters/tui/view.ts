import type { RunState } from '../state/run-state.ts'
import type { DetailWindow, Scroll } from './details/detail-lines.ts'
import type { GraphRow } from './graph-rows.ts'
import type { Command } from './keys.ts'

/** What the user looks at: everything on the screen that does not come from the run. */
export interface View {
  /** The id of the selected row. */
  readonly selected: string | undefined
  /** The selection goes to what is running. */
  readonly follow: boolean
  readonly focus: 'graph' | 'detail'
  /** How far the details are scrolled. */
  readonly scroll: Scroll
  /** The details have the whole screen. */
  readonly expanded: boolean
  readonly help: boolean
  /** Every node has its row, however long the graph is. */
  readonly unfolded: boolean
  /** Ids of the nodes of groups that were opened. */
  readonly open: ReadonlySet<string>
  /** How often the user asked to quit. */
  readonly quits: number
}

const atRest: Scroll = { lines: 0, logged: 0 }

/** The view when it comes up. */
export const firstView: View = {
  selected: undefined,
  follow: true,
  focus: 'graph',
  scroll: atRest,
  expanded: false,
  help: false,
  unfolded: false,
  open: new Set(),
  quits: 0,
}

/** What a command needs to know of the screen. */
export interface ViewContext {
  readonly rows: readonly GraphRow[]
  /** Rows of the graph, and of the details, that are in sight. */
  readonly graphHeight: number
  readonly detailHeight: number
  /** What of the details is in sight, and the lines that their log has ever had. */
  readonly window: Pick<DetailWindow, 'start' | 'furthest' | 'rest'>
  readonly logged: number
}

/** The view after a command of the user's. */
export function updateView(view: View, command: Command, context: ViewContext): View {
  if (command === 'quit') return { ...view, quits: view.quits + 1, help: false }
  if (command === 'help') return { ...view, help: !view.help }
  if (view.help) return { ...view, help: false }
  switch (command) {
    case 'follow':
      return { ...view, follow: !view.follow, scroll: atRest }
    case 'fold':
      return { ...view, unfolded: !view.unfolded, open: new Set() }
    case 'open':
      return openRow(view, context)
    case 'close':
      return close(view)
    case 'switch':
      return { ...view, focus: view.focus === 'graph' ? 'detail' : 'graph' }
    case 'left':
      return { ...view, focus: 'graph', expanded: false }
    case 'right':
      return { ...view, focus: 'detail' }
    case 'redraw':
    case 'other':
      return view
    default:
      return view.focus === 'detail' || view.expanded
        ? scroll(view, command, context)
        : select(view, command, context)
  }
}

type Movement = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last'

function move(command: Movement, position: number, page: number, last: number): number {
  const target = {
    up: position - 1,
    down: position + 1,
    'page-up': position - page,
    'page-down': position + page,
    first: 0,
    last,
  }[command]
  return Math.min(last, Math.max(0, target))
}

function select(view: View, command: Movement, { rows, graphHeight }: ViewContext): View {
  const at = rows.findIndex(({ id }) => id === view.selected)
  const next = rows[move(command, Math.max(0, at), Math.max(1, graphHeight - 1), rows.length - 1)]
  if (!next) return view
  return {
    ...view,
    selected: next.id,
    follow: false,
    scroll: next.id === view.selected ? view.scroll : atRest,
  }
}

function scroll(view: View, command: Movement, { window, logged, detailHeight }: ViewContext): View {
  const { start, furthest, rest } = window
  const next = move(command, start, Math.max(1, detailHeight - 2), furthest)
  return { ...view, scroll: { lines: rest === 'end' ? furthest - next : next, logged } }
}

function openRow(view: View, { rows }: ViewContext): View {
  const row = rows.find(({ id }) => id === view.selected)
  if (row?.type !== 'group') {
    return { ...view, expanded: !view.expanded, focus: view.expanded ? 'graph' : 'detail', scroll: atRest }
  }
  const ids = row.members().map(({ id }) => id)
  return { ...view, open: new Set([...view.open, ...ids]), selected: ids[0], follow: false }
}

function close(view: View): View {
  if (view.expanded || view.focus === 'detail')
    return { ...view, expanded: false, focus: 'graph', scroll: atRest }
  return view.open.size > 0 ? { ...view, open: new Set() } : { ...view, follow: true }
}

/**
 * The node to look at when the user leaves it to the view: the one that was shown as long as it runs, then the one that
 * has been running longest; when nothing runs any more, what failed.
 */
export function followed(state: RunState, selected: string | undefined): string | undefined {
  if (selected !== undefined && state.active.has(selected)) return selected
  for (const id of state.active) if (state.nodes.get(id)?.status === 'running') return id
  const [waiting] = state.active
  if (waiting !== undefined) return waiting
  if (state.counts.failed > 0) {
    for (const node of state.nodes.values()) if (node.status === 'failed') return node.id
  }
  if (selected !== undefined && state.nodes.has(selected)) return selected
  const [first] = state.nodes.keys()
  return first
}
