import { displayWidth } from '../../base/display-width.ts'
import { formatDuration, plural } from '../../base/number-format.ts'
import type {
  NodeFailed,
  NodeLog,
  NodeRegulation,
  NodeRetry,
  NodeStarted,
  RunEvent,
  RunStarted,
} from '../../runtime/event.ts'
import { statusStyle } from '../node-style.ts'
import type { Reporter, ReporterOptions } from '../reporter-contract.ts'
import { renderRunSummary } from '../run-summary.ts'
import { createRunState, foldEvent } from '../state/fold.ts'
import { type NodeState, reasonOf } from '../state/run-state.ts'
import { diagnosticText } from '../summary/diagnostic-text.ts'
import { padEnd } from '../text/fit-columns.ts'
import { sanitizeLine } from '../text/sanitize.ts'
import { paint, type Style, span } from '../text/styled-line.ts'
import { TextWriter } from '../text-writer.ts'
import {
  paramsText,
  regulationText,
  runStartedText,
  signalText,
  startedText,
  succeededText,
} from './fact-lines.ts'
import { Quota } from './quota.ts'
import { SignalThrottle } from './signal-throttle.ts'

/** Above this many nodes, one that is done within a second gets one line instead of two. */
const manyNodes = 200
const quickNode = 1000
const widestName = 24
/** Lines of one node's log; the journal has the rest. */
const mostLogLines = 2000
/** Single lines for cached and for skipped nodes; the summary explains the rest. */
const mostNamed = 20
/** Held-back lines are reported when there are so many of them. */
const countBatch = 100

/** What the plain view needs of its surroundings. */
export type PlainOptions = Pick<ReporterOptions, 'stdout' | 'color' | 'sources'>

/**
 * One line a fact, the node's name first: to be read in a log file and found with grep. Repetitive facts are throttled or
 * counted, never dropped without a word.
 */
class PlainReporter implements Reporter {
  private readonly writer: TextWriter
  private readonly options: PlainOptions
  private state = createRunState()
  private throttle = new SignalThrottle()
  private cached = new Quota(mostNamed)
  private skipped = new Quota(mostNamed)
  private logQuotas = new Map<string, Quota>()
  /** Starts that were not written yet, by node. */
  private starts = new Map<string, RunEvent & NodeStarted>()
  private nameWidth = 0
  private readonly timer: NodeJS.Timeout

  constructor(options: PlainOptions) {
    this.options = options
    this.writer = new TextWriter(options.stdout)
    this.timer = setInterval(() => this.writeStarts(Date.now()), quickNode)
    this.timer.unref()
  }

  event(event: RunEvent): void {
    foldEvent(this.state, event)
    if (this.starts.size > 0) this.writeStarts(event.at)
    switch (event.type) {
      case 'run-started':
        this.begin(event)
        break
      case 'run-finished':
        this.end()
        break
      case 'run-warning':
        this.writeCounts()
        this.write(`${diagnosticText([event.diagnostic], this.textOptions())}\n`)
        break
      default: {
        const node = this.state.nodes.get(event.node)
        if (node) this.nodeEvent(node, event)
      }
    }
  }

  async finish(): Promise<void> {
    clearInterval(this.timer)
    // The run broke off without an end of its own: what is known is still said.
    if (this.state.status === 'running') this.end()
    await this.writer.flush()
  }

  private begin(event: RunEvent & RunStarted): void {
    this.throttle = new SignalThrottle()
    this.cached = new Quota(mostNamed)
    this.skipped = new Quota(mostNamed)
    this.logQuotas = new Map()
    this.starts = new Map()
    let widest = 0
    for (const { name } of event.nodes) widest = Math.max(widest, displayWidth(name))
    this.nameWidth = Math.min(widestName, widest)
    const params = paramsText(event)
    this.write(`${runStartedText(event, event.run)}\n${params === undefined ? '' : `${params}\n`}`)
  }

  private end(): void {
    this.writeStarts(Number.POSITIVE_INFINITY)
    this.writeCounts(1)
    this.write(`\n${renderRunSummary(this.state, { ...this.textOptions(), failures: 'short' })}`)
  }

  private nodeEvent(
    node: NodeState,
    event: Exclude<RunEvent, { type: 'run-started' | 'run-finished' | 'run-warning' }>,
  ): void {
    switch (event.type) {
      case 'node-started':
        this.starts.set(node.id, event)
        if (this.state.nodes.size <= manyNodes) this.writeStart(node)
        break
      case 'node-progress':
      case 'node-metric':
        if (this.throttle.due(node, event.at)) this.fact(node, signalText(node, event.at))
        break
      case 'node-log':
        this.log(node, event)
        break
      case 'node-regulation':
        this.regulation(node, event)
        break
      case 'node-retry':
        this.retry(node, event)
        break
      case 'node-succeeded':
        this.starts.delete(node.id)
        this.throttle.forget(node.id)
        this.fact(node, succeededText(node), statusStyle('succeeded'))
        break
      case 'node-cached':
        if (this.cached.take())
          this.fact(node, `cached  ${reasonOf(node) ?? ''}`.trimEnd(), statusStyle('cached'))
        break
      case 'node-failed':
        this.failed(node, event)
        break
      case 'node-skipped':
        if (this.skipped.take()) this.fact(node, `skipped  ${event.reason}`, statusStyle('skipped'))
        break
      case 'node-planned':
      case 'node-checkpoint':
        break
    }
  }

  private log(node: NodeState, { line }: NodeLog): void {
    let quota = this.logQuotas.get(node.id)
    if (!quota) {
      quota = new Quota(mostLogLines)
      this.logQuotas.set(node.id, quota)
    }
    if (quota.take()) this.fact(node, `| ${sanitizeLine(line)}`)
    else if (quota.held === 1)
      this.fact(node, `… it goes on writing; \`pipe show ${this.state.run}\` has it all`)
  }

  private regulation(node: NodeState, event: RunEvent & NodeRegulation): void {
    if (this.throttle.dueOnce(`${node.id}\n${event.regulation}`, event.at)) {
      this.fact(node, regulationText(event), { color: 'yellow' })
    }
  }

  private retry(node: NodeState, { attempt, delay, cause }: NodeRetry): void {
    const when = delay > 0 ? `again in ${formatDuration(delay)}` : 'again at once'
    this.fact(
      node,
      `attempt ${attempt} failed, ${when}: ${cause.code} ${cause.message}`,
      statusStyle('retrying'),
    )
  }

  private failed(node: NodeState, { diagnostics, duration, attempts }: NodeFailed): void {
    this.throttle.forget(node.id)
    const tries = attempts > 1 ? `, ${attempts} attempts` : ''
    this.fact(node, `failed after ${formatDuration(duration)}${tries}`, statusStyle('failed'))
    const text = diagnosticText(diagnostics, this.textOptions())
    if (text !== '') this.write(`${text.trimEnd()}\n`)
  }

  private fact(node: NodeState, text: string, style: Style = {}): void {
    this.writeStart(node)
    this.writeCounts()
    this.line(node, text, style)
  }

  private line(node: NodeState, text: string, style: Style): void {
    const name = displayWidth(node.name) > this.nameWidth ? node.name : padEnd(node.name, this.nameWidth)
    const { color } = this.options
    this.write(`${paint([span(name, { bold: true }), span('  '), span(text, style)], color).trimEnd()}\n`)
  }

  private writeStart(node: NodeState): void {
    const event = this.starts.get(node.id)
    if (!event) return
    this.starts.delete(node.id)
    this.writeCounts()
    this.line(node, startedText(event, reasonOf(node)), {})
  }

  private writeStarts(now: number): void {
    for (const [id, event] of this.starts) {
      const node = this.state.nodes.get(id)
      if (node && now - event.at >= quickNode) this.writeStart(node)
    }
  }

  /** Says how many lines were held back: in batches while the run goes on, all of them at its end. */
  private writeCounts(least = countBatch): void {
    for (const [quota, word] of [
      [this.cached, 'cached'],
      [this.skipped, 'skipped'],
    ] as const) {
      if (quota.held < least) continue
      const nodes = plural(quota.held, 'more node')
      quota.held = 0
      this.write(`${nodes} ${word}\n`)
    }
  }

  private textOptions() {
    const { stdout, color, sources } = this.options
    return { width: stdout.columns > 0 ? stdout.columns : 100, color, sources }
  }

  private write(text: string): void {
    this.writer.write(text)
  }
}

/** The plain view. */
export function createPlainReporter(options: PlainOptions): Reporter {
  return new PlainReporter(options)
}
