import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { learningProblems } from '../../base/diagnostics/learning-problems.ts'
import type { ComponentValue } from '../../ir/expression.ts'
import { lookUp } from '../component.ts'
import type { Part } from '../datasets/part.ts'
import { TaskFailure } from '../failure.ts'
import { losses } from '../losses/table.ts'
import type { LearningKind } from '../models/architecture.ts'
import type { ModelSignature } from '../models/saved-model.ts'
import { models } from '../models/table.ts'

/** What the data asks of a model, or a failure that says why nothing can be learned from it. */
export function signatureOf(part: Part): ModelSignature {
  const { target, featureNames: features, preprocessing } = part
  if (!target) throw new TaskFailure(diagnose(learningProblems.noTarget, { part: part.name }))
  if (part.rows === 0) throw new TaskFailure(diagnose(learningProblems.noRows, { part: part.name }))
  if (features.length === 0) throw new TaskFailure(diagnose(learningProblems.noFeatures, { part: part.name }))
  if (target.kind === 'numbers') return { task: 'regression', features, target: target.name, preprocessing }
  const classes = target.names
  if (classes.length < 2) {
    const parameters = { target: target.name, classes: classes.length }
    throw new TaskFailure(diagnose(learningProblems.oneClass, parameters))
  }
  return { task: 'classification', features, target: target.name, classes, preprocessing }
}

/** Refuses a model or a loss that is made for another kind of target. */
export function checkTask(signature: ModelSignature, model: ComponentValue, loss: ComponentValue): void {
  const diagnostics: Diagnostic[] = []
  if (!lookUp(models, 'model', model).tasks.includes(signature.task)) {
    diagnostics.push(wrongTask(model, signature))
  }
  if (lookUp(losses, 'loss', loss).task !== signature.task) diagnostics.push(wrongTask(loss, signature))
  if (diagnostics.length > 0) throw new TaskFailure(...diagnostics)
}

const kindWords: Readonly<Record<LearningKind, string>> = {
  classification: 'a column of classes',
  regression: 'a column of numbers',
}

function wrongTask({ $component: what }: ComponentValue, { task, target }: ModelSignature): Diagnostic {
  const other = task === 'classification' ? 'regression' : 'classification'
  return diagnose(learningProblems.wrongTask, {
    what,
    needs: kindWords[other],
    target,
    found: kindWords[task],
  })
}

/** Refuses data or a model whose columns or classes are not those that are learned from. `what` begins the message. */
export function checkSameSignature(what: string, expected: ModelSignature, found: ModelSignature): void {
  const sameNames = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && a.every((name, index) => name === b[index])
  if (!sameNames(expected.features, found.features)) {
    const parameters = {
      what: `The features of ${what} differ`,
      expected: expected.features,
      found: found.features,
    }
    throw new TaskFailure(diagnose(learningProblems.featuresDiffer, parameters))
  }
  const classes = expected.classes ?? ['a number']
  const foundClasses = found.classes ?? ['a number']
  if (!sameNames(classes, foundClasses)) {
    const parameters = { what: `The classes of ${what} differ`, expected: classes, found: foundClasses }
    throw new TaskFailure(diagnose(learningProblems.classesDiffer, parameters))
  }
}
