import type { NodeStatus } from './state/run-state.ts'
import type { Style } from './text/styled-line.ts'

/** How a status looks everywhere: its sign, its colour, and the word for it. The sign alone tells them apart. */
export interface StatusLook extends Style {
  readonly glyph: string
  readonly word: string
}

export const statusLooks: Readonly<Record<NodeStatus, StatusLook>> = {
  waiting: { glyph: '·', word: 'waiting', dim: true },
  ready: { glyph: '○', word: 'ready' },
  running: { glyph: '⠋', word: 'running', color: 'yellow' },
  retrying: { glyph: '↻', word: 'retrying', color: 'magenta' },
  succeeded: { glyph: '✓', word: 'done', color: 'green' },
  cached: { glyph: '≡', word: 'cached', color: 'cyan' },
  failed: { glyph: '✗', word: 'failed', color: 'red' },
  skipped: { glyph: '–', word: 'skipped', color: 'gray' },
}

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const

/** Milliseconds that each sign of the spinner stays. */
export const spinnerPace = 100

/** The sign of a status at a moment: a running node's turns. */
export function statusGlyph(status: NodeStatus, now: number): string {
  if (status !== 'running') return statusLooks[status].glyph
  return spinner[Math.floor(now / spinnerPace) % spinner.length] ?? '⠋'
}

/** The look without the sign, for text that stands beside it. */
export function statusStyle(status: NodeStatus): Style {
  const { color, dim } = statusLooks[status]
  return { ...(color && { color }), ...(dim && { dim }) }
}
