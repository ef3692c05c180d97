import { learningProblems } from '../../base/diagnostics/learning-problems.ts'
import { metricProblems } from '../../base/diagnostics/metric-problems.ts'
import type { Part } from '../datasets/part.ts'
import { refuse } from '../datasets/refuse.ts'
import type { Model } from '../models/saved-model.ts'

const words = { classification: 'classes', regression: 'numbers' } as const

/** Refuses a part whose columns or classes are not those that the model learned from. */
export function checkModelFits({ signature }: Model, part: Part): void {
  const { target, featureNames } = part
  const what = (subject: string) => `The ${subject} of the part \`${part.name}\` are not those of the model`
  if (!same(signature.features, featureNames)) {
    const names = { expected: signature.features, found: featureNames }
    refuse(learningProblems.featuresDiffer, { what: what('features'), ...names })
  }
  if (!target) return
  const [predicts, given] = [words[signature.task], words[part.task ?? signature.task]]
  if (predicts !== given) {
    const details = { part: part.name, target: target.name, predicts, found: given }
    refuse(metricProblems.otherTask, details)
  }
  const expected = signature.classes ?? []
  const found = target.kind === 'classes' ? target.names : []
  if (!same(expected, found)) {
    refuse(learningProblems.classesDiffer, { what: what('classes'), expected, found })
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index])
}
