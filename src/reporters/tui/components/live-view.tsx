import { Box, useInput, useStdin } from 'ink'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { SourceText } from '../../../base/source.ts'
import { nodeForest } from '../../state/node-forest.ts'
import type { RunState } from '../../state/run-state.ts'
import { drawing } from '../drawing.ts'
import { commandsOf } from '../keys.ts'
import { firstView, updateView, type View } from '../view.ts'
import { Divider } from './divider.tsx'
import { Footer } from './footer.tsx'
import { Graph } from './graph.tsx'
import { Header } from './header.tsx'
import { Help } from './help.tsx'
import { Rows } from './rows.tsx'

export interface LiveViewProps {
  /** Changes in place; whoever changes it renders anew. */
  readonly state: RunState
  /** Milliseconds since 1970. */
  readonly now: number
  readonly columns: number
  readonly rows: number
  readonly color: boolean
  readonly sources: ReadonlyMap<string, SourceText>
  readonly onCancel: (force: boolean) => void
  readonly onRedraw: () => void
  /** Called when Ink takes the view down, be it because the process is dying. */
  readonly onClose: () => void
}

/** The whole screen. */
export function LiveView({
  state,
  now,
  columns,
  rows,
  color,
  sources,
  onCancel,
  onRedraw,
  onClose,
}: LiveViewProps) {
  // Of a stream that is no terminal Ink says `undefined`, which its own hook takes for yes.
  const keyboard = useStdin().isRawModeSupported === true
  const [view, setView] = useState<View>(firstView)
  const forest = useMemo(() => nodeForest(state.nodes), [state.nodes])
  const previous = useRef({ selected: view.selected, index: 0, start: 0 })
  const picture = drawing({ state, forest, view, previous: previous.current, columns, rows, now, sources })
  previous.current = picture.position
  const shown: View = { ...view, selected: picture.position.selected }

  const close = useRef(onClose)
  useLayoutEffect(() => close.current, [])

  // Several keys may come before the next frame: each goes on from where the one before has led.
  const current = useRef(shown)
  current.current = shown
  useInput(
    (input, key) => {
      let next = current.current
      for (const command of commandsOf(input, key)) {
        if (command === 'redraw') onRedraw()
        if (command === 'quit') onCancel(next.quits > 0)
        next = updateView(next, command, picture.context)
      }
      current.current = next
      setView(next)
    },
    { isActive: keyboard },
  )

  const { layout } = picture
  return (
    <Box flexDirection="column" width={columns} height={rows} flexShrink={0}>
      <Header state={state} layout={layout} focus={picture.focus} now={now} color={color} />
      {view.help ? (
        <Help area={{ width: columns, height: rows - layout.header - layout.footer }} color={color} />
      ) : (
        <Box flexDirection={layout.mode === 'beside' ? 'row' : 'column'} flexShrink={0}>
          {layout.graph.height > 0 && (
            <Graph
              rows={picture.graphRows}
              selected={shown.selected}
              focused={picture.focus === 'graph'}
              area={layout.graph}
              now={now}
              color={color}
            />
          )}
          {layout.mode === 'beside' && (
            <Divider
              height={layout.graph.height}
              start={picture.position.start}
              total={picture.context.rows.length}
              color={color}
            />
          )}
          {layout.mode === 'stacked' && (
            <Rows lines={[picture.rule]} width={columns} height={1} color={color} />
          )}
          {layout.detail.height > 0 && <Rows lines={picture.details} {...layout.detail} color={color} />}
        </Box>
      )}
      {layout.footer === 1 && (
        <Footer
          state={state}
          view={shown}
          columns={columns}
          keys={keyboard}
          group={picture.groupSelected}
          color={color}
        />
      )}
    </Box>
  )
}
