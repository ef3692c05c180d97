import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import type { LearningMessage } from '../protocol.ts'
import type { TaskContext } from '../task.ts'
import type { EpochRecord } from './training-state.ts'

type RegulationMessage = Extract<LearningMessage, { readonly type: 'regulation' }>

/** Milliseconds between two messages about steps. */
const stepInterval = 100
/** An epoch that takes longer than this is told in tenths. */
const longEpoch = 1000
/** Between two messages that the same regulation is out of its limit, and between two warnings of it. */
const excursionInterval = 1000
const warningInterval = 60_000

/** Tells how a training goes: each epoch, and steps as often as a person can see. */
export class Reporting {
  private readonly context: TaskContext
  private readonly epochs: number
  private readonly stepsPerEpoch: number
  private readonly clock: () => number
  private lastTold: number
  private lastStep: number
  private lastEpoch: number
  private readonly told = new Map<string, number>()

  constructor(context: TaskContext, epochs: number, stepsPerEpoch: number, clock: () => number) {
    this.context = context
    this.epochs = epochs
    this.stepsPerEpoch = stepsPerEpoch
    this.clock = clock
    this.lastTold = clock()
    this.lastStep = -1
    this.lastEpoch = this.lastTold
  }

  /** After a step; `step` counts those done, `loss` is the batch's. */
  step(step: number, loss: number): void {
    const now = this.clock()
    if (now - this.lastTold < stepInterval) return
    // Short epochs tell the progress themselves, in whole numbers.
    if (now - this.lastEpoch >= longEpoch) this.progress(step)
    this.metric('loss', loss, { step })
    if (this.lastStep >= 0) {
      this.metric('steps_per_second', ((step - this.lastStep) * 1000) / (now - this.lastTold), { step })
    }
    this.lastStep = step
    this.lastTold = now
  }

  /** After an epoch. */
  epoch(record: EpochRecord): void {
    const { epoch, step, loss, learningRate, validation } = record
    this.lastEpoch = this.clock()
    const at = { epoch, step }
    this.metric('loss', loss, at)
    this.metric('learning_rate', learningRate, at)
    for (const [name, value] of Object.entries(validation ?? {}))
      this.metric(`val.${name}`, value as number, at)
    this.progress(step)
  }

  /**
   * A regulation is out of its limit. What changes the training is always told; that a limit is left, again, not more
   * often than once a second.
   */
  excursion(event: Omit<RegulationMessage, 'type'>, isDecisive: boolean): void {
    if (!isDecisive && !this.isTimeFor(event.regulation, excursionInterval)) return
    this.context.tell({ type: 'regulation', ...event })
  }

  /** A regulation warns: the first time, and then not more often than a person wants to read the same. */
  warn(regulation: string, diagnostic: Diagnostic): void {
    if (this.isTimeFor(`warn ${regulation}`, warningInterval))
      this.context.tell({ type: 'warning', diagnostic })
  }

  private isTimeFor(what: string, interval: number): boolean {
    const now = this.clock()
    const before = this.told.get(what)
    if (before !== undefined && now - before < interval) return false
    this.told.set(what, now)
    return true
  }

  /** Views that come back after a crash get the epochs that they have missed. */
  resumed(epoch: number, step: number, curve: readonly EpochRecord[]): void {
    this.context.tell({ type: 'resumed', epoch, step })
    for (const record of curve) this.epoch(record)
    this.progress(step)
  }

  private progress(step: number): void {
    const done = Math.floor((10 * step) / this.stepsPerEpoch) / 10
    if (this.epochs > 1) this.context.tell({ type: 'progress', done, total: this.epochs, unit: 'epochs' })
    else this.context.tell({ type: 'progress', done: step, total: this.stepsPerEpoch, unit: 'steps' })
  }

  private metric(name: string, value: number, at: { readonly epoch?: number; readonly step: number }): void {
    if (Number.isFinite(value)) this.context.tell({ type: 'metric', name, value, ...at })
  }
}
