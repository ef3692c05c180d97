import { learningProblems } from '../../base/diagnostics/learning-problems.ts'
import { metricProblems } from '../../base/diagnostics/metric-problems.ts'
import type { Result } from '../../base/result.ts'
import type { ComponentValue, Value } from '../../ir/expression.ts'
import { Arguments, argumentsOf, isComponent, isLocalFile, isQuantity, lookUp } from '../component.ts'
import { openPart, type Part } from '../datasets/part.ts'
import { refuse } from '../datasets/refuse.ts'
import { TaskFailure } from '../failure.ts'
import { openModel } from '../implementations/open-model.ts'
import type { Metric } from '../metrics/metric.ts'
import { metrics } from '../metrics/table.ts'
import { openPredictor, type Predictor } from '../models/predictor.ts'
import type { Model } from '../models/saved-model.ts'
import type { LearningTask, TaskOutput } from '../protocol.ts'
import type { TaskContext, TaskRunner } from '../task.ts'
import { checkModelFits } from './model-fit.ts'
import { predictAll } from './predict-all.ts'

/** A metric of the program: its name there, and what it is. */
interface NamedMetric {
  readonly name: string
  readonly component: ComponentValue
  readonly metric: Metric
}

/** Measures a model on a part: the kind `evaluate`. Each metric is an output by its name. */
export const runEvaluateTask: TaskRunner = async (task, context) => {
  const settings = new Arguments(task.node, task.config)
  const model = orFail(await openModel(localPath(settings, 'model')))
  const part = orFail(openPart(localPath(settings, 'data')))
  const named = metricsOf(settings)
  if (part.rows === 0) refuse(metricProblems.emptyPart, { part: part.name })
  checkModelFits(model, part)
  for (const metric of named) checkTask(metric, part)
  const predictor = await openPredictor(model)
  try {
    return {
      ok: true,
      outputs: measure({ model, part, predictor, named, task, context }, settings.number('batch_size')),
    }
  } finally {
    predictor.dispose()
  }
}

interface Evaluation {
  readonly model: Model
  readonly part: Part
  readonly predictor: Predictor
  readonly named: readonly NamedMetric[]
  readonly task: LearningTask
  readonly context: TaskContext
}

function measure(evaluation: Evaluation, batchSize: number): { readonly [name: string]: TaskOutput } {
  const { part, predictor, named, context, task } = evaluation
  const needed = named.some(({ metric }) => metric.task !== 'any')
  const answers = needed ? predictAll(predictor, part, batchSize, task.node, context) : new Float32Array(0)
  const outputs: { [name: string]: TaskOutput } = {}
  for (const metric of named) {
    const value = measured(metric, evaluation, answers)
    outputs[metric.name] = { value }
    const number = isQuantity(value) ? value.amount : value
    if (typeof number === 'number') context.tell({ type: 'metric', name: metric.name, value: number })
  }
  return outputs
}

function measured(
  { metric, component }: NamedMetric,
  { part, predictor }: Evaluation,
  answers: Float32Array,
): Value {
  const settings = argumentsOf(component)
  const { rows, target, features, name } = part
  const ofClasses = target?.kind === 'classes' && {
    part: name,
    rows,
    classes: target.names,
    probabilities: answers,
    truth: target.values,
  }
  const ofNumbers = target?.kind === 'numbers' && {
    part: name,
    rows,
    predicted: answers,
    truth: target.values,
  }
  switch (metric.task) {
    case 'any':
      return metric.compute({ predictor, rows, features, clock: () => performance.now() }, settings)
    case 'classification':
      if (ofClasses) return metric.compute(ofClasses, settings)
      break
    case 'regression':
      if (ofNumbers) return metric.compute(ofNumbers, settings)
      break
    case 'either': {
      const predictions = ofClasses || ofNumbers
      if (predictions) return metric.compute(predictions, settings)
    }
  }
  return refuse(learningProblems.noTarget, { part: name })
}

function metricsOf(settings: Arguments): readonly NamedMetric[] {
  const record = settings.value('metrics')
  if (record === null || typeof record !== 'object') return settings.refuse('metrics', 'a record of metrics')
  return Object.entries(record).map(([name, component]) =>
    isComponent(component)
      ? { name, component, metric: lookUp(metrics, 'metric', component) }
      : settings.refuse('metrics', 'a record of metrics'),
  )
}

const targetWords = { classification: 'a column of classes', regression: 'a column of numbers' } as const

/** Refuses a metric of classes for numbers, and the other way round. */
function checkTask({ name, component, metric }: NamedMetric, { target, task, name: part }: Part): void {
  if (metric.task === 'any') return
  if (!target || !task) refuse(learningProblems.noTarget, { part })
  if (metric.task === 'either' || metric.task === task) return
  refuse(metricProblems.wrongTask, {
    metric: name,
    component: component.$component,
    needs: targetWords[metric.task],
    target: target.name,
    found: targetWords[task],
  })
}

function localPath(settings: Arguments, field: string): string {
  const value = settings.value(field)
  return isLocalFile(value) ? value.$local : settings.refuse(field, 'an artifact')
}

function orFail<T>(result: Result<T>): T {
  if (!result.ok) throw new TaskFailure(...result.diagnostics)
  return result.value
}
