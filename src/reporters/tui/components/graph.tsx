import { graphLine } from '../graph-lines.ts'
import type { GraphRow } from '../graph-rows.ts'
import type { Area } from '../layout.ts'
import { Rows } from './rows.tsx'

interface GraphProps {
  /** The rows in sight. */
  readonly rows: readonly GraphRow[]
  readonly selected: string | undefined
  readonly focused: boolean
  readonly area: Area
  readonly now: number
  readonly color: boolean
}

/** The graph, or the part of it that is in sight. */
export function Graph({ rows, selected, focused, area, now, color }: GraphProps) {
  const lines = rows.map((row) =>
    graphLine(row, { width: area.width, selected: row.id === selected, focused, now }),
  )
  return <Rows lines={lines} width={area.width} height={area.height} color={color} />
}
