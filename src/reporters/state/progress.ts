import type { NodeProgress } from '../../runtime/event.ts'

/** A moment from which the pace is measured. */
interface Anchor {
  readonly at: number
  readonly done: number
}

/** How far a node is, with a time left that does not jump about. */
export interface Progress {
  readonly done: number
  readonly total: number
  readonly unit: NodeProgress['unit']
  /** When this was said, milliseconds since 1970. */
  readonly at: number
  readonly anchor: Anchor
  /** Since when the pace has been measured; absent while it is only guessed from the first report. */
  readonly measuredFrom?: number
  /** Smoothed milliseconds for one unit; absent before there is anything to go by. */
  readonly perUnit?: number
  /** Estimated milliseconds left at `at`. */
  readonly left?: number
}

/** The longest time constant of the exponential smoothing, in milliseconds: what is older than it counts a third. */
const memory = 8000

/** Reports nearer to each other than this, in milliseconds, are measured together: a clock ticks in whole ones. */
const shortestMeasure = 200

/** Up to the first report a node also got going, in milliseconds: a pace guessed from less would promise ages. */
const earliestGuess = 10_000

type Pace = Pick<Progress, 'anchor' | 'measuredFrom' | 'perUnit'>

function firstPace(done: number, at: number, startedAt: number | undefined): Pace {
  const elapsed = startedAt === undefined ? 0 : at - startedAt
  const guessed = done > 0 && elapsed >= earliestGuess
  return { anchor: { at, done }, ...(guessed && { perUnit: elapsed / done }) }
}

function nextPace(previous: Progress, done: number, at: number): Pace {
  const { anchor, perUnit, measuredFrom } = previous
  const elapsed = at - anchor.at
  const units = done - anchor.done
  const known = {
    ...(perUnit !== undefined && { perUnit }),
    ...(measuredFrom !== undefined && { measuredFrom }),
  }
  // Work that starts over is measured anew.
  if (units < 0) return { ...known, anchor: { at, done } }
  if (units === 0 || elapsed < shortestMeasure) return { ...known, anchor }
  return {
    anchor: { at, done },
    measuredFrom: measuredFrom ?? anchor.at,
    perUnit: smoothed(previous, elapsed / units, elapsed),
  }
}

/** A guess is forgotten; while little has been measured, all of it counts alike; later the last seconds count most. */
function smoothed({ perUnit, measuredFrom, anchor }: Progress, latest: number, elapsed: number): number {
  const constant = measuredFrom === undefined ? 0 : Math.min(memory, anchor.at - measuredFrom)
  if (perUnit === undefined || constant <= 0) return latest
  return perUnit + (latest - perUnit) * (1 - Math.exp(-elapsed / constant))
}

/** What was measured here goes before what the event says, which counts from the node's slow first steps on. */
function estimate({ done, total, left }: NodeProgress, { perUnit, measuredFrom }: Pace): number | undefined {
  const remaining = Math.max(0, total - done)
  const own = perUnit === undefined ? undefined : perUnit * remaining
  if (remaining === 0) return 0
  return measuredFrom === undefined && left !== undefined && left >= 0 ? left : own
}

/**
 * Takes in what a node says of its progress. `startedAt` allows a first guess of the pace; leave it out for a resumed
 * training, whose first units were done before.
 */
export function advance(
  previous: Progress | undefined,
  event: NodeProgress,
  reportedAt: number,
  startedAt?: number,
): Progress {
  const same = previous?.unit === event.unit ? previous : undefined
  // A clock that was set back must not make time run backwards here.
  const at = Math.max(reportedAt, same?.at ?? reportedAt)
  const pace = same ? nextPace(same, event.done, at) : firstPace(event.done, at, startedAt)
  const left = estimate(event, pace)
  const { done, total, unit } = event
  return { done, total, unit, at, ...pace, ...(left !== undefined && { left }) }
}

/** The share done, in 0..1. */
export function fraction({ done, total }: Progress): number {
  return total > 0 ? Math.min(1, Math.max(0, done / total)) : 0
}

/** Milliseconds left, as a clock that goes on between two reports. */
export function timeLeft(progress: Progress, now: number): number | undefined {
  return progress.left === undefined ? undefined : Math.max(0, progress.left - Math.max(0, now - progress.at))
}
