import { setImmediate } from 'node:timers/promises'
import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { learningProblems } from '../../base/diagnostics/learning-problems.ts'
import type { Part } from '../datasets/part.ts'
import type { Engine, EngineState, StateArray } from '../engine/engine.ts'
import { TaskFailure } from '../failure.ts'
import type { Position } from '../schedules/schedule.ts'
import type { Batches, TargetValues } from './batches.ts'
import type { Checkpoints } from './checkpoints/checkpoints.ts'
import type { Regulator } from './regulation/regulator.ts'
import type { Reporting } from './reporting.ts'
import type { Decision } from './response.ts'
import { respond } from './responses.ts'
import {
  type EpochRecord,
  extendedCurve,
  initialState,
  isSound,
  type Snapshot,
  type TrainingState,
} from './training-state.ts'
import { validate } from './validation.ts'

/** What a training is made of. */
export interface TrainingParts {
  readonly engine: Engine
  readonly batches: Batches
  readonly validation?: { readonly part: Part; readonly target: TargetValues }
  readonly regulator: Regulator
  readonly checkpoints: Checkpoints
  readonly reporting: Reporting
}

/** How it runs. */
export interface TrainingPlan {
  readonly epochs: number
  readonly learningRate: number
  /** The schedule: a factor on the learning rate. */
  readonly factor: (position: Position) => number
  /** A state is taken whenever this many steps are done. */
  readonly checkpointSteps: number
  readonly needsGradientNorm: boolean
  /** The weights of the best epoch are held on to. */
  readonly tracksBest: boolean
  /** A regulation may go back to a saved state, or to the start. */
  readonly mayRestore: boolean
}

/** How a training ended. */
export interface TrainingResult {
  /** The epochs that were passed in full. */
  readonly epochs: number
  /** The last weights, and the epoch that they are of. */
  readonly last: { readonly record: EpochRecord; readonly weights: ReadonlyMap<string, StateArray> }
  readonly best?: { readonly record: EpochRecord; readonly weights: ReadonlyMap<string, StateArray> }
}

/** Milliseconds of work after which other things of the process get a turn. */
const turn = 50

/**
 * Passes over the data, step by step, with regulation after each step and epoch. All that later steps depend on is in
 * its state, so that a snapshot is a place to go on from, after a crash or by a regulation's `restore`.
 */
export class TrainingLoop {
  private readonly parts: TrainingParts
  private readonly plan: TrainingPlan
  private readonly totalSteps: number
  private state: TrainingState = initialState
  private bestWeights: ReadonlyMap<string, StateArray> | undefined
  /** The state before the first step, for those who go back that far. */
  private start: EngineState | undefined
  /** No state was taken since the training went back to the latest one. */
  private isFreshlyRestored = false
  private learningRate: number
  private lastTurn = performance.now()

  constructor(parts: TrainingParts, plan: TrainingPlan) {
    this.parts = parts
    this.plan = plan
    this.totalSteps = plan.epochs * parts.batches.count
    this.learningRate = plan.learningRate
  }

  /** Goes on from a snapshot of an earlier process. */
  resume({ state, engine, best }: Snapshot): void {
    this.holdStart()
    this.state = state
    this.bestWeights = best
    this.parts.engine.importState(engine)
    this.parts.regulator.importRecords(state.regulations)
    this.parts.reporting.resumed(state.epoch, state.step, state.curve)
  }

  async run(): Promise<TrainingResult> {
    if (this.state.step === 0) this.holdStart()
    let isStopped = false
    while (!isStopped && this.state.epoch < this.plan.epochs) {
      const hasBatch = this.state.batch < this.parts.batches.count
      isStopped = hasBatch ? await this.step() : await this.endEpoch()
    }
    return this.result()
  }

  private holdStart(): void {
    if (this.plan.mayRestore) this.start = this.parts.engine.exportState()
  }

  /** One step; true when a regulation ends the training. */
  private async step(): Promise<boolean> {
    const { engine, batches, reporting } = this.parts
    const { epoch, batch: index, step } = this.state
    const position = { step, total: this.totalSteps, stepsPerEpoch: batches.count }
    this.learningRate = this.plan.learningRate * this.plan.factor(position) * this.state.rateFactor
    const batch = batches.batch(epoch, index)
    const { loss, gradientNorm } = await engine.step(batch, {
      learningRate: this.learningRate,
      index: step,
      gradientNorm: this.plan.needsGradientNorm,
    })
    this.state = {
      ...this.state,
      batch: index + 1,
      step: step + 1,
      lossSum: this.state.lossSum + loss * batch.rows,
      lossRows: this.state.lossRows + batch.rows,
    }
    const signals = this.signals(loss, gradientNorm)
    const decision = this.decide('step', signals, loss)
    if (decision.do === 'restore') this.restore(decision)
    else if (decision.do === 'stop' && !Number.isFinite(loss)) this.backToSound(loss)
    else {
      reporting.step(step + 1, loss)
      if (this.isCheckpointDue() && !this.isEpochDone()) this.takeCheckpoint(engine.exportState())
    }
    await this.giveWay()
    return decision.do === 'stop'
  }

  private async endEpoch(): Promise<boolean> {
    const record = await this.recordOf(this.state.epoch + 1)
    this.state = { ...this.state, epoch: record.epoch, batch: 0, lossSum: 0, lossRows: 0 }
    const exported = this.parts.engine.exportState()
    this.remember(record, exported)
    this.parts.reporting.epoch(record)
    const signals = this.signals(record.loss, undefined, record)
    const decision = this.decide('epoch', signals, record.validation?.loss ?? record.loss)
    if (decision.do === 'restore') this.restore(decision)
    else if (decision.do === 'stop' && !isSoundRecord(record)) this.backToSound(Number.NaN)
    else if (this.isCheckpointDue()) this.takeCheckpoint(exported)
    return decision.do === 'stop'
  }

  /** The marks of the epoch that runs, so far. */
  private async recordOf(epoch: number): Promise<EpochRecord> {
    const { engine, validation } = this.parts
    const { step, lossSum, lossRows } = this.state
    const record = { epoch, step, loss: lossSum / lossRows, learningRate: this.learningRate }
    if (!validation) return record
    return { ...record, validation: await validate(engine, validation.part, validation.target) }
  }

  /** Notes an epoch, and its weights when they are the best yet. */
  private remember(record: EpochRecord, { weights }: EngineState): void {
    const { best } = this.state
    const isBest = markOf(record) < (best ? markOf(best) : Number.POSITIVE_INFINITY) && isSound(weights)
    const curve = extendedCurve(this.state.curve, record)
    this.state = { ...this.state, curve, ...(isBest && { best: record }) }
    if (isBest && this.plan.tracksBest) this.bestWeights = weights
  }

  private signals(loss: number, gradientNorm?: number, record?: EpochRecord): ReadonlyMap<string, number> {
    const { epoch, step } = this.state
    const signals = new Map<string, number>([
      ['loss', loss],
      ['epoch', epoch],
      ['step', step],
      ['progress', step / this.totalSteps],
      ['learning_rate', this.learningRate],
    ])
    if (gradientNorm !== undefined) signals.set('gradient_norm', gradientNorm)
    for (const [name, value] of Object.entries(record?.validation ?? {}))
      signals.set(`val.${name}`, value as number)
    return signals
  }

  /** What regulations want. NaN that no regulation takes care of ends the training with an error. */
  private decide(due: 'step' | 'epoch', signals: ReadonlyMap<string, number>, loss: number): Decision {
    const { regulator, reporting } = this.parts
    const { epoch, step } = this.state
    const excursions = regulator.observe(due, signals, epoch, step)
    const decision = respond(excursions, { regulator, reporting, epoch, step })
    if (decision.do === 'continue' && !Number.isFinite(loss)) {
      const signal = due === 'epoch' && signals.has('val.loss') ? 'val.loss' : 'loss'
      throw new TaskFailure(diagnose(learningProblems.notFinite, { signal, step }))
    }
    return decision
  }

  private isEpochDone(): boolean {
    return this.state.batch === this.parts.batches.count
  }

  /** At the end of an epoch the state is taken after its validation, not before. */
  private isCheckpointDue(): boolean {
    return this.state.step % this.plan.checkpointSteps === 0
  }

  private snapshot(engine: EngineState): Snapshot {
    const state = { ...this.state, regulations: this.parts.regulator.exportRecords() }
    return { state, engine, ...(this.bestWeights && { best: this.bestWeights }) }
  }

  /** Weights that the last update has ruined are no place to go back to. */
  private takeCheckpoint(engine: EngineState): void {
    if (!isSound(engine.weights)) return
    this.parts.checkpoints.take(this.snapshot(engine))
    this.isFreshlyRestored = false
  }

  private restore({ to, rateFactor }: Extract<Decision, { do: 'restore' }>): void {
    if (to === 'best' && this.bestWeights) {
      // The optimizer's memory belongs to the weights that are left behind.
      this.parts.engine.importState({ updates: 0, weights: this.bestWeights, slots: new Map() })
    } else this.rewind()
    this.state = { ...this.state, rateFactor: this.state.rateFactor * rateFactor }
  }

  /**
   * Back to the last saved state: its weights, its moments, its place in the data. What was seen stays counted. A state
   * from which the training left its limit again is given up for the one before it, and at last for the start.
   */
  private rewind(): void {
    const { checkpoints, engine } = this.parts
    if (this.isFreshlyRestored) checkpoints.dropLatest()
    this.isFreshlyRestored = true
    const target = checkpoints.latest() ?? (this.start && { state: initialState, engine: this.start })
    if (!target) throw new Error('there is no state to go back to')
    engine.importState(target.engine)
    const { epoch, batch, step, lossSum, lossRows } = target.state
    const curve = this.state.curve.filter((record) => record.epoch <= epoch)
    this.state = { ...this.state, epoch, batch, step, lossSum, lossRows, curve }
  }

  /** A regulation stops the training because its weights are ruined: the last sound ones are the result. */
  private backToSound(loss: number): void {
    const { step } = this.state
    this.rewind()
    if (this.state.step > 0) return
    const signal = Number.isFinite(loss) ? 'val.loss' : 'loss'
    throw new TaskFailure(diagnose(learningProblems.notFinite, { signal, step }))
  }

  private async result(): Promise<TrainingResult> {
    const { engine } = this.parts
    const { epoch, batch, step } = this.state
    const exported = engine.exportState()
    if (!isSound(exported.weights)) {
      throw new TaskFailure(diagnose(learningProblems.notFinite, { signal: 'weights', step }))
    }
    if (batch > 0) this.remember(await this.recordOf(epoch + 1), exported)
    const record = this.state.curve.at(-1)
    if (!record) throw new Error('the training ended before its first step')
    const { best } = this.state
    return {
      epochs: this.isEpochDone() ? epoch + 1 : epoch,
      last: { record, weights: exported.weights },
      ...(best && this.bestWeights && { best: { record: best, weights: this.bestWeights } }),
    }
  }

  private async giveWay(): Promise<void> {
    if (performance.now() - this.lastTurn < turn) return
    await setImmediate()
    this.lastTurn = performance.now()
  }
}

/** What is best: the validation loss, or the training's where there is no validation. */
function markOf({ loss, validation }: EpochRecord): number {
  return validation?.loss ?? loss
}

function isSoundRecord(record: EpochRecord): boolean {
  return Number.isFinite(markOf(record))
}
