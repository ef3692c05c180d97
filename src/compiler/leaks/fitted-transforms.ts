import { knownValue, type Term } from '../elaborate/term.ts'

/** A transform that learns from rows before it is applied. */
export interface FittedTransform {
  readonly name: string
  readonly isFittedOnAll: boolean
  /** Its `fit_on`. */
  readonly fitOn: Term
}

/** The transforms that are fitted, also those that a condition may choose. */
export function fittedTransforms(transform: Term | undefined): readonly FittedTransform[] {
  const { structure } = transform ?? {}
  switch (structure?.kind) {
    case 'list':
      return structure.items.flatMap(fittedTransforms)
    case 'sum':
      return structure.parts.flatMap(fittedTransforms)
    case 'conditional':
      return [structure.yes, structure.no].flatMap(fittedTransforms)
    case 'component': {
      const fitOn = structure.arguments.get('fit_on')
      if (!fitOn || learnsNothing(structure.arguments.get('with'))) return []
      // What is known only later may come out as either.
      const isFittedOnAll = knownValue(fitOn) !== 'train'
      return [{ name: structure.signature.name, isFittedOnAll, fitOn }]
    }
    default:
      return []
  }
}

/** `impute(with: "zero")` and `impute(with: "drop")` look at no value. */
function learnsNothing(method: Term | undefined): boolean {
  const value = method && knownValue(method)
  return value === 'zero' || value === 'drop'
}
