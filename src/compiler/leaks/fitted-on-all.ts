import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { leakProblems } from '../../base/diagnostics/leak-problems.ts'
import { fittedTransforms } from './fitted-transforms.ts'
import type { LeakRule } from './leak.ts'

/** A transform learns from the train part only: what it learns of the others is a hint at their rows. */
export const fittedOnAll: LeakRule = (_, { declared, given, outputs }) => {
  if (declared.kind !== 'dataset' || outputs.has('all')) return []
  const others = [...outputs.keys()].filter((part) => part !== 'train')
  return fittedTransforms(given.get('transform'))
    .filter(({ isFittedOnAll }) => isFittedOnAll)
    .map(({ name, fitOn }) => {
      const parameters = { transform: name, dataset: declared.name, others }
      return diagnose(leakProblems.fittedOnAll, parameters, fitOn.location)
    })
}
