export interface FrameTasks {
  readonly draw: () => void
  /** Whether something on the screen moves by itself. */
  readonly busy: () => boolean
}

/** Milliseconds between frames while events come in: 15 frames a second. */
const framePace = 66
/** Milliseconds between frames that only turn the spinner, and those that only move the clock. */
const spinnerPace = 120
const clockPace = 1000
/** Drawing may take at most this share of the time, on slow machines and huge terminals too. */
const drawingShare = 0.2
/** But a screen that stands still for longer than this, in milliseconds, looks dead. */
const longestPause = 500

/** Decides when to draw: soon after something happened, but never too often, however many events there are. */
export class FrameClock {
  private readonly tasks: FrameTasks
  private timer: NodeJS.Timeout | undefined
  private due = Number.POSITIVE_INFINITY
  private lastEnd = 0
  private lastCost = 0
  private running = false

  constructor(tasks: FrameTasks) {
    this.tasks = tasks
  }

  start(): void {
    this.running = true
    this.lastEnd = performance.now()
    this.schedule(this.tasks.busy() ? spinnerPace : clockPace)
  }

  stop(): void {
    this.running = false
    clearTimeout(this.timer)
    this.due = Number.POSITIVE_INFINITY
  }

  /** Something happened that is to be seen. */
  request(): void {
    if (!this.running) return
    this.schedule(Math.max(0, this.lastEnd + Math.max(framePace, this.rest()) - performance.now()))
  }

  private rest(): number {
    return Math.min(longestPause, this.lastCost / drawingShare)
  }

  private schedule(delay: number): void {
    const due = performance.now() + delay
    // Called for every event: nothing to do when a frame is coming soon enough.
    if (due >= this.due) return
    this.due = due
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.frame(), delay)
    // A view must not keep a process alive that has nothing else to do.
    this.timer.unref()
  }

  private frame(): void {
    this.due = Number.POSITIVE_INFINITY
    const begin = performance.now()
    this.tasks.draw()
    this.lastEnd = performance.now()
    this.lastCost = this.lastEnd - begin
    if (this.running) {
      this.schedule(Math.max(this.tasks.busy() ? spinnerPace : clockPace, this.rest()))
    }
  }
}
