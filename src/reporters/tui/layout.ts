/** What a terminal's size leaves room for. All sizes are columns and rows. */
export interface Layout {
  readonly columns: number
  readonly rows: number
  /** `beside`: graph and details side by side; `stacked`: one above the other; else only one of them. */
  readonly mode: 'beside' | 'stacked' | 'graph' | 'detail'
  /** 1: one line; 2: title and counts; 3: a rule below them. */
  readonly header: 1 | 2 | 3
  readonly footer: 0 | 1
  readonly graph: Area
  readonly detail: Area
}

export interface Area {
  readonly width: number
  readonly height: number
}

export interface LayoutWishes {
  /** The user opened one node: its details get all the room. */
  readonly expanded: boolean
  /** Rows that the graph would take if it could. */
  readonly graphRows: number
}

const none: Area = { width: 0, height: 0 }

/** From this width on, the graph and the details stand side by side. */
const widthForTwo = 72
const heightForTwo = 12

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

/** Divides a terminal. The parts add up to exactly its size: nothing is drawn beyond it. */
export function layOut(columns: number, rows: number, { expanded, graphRows }: LayoutWishes): Layout {
  const header = rows >= 14 ? 3 : rows >= 8 ? 2 : 1
  const footer = rows >= 6 ? 1 : 0
  const height = Math.max(1, rows - header - footer)
  const base = { columns, rows, header, footer } as const
  const whole = { width: columns, height }
  if (expanded) return { ...base, mode: 'detail', graph: none, detail: whole }
  if (columns >= widthForTwo && height >= 4) {
    const left = clamp(Math.round(columns * 0.45), 34, 66)
    return {
      ...base,
      mode: 'beside',
      graph: { width: left, height },
      detail: { width: columns - left - 3, height },
    }
  }
  if (height >= heightForTwo) {
    const top = clamp(graphRows, 3, Math.floor((height - 1) * 0.45))
    return {
      ...base,
      mode: 'stacked',
      graph: { width: columns, height: top },
      detail: { width: columns, height: height - top - 1 },
    }
  }
  return { ...base, mode: 'graph', graph: whole, detail: none }
}

/**
 * The first row to show of a list, so that the selected one is in sight with a little around it, moved no further than it
 * must be from where the window was.
 */
export function windowStart(previous: number, selected: number, total: number, height: number): number {
  const margin = Math.min(3, Math.floor((height - 1) / 2))
  const last = Math.max(0, total - height)
  const highest = Math.max(0, selected - height + 1 + margin)
  return clamp(clamp(previous, highest, Math.max(highest, selected - margin)), 0, last)
}

/** Where the thumb of a scroll bar stands: its first row and its length; nothing when all is in sight. */
export function scrollThumb(
  start: number,
  total: number,
  height: number,
): { readonly from: number; readonly length: number } | undefined {
  if (total <= height || height <= 0) return undefined
  const length = Math.max(1, Math.round((height * height) / total))
  const from = Math.round((start / (total - height)) * (height - length))
  return { from, length }
}
