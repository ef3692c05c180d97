import type { RunEvent } from '../../runtime/event.ts'
import { createPlainReporter } from '../plain/plain-reporter.ts'
import type { Reporter, ReporterOptions } from '../reporter-contract.ts'
import { renderRunSummary } from '../run-summary.ts'
import { createRunState, foldEvent } from '../state/fold.ts'
import { TextWriter } from '../text-writer.ts'
import type { LiveViewProps } from './components/live-view.tsx'
import { FrameClock } from './frame-clock.ts'
import { InkStream } from './ink-stream.ts'
import { loadInk } from './load-ink.ts'
import type { Mounted } from './mount.tsx'
import { Screen } from './screen.ts'

/** A run that is over sooner than this, in milliseconds, only gets its summary: a screen that flashes up helps nobody. */
const patience = 150

type Ink = Awaited<ReturnType<typeof loadInk>>

/** The live view in a terminal: the whole screen while a run goes on, its summary in the scrollback when it is over. */
class TerminalReporter implements Reporter {
  private readonly options: ReporterOptions
  private readonly ink: Ink
  private readonly writer: TextWriter
  private readonly screen: Screen
  private readonly clock: FrameClock
  private readonly state = createRunState()
  private mounted: Mounted | undefined
  private opening: NodeJS.Timeout | undefined
  private begun: RunEvent | undefined
  /** What took over when the view broke. */
  private instead: Reporter | undefined

  constructor(options: ReporterOptions, ink: Ink) {
    this.options = options
    this.ink = ink
    this.writer = new TextWriter(options.stdout)
    this.screen = new Screen(options.stdout)
    this.clock = new FrameClock({
      draw: () => this.draw(),
      busy: () => this.state.active.size > 0,
    })
  }

  event(event: RunEvent): void {
    if (this.instead) {
      this.instead.event(event)
      return
    }
    foldEvent(this.state, event)
    if (event.type === 'run-started') {
      this.begun = event
      this.opening ??= setTimeout(() => this.open(), patience)
    } else if (event.type === 'run-finished') {
      this.close()
      this.summarize()
    } else {
      this.clock.request()
    }
  }

  async finish(): Promise<void> {
    this.close()
    if (this.instead) return this.instead.finish()
    // The run broke off without an end of its own: what is known is still said.
    if (this.state.status === 'running') this.summarize()
    await this.writer.flush()
  }

  private open(): void {
    const stream = new InkStream(this.screen, () => this.size())
    this.screen.enter()
    this.mounted = this.ink.mount(this.properties(), stream, this.options.stdin, (fault) =>
      this.onFault(fault),
    )
    this.options.stdout.on('resize', this.onResize)
    process.on('SIGCONT', this.onResize)
    this.clock.start()
  }

  private close(): void {
    clearTimeout(this.opening)
    this.opening = undefined
    this.clock.stop()
    this.options.stdout.off('resize', this.onResize)
    process.off('SIGCONT', this.onResize)
    this.mounted?.unmount()
    this.mounted = undefined
    this.screen.leave()
  }

  /** A view that breaks must not take the run with it, nor hide it: plain lines go on from here. */
  private onFault(fault: unknown): void {
    this.close()
    const reason = fault instanceof Error ? fault.message.split('\n')[0] : String(fault)
    this.options.stdout.write(`note: the live view broke (${reason}); plain lines from here on\n`)
    this.instead = createPlainReporter(this.options)
    if (this.begun) this.instead.event(this.begun)
  }

  private summarize(): void {
    const { color, sources } = this.options
    this.writer.write(renderRunSummary(this.state, { width: this.size().columns, color, sources }))
  }

  private draw(): void {
    this.mounted?.update(this.properties())
  }

  private properties(): LiveViewProps {
    const { color, sources, onCancel } = this.options
    return {
      state: this.state,
      now: Date.now(),
      ...this.size(),
      color,
      sources,
      onCancel: (force: boolean) => onCancel?.(force),
      onRedraw: this.onResize,
      onClose: () => this.screen.leave(),
    }
  }

  private size() {
    // A terminal that does not know its size says 0.
    return { columns: this.options.stdout.columns || 80, rows: this.options.stdout.rows || 24 }
  }

  private readonly onResize = (): void => {
    this.screen.invalidate()
    this.draw()
  }
}

/** The terminal view. `stdout` must be a terminal. */
export async function createTerminalReporter(options: ReporterOptions): Promise<Reporter> {
  return new TerminalReporter(options, await loadInk())
}
