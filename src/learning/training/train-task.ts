import { join } from 'node:path'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { learningProblems } from '../../base/diagnostics/learning-problems.ts'
import type { Result } from '../../base/result.ts'
import type { ComponentValue } from '../../ir/expression.ts'
import { argumentsOf, lookUp, plainComponent } from '../component.ts'
import { openPart, type Part } from '../datasets/part.ts'
import { chooseEngine, type EngineChoice } from '../engine/device.ts'
import type { Engine } from '../engine/engine.ts'
import { TaskFailure } from '../failure.ts'
import { openModel } from '../implementations/open-model.ts'
import { trainingFailure } from '../implementations/user-failure.ts'
import { type Model, type ModelSignature, sizesOf, weightsDifference } from '../models/saved-model.ts'
import { models } from '../models/table.ts'
import type { LearningOutcome, LearningTask } from '../protocol.ts'
import { inSteps } from '../schedules/schedule.ts'
import { scheduleOf } from '../schedules/table.ts'
import type { TaskContext, TaskRunner } from '../task.ts'
import { Batches, type TargetValues } from './batches.ts'
import { Checkpoints } from './checkpoints/checkpoints.ts'
import { checkSameSignature, checkTask, signatureOf } from './data-fit.ts'
import { writeOutputs } from './outputs.ts'
import { checkSignals } from './regulation/check-signals.ts'
import { Regulator } from './regulation/regulator.ts'
import { Reporting } from './reporting.ts'
import { readTrainSettings, type TrainSettings } from './settings.ts'
import { TrainingLoop } from './training-loop.ts'

/** Fits a model to data: the kind `train`. Goes on from the checkpoints in `scratch` when there are any. */
export const runTrainTask: TaskRunner = trainRunner(() => performance.now())

/** The same with a clock, in milliseconds: it decides how often steps are told and checkpoints reach the disk, no more. */
export function trainRunner(clock: () => number): TaskRunner {
  return (task, context) => runTrain(task, context, clock)
}

async function runTrain(
  task: LearningTask,
  context: TaskContext,
  clock: () => number,
): Promise<LearningOutcome> {
  const settings = readTrainSettings(task)
  const choice = orFail(chooseEngine(settings.device))
  context.tell({ type: 'log', line: choice.reason })
  const subject = await prepare(settings)
  const engine = await openEngine(choice, settings, subject, task.seed)
  try {
    return { ok: true, outputs: await train(engine, settings, subject, { task, context, clock }) }
  } catch (error) {
    throw trainingFailure(subject.architecture, error)
  } finally {
    engine.dispose()
  }
}

/** Where a training works. */
interface Surroundings {
  readonly task: LearningTask
  readonly context: TaskContext
  readonly clock: () => number
}

/** What is trained on what, checked to fit together. */
interface Subject {
  readonly data: Part
  readonly target: TargetValues
  readonly validation?: { readonly part: Part; readonly target: TargetValues }
  readonly signature: ModelSignature
  readonly architecture: ComponentValue
  readonly loss: ComponentValue
  /** The weights to start from, and what they are of; absent for a fresh start. */
  readonly initial?: { readonly model: Model; readonly field: string }
}

async function prepare(settings: TrainSettings): Promise<Subject> {
  const data = unwrap(openPart(settings.data))
  const signature = signatureOf(data)
  const initial = await initialModel(settings)
  const architecture = typeof settings.model === 'string' ? initial?.model.architecture : settings.model
  if (!architecture) throw new Error('a train has no architecture')
  const usual =
    signature.task === 'classification'
      ? plainComponent('loss', 'cross_entropy', { label_smoothing: 0 })
      : plainComponent('loss', 'mse')
  const loss = settings.loss ?? usual
  checkTask(signature, architecture, loss)
  if (initial) checkInitial(initial, signature, architecture)
  const part = settings.validate === undefined ? undefined : unwrap(openPart(settings.validate))
  if (part) checkSameSignature(`\`${part.name}\` and \`${data.name}\``, signature, signatureOf(part))
  checkSignals(settings.regulations, signature.task, part !== undefined)
  return {
    data,
    target: targetOf(data),
    ...(part && { validation: { part, target: targetOf(part) } }),
    signature,
    architecture,
    loss,
    ...(initial && { initial }),
  }
}

async function initialModel({ model, initFrom }: TrainSettings): Promise<Subject['initial']> {
  const folder = initFrom ?? (typeof model === 'string' ? model : undefined)
  if (folder === undefined) return undefined
  return { model: unwrap(await openModel(folder)), field: initFrom === undefined ? 'model' : 'init_from' }
}

function checkInitial(
  { model, field }: NonNullable<Subject['initial']>,
  signature: ModelSignature,
  architecture: ComponentValue,
): void {
  checkSameSignature(`the model of \`${field}\` and the data`, model.signature, signature)
  const reason = weightsDifference(architecture, signature, model.weights)
  if (reason) throw new TaskFailure(diagnose(learningProblems.weightsDiffer, { what: field, reason }))
}

async function openEngine(
  choice: EngineChoice,
  { optimizer }: TrainSettings,
  { architecture, signature, loss, initial }: Subject,
  seed: number,
): Promise<Engine> {
  const sizes = sizesOf(lookUp(models, 'model', architecture), signature)
  const engine = await choice.open({
    model: architecture,
    sizes,
    task: signature.task,
    loss,
    optimizer,
    seed,
  })
  if (initial) engine.importState({ updates: 0, weights: initial.model.weights, slots: new Map() })
  return engine
}

async function train(
  engine: Engine,
  settings: TrainSettings,
  subject: Subject,
  { task, context, clock }: Surroundings,
) {
  const { seed, scratch, staging } = task
  const { validation, signature, architecture } = subject
  const batches = new Batches(subject.data, subject.target, settings.batchSize, seed)
  const regulator = new Regulator(settings.regulations)
  const checkpoints = new Checkpoints(join(scratch, 'checkpoints'), settings.checkpoint.keep, clock, {
    saved: (epoch, step) => context.tell({ type: 'checkpoint', epoch, step }),
    damage: (diagnostic) => context.tell({ type: 'warning', diagnostic }),
  })
  const reporting = new Reporting(context, settings.epochs, batches.count, clock)
  const wantsBest = settings.keep === 'best' && validation !== undefined
  const loop = new TrainingLoop(
    { engine, batches, ...(validation && { validation }), regulator, checkpoints, reporting },
    {
      epochs: settings.epochs,
      learningRate: argumentsOf(settings.optimizer).number('lr'),
      factor: scheduleOf(settings.schedule),
      checkpointSteps: inSteps(settings.checkpoint.every, batches.count),
      needsGradientNorm: settings.regulations.some(({ signals }) => signals.has('gradient_norm')),
      tracksBest: wantsBest || settings.regulations.some(({ mayRestoreBest }) => mayRestoreBest),
      mayRestore: settings.regulations.some(({ mayRestore }) => mayRestore),
    },
  )
  const saved = checkpoints.resume()
  if (saved) loop.resume(saved)
  const result = await loop.run()
  const kept = checkpoints.kept()
  const compliance = regulator.compliance()
  return writeOutputs({ staging, architecture, signature, result, wantsBest, checkpoints: kept, compliance })
}

function targetOf({ target }: Part): TargetValues {
  if (!target) throw new Error('a part lost its target')
  return target.values
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new TaskFailure(...result.diagnostics)
}

function orFail(choice: EngineChoice | Diagnostic): EngineChoice {
  if ('open' in choice) return choice
  throw new TaskFailure(choice)
}
