import { type Line, span } from '../../text/styled-line.ts'
import { scrollThumb } from '../layout.ts'
import { Rows } from './rows.tsx'

interface DividerProps {
  readonly height: number
  /** The first row of the graph in sight, and how many there are. */
  readonly start: number
  readonly total: number
  readonly color: boolean
}

/** The line between the graph and the details; where the graph is scrolled it is its scroll bar. */
export function Divider({ height, start, total, color }: DividerProps) {
  const thumb = scrollThumb(start, total, height)
  const lines = Array.from({ length: height }, (_, row): Line => {
    const inThumb = thumb !== undefined && row >= thumb.from && row < thumb.from + thumb.length
    return [span(inThumb ? ' ┃ ' : ' │ ', inThumb ? { color: 'cyan' } : { dim: true })]
  })
  return <Rows lines={lines} width={3} height={height} color={color} />
}
