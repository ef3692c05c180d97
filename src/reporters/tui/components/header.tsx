import type { RunState } from '../../state/run-state.ts'
import { headerLines } from '../header-lines.ts'
import type { Layout } from '../layout.ts'
import { Rows } from './rows.tsx'

interface HeaderProps {
  readonly state: RunState
  readonly layout: Layout
  readonly focus: 'graph' | 'detail'
  readonly now: number
  readonly color: boolean
}

/** The top of the screen: what runs, for how long, how far it is. */
export function Header({ state, layout, focus, now, color }: HeaderProps) {
  const lines = headerLines(state, layout, focus, now)
  return <Rows lines={lines} width={layout.columns} height={layout.header} color={color} />
}
