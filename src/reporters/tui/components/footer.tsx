import type { RunState } from '../../state/run-state.ts'
import { footerLine } from '../footer-line.ts'
import type { View } from '../view.ts'
import { Rows } from './rows.tsx'

interface FooterProps {
  readonly state: RunState
  readonly view: View
  readonly columns: number
  /** Whether keys can be pressed at all. */
  readonly keys: boolean
  /** Whether a group is selected. */
  readonly group: boolean
  readonly color: boolean
}

/** The bottom line: what the keys do. */
export function Footer({ state, view, columns, keys, group, color }: FooterProps) {
  return (
    <Rows
      lines={[footerLine(state, view, columns, { keys, group })]}
      width={columns}
      height={1}
      color={color}
    />
  )
}
