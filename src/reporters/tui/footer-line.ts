import { plural } from '../../base/number-format.ts'
import type { RunState } from '../state/run-state.ts'
import { fitLine, type Line, lineWidth, type Span, span } from '../text/styled-line.ts'
import type { View } from './view.ts'

function hints(view: View, group: boolean): readonly (readonly [string, string])[] {
  const back = view.expanded ? 'back' : 'open'
  return [
    ['?', 'help'],
    ['q', 'quit'],
    ['↑↓', view.focus === 'detail' ? 'scroll' : 'move'],
    ['⏎', group ? 'unfold' : back],
    ['tab', view.focus === 'detail' ? 'graph' : 'details'],
    ['f', view.follow ? 'following' : 'follow'],
    ['a', view.unfolded ? 'fold' : 'all nodes'],
  ]
}

function cancelLine(state: RunState, view: View): Line {
  if (view.quits > 1) return [span(' Ending at once…', { color: 'red', bold: true })]
  const { size } = state.active
  const wait = size > 0 ? `: waiting for ${plural(size, 'node')} to stop` : ''
  return [
    span(` Cancelling${wait}.`, { color: 'yellow', bold: true }),
    span(' Press q again to end at once.', { color: 'yellow' }),
  ]
}

/**
 * The bottom line: the keys, as many as there is room for (those that everybody needs first), or what became of the wish
 * to quit. `keys` is false where no key can be pressed.
 */
export function footerLine(
  state: RunState,
  view: View,
  columns: number,
  { keys, group }: { readonly keys: boolean; readonly group: boolean },
): Line {
  if (view.quits > 0) return fitLine(cancelLine(state, view), columns)
  if (!keys) return fitLine([span(' ctrl-c to cancel', { dim: true })], columns)
  const fixed = hints(view, group)
    .slice(0, 2)
    .flatMap((hint) => hintSpans(hint))
  const line: Span[] = []
  for (const hint of hints(view, group).slice(2)) {
    const spans = hintSpans(hint)
    if (lineWidth(line) + lineWidth(spans) + lineWidth(fixed) > columns) break
    line.push(...spans)
  }
  return fitLine([...line, ...fixed], columns)
}

function hintSpans([key, words]: readonly [string, string]): Span[] {
  const active = words === 'following'
  return [span(` ${key} `, { bold: true }), span(`${words} `, active ? { color: 'cyan' } : { dim: true })]
}
