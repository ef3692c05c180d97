import { formatDuration, groupDigits } from '../base/number-format.ts'
import type { Box, Graph, Link, NodeStatus } from './graph.ts'
import { leading } from './run-states.ts'

/** What a link means, in a legend. */
export const linkWords: Readonly<Record<Link['kind'], string>> = {
  data: 'reads',
  order: 'waits for',
  alternative: 'one of several',
  trial: 'each trial gives',
}

/** How a node ended, in a legend. */
export const statusWords: Readonly<Record<NodeStatus, string>> = {
  succeeded: 'done',
  cached: 'cached',
  failed: 'failed',
  skipped: 'skipped',
}

/** The same as one sign, as in the view of a run. */
export const statusSigns: Readonly<Record<NodeStatus, string>> = {
  succeeded: '✓',
  cached: '≡',
  failed: '✗',
  skipped: '–',
}

/** What a box is called where its frame is drawn around it. */
export function shortName({ name, group }: { readonly name: string; readonly group?: string }): string {
  return group === undefined ? name : (name.split('/').at(-1) ?? name)
}

/** The second line of a box: its kind, and what it is made of. */
export function aboutOf({ kind, gist }: Box): string {
  const shown = kind === 'several' ? gist : [kind, gist].filter(Boolean).join(' · ')
  return shown === '' ? kind : shown
}

/** `×128`, `12 nodes`, `each ×18`: how many a box stands for; empty for a single node. */
export function countText({ times, nodes, each }: Box): string {
  if (each !== undefined) return each === 'unknown' ? 'each' : `each ×${groupDigits(each)}`
  if (times > 1) return `×${groupDigits(times)}`
  return nodes.length > 1 ? `${groupDigits(nodes.length)} nodes` : ''
}

/** `126 of 128 · 3 m 07 s`: how many did the same, where not all did, and how long they worked. */
export function stateText({ state, nodes }: Box): string | undefined {
  if (!state) return undefined
  const count = state.counts[leading(state)]
  const known = Object.values(state.counts).reduce((sum, one) => sum + one, 0)
  const all = Math.max(nodes.length, known)
  const share = all > 1 && count < all ? `${groupDigits(count)} of ${groupDigits(all)}` : ''
  const time = state.duration >= 1 ? formatDuration(state.duration) : ''
  return [share, time].filter(Boolean).join(' · ')
}

/** How a run is named beside the title. */
export function runLine({ run }: Graph): string | undefined {
  if (!run) return undefined
  const took = run.duration === undefined ? '' : ` · ${formatDuration(run.duration)}`
  return `run ${run.id} · ${run.status}${took}`
}

/** What the picture leaves out, in words: what is folded, and sweeps without a frame. */
export function remarksOf({ notes, sweeps }: Graph): readonly string[] {
  const unframed = sweeps.filter(({ framed }) => !framed)
  return [
    ...notes,
    ...unframed.map(
      ({ name, cone }) =>
        `${name} repeats ${cone.join(', ')}; its frame would cross another, so it has none.`,
    ),
  ]
}
