import { sanitizeLine } from '../text/sanitize.ts'

export interface LogLine {
  readonly stream: 'stdout' | 'stderr'
  /** Free of control characters, at most `longestLine` units. */
  readonly text: string
}

/** How many lines a running node keeps for the view; the run's journal has all of them. */
export const liveLogLines = 200

const longestLine = 400

/** A copy of its own where the line is cut: a mere slice would hold the whole line in memory. */
function shorten(line: string): string {
  return line.length > longestLine ? Buffer.from(line.slice(0, longestLine)).toString() : line
}

/** The last lines that a node wrote. */
export class LogRing {
  private lines: LogLine[] = []
  private capacity: number
  /** Lines seen, kept or not. */
  total = 0

  constructor(capacity: number = liveLogLines) {
    this.capacity = capacity
  }

  push(stream: LogLine['stream'], line: string): void {
    this.total += 1
    // A copy of its own: a slice would hold the whole message in memory.
    this.lines.push({ stream, text: sanitizeLine(shorten(line)) })
    // Dropped in batches, which is cheaper than a shift for each line.
    if (this.lines.length >= 2 * this.capacity) this.lines.splice(0, this.lines.length - this.capacity)
  }

  /** The last lines, oldest first. */
  tail(count: number = this.capacity): readonly LogLine[] {
    return this.lines.slice(-Math.max(1, Math.min(count, this.capacity)))
  }

  /** How many lines can be shown. */
  get kept(): number {
    return Math.min(this.lines.length, this.capacity)
  }

  /** Keeps fewer lines from now on. */
  compact(capacity: number): void {
    this.capacity = capacity
    if (this.lines.length > capacity) this.lines = this.lines.slice(-capacity)
  }
}
