import type { SourceText } from '../../base/source.ts'
import type { ForestEntry } from '../state/node-forest.ts'
import type { RunState } from '../state/run-state.ts'
import { type Line, span } from '../text/styled-line.ts'
import { type Details, detailWindow, groupDetails, nodeDetails } from './details/detail-lines.ts'
import { type GraphRow, graphRows } from './graph-rows.ts'
import { type Layout, layOut, windowStart } from './layout.ts'
import { followed, type View, type ViewContext } from './view.ts'

/** Where the selection was in the frame before, so that it stays near when its row goes. */
export interface Position {
  readonly selected: string | undefined
  readonly index: number
  /** The first row of the graph in sight. */
  readonly start: number
}

export interface DrawingInput {
  readonly state: RunState
  readonly forest: readonly ForestEntry[]
  readonly view: View
  readonly previous: Position
  readonly columns: number
  readonly rows: number
  readonly now: number
  readonly sources: ReadonlyMap<string, SourceText>
}

/** All that is decided about a frame before components draw it. */
export interface Drawing {
  readonly layout: Layout
  readonly focus: 'graph' | 'detail'
  readonly position: Position
  /** The rows of the graph that are in sight. */
  readonly graphRows: readonly GraphRow[]
  readonly groupSelected: boolean
  readonly details: readonly Line[]
  /** The line between the graph and the details where these are below it. */
  readonly rule: Line
  readonly context: ViewContext
}

const noDetails: Details = { head: [], log: [], logged: 0 }

function detailsOf(row: GraphRow | undefined, input: DrawingInput, { detail }: Layout): Details {
  const { state, now, sources } = input
  if (detail.height === 0) return noDetails
  if (!row) return { ...noDetails, head: [[span('Planning…', { dim: true })]] }
  const place = { ...detail, now, sources }
  return row.type === 'group' ? groupDetails(row, place) : nodeDetails(row.node, state, place)
}

function selectedIndex(rows: readonly GraphRow[], selected: string | undefined, previous: Position): number {
  const at = rows.findIndex(({ id }) => id === selected)
  // A group that has gone leaves the selection where it was.
  return at >= 0 ? at : Math.min(previous.index, Math.max(0, rows.length - 1))
}

/** Composes a frame: pure, so that every screen can be tested without a terminal. */
export function drawing(input: DrawingInput): Drawing {
  const { state, forest, view, previous, columns, rows } = input
  const layout = layOut(columns, rows, { expanded: view.expanded, graphRows: forest.length })
  const wanted = view.follow ? followed(state, previous.selected ?? view.selected) : view.selected
  const height = Math.max(1, layout.graph.height)
  const all = graphRows(forest, state.nodes, {
    height,
    selected: wanted,
    open: view.open,
    unfolded: view.unfolded,
  })
  const index = selectedIndex(all, wanted, previous)
  const row = all[index]
  const start = windowStart(previous.start, index, all.length, height)
  const details = detailsOf(row, input, layout)
  const window = detailWindow(details, layout.detail.height, view.scroll)
  const focus = layout.mode === 'detail' ? 'detail' : layout.mode === 'graph' ? 'graph' : view.focus
  return {
    layout,
    focus,
    position: { selected: row?.id, index, start },
    graphRows: all.slice(start, start + layout.graph.height),
    groupSelected: row?.type === 'group',
    details: window.lines,
    rule: [
      span(
        (focus === 'detail' ? '━' : '─').repeat(columns),
        focus === 'detail' ? { color: 'cyan' } : { dim: true },
      ),
    ],
    context: {
      rows: all,
      graphHeight: layout.graph.height,
      detailHeight: layout.detail.height,
      window,
      logged: details.logged,
    },
  }
}
