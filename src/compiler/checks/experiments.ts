import { deliveryProblems } from '../../base/diagnostics/delivery-problems.ts'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { percentOf } from '../../base/diagnostics/words.ts'
import type { Context } from '../elaborate/context.ts'
import { nominalValue } from '../elaborate/range.ts'
import type { Structure, Term } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'

type RecordStructure = Extract<Structure, { kind: 'record' }>
type Report = (diagnostic: Diagnostic) => void

/** Weights written as decimals may miss 1 by rounding. */
const rounding = 1e-9

/** An experiment compares at least two arms, each has a weight, and the weights are all of the requests. */
export const experiments: Rule = ({ context, elaborated }, report) => {
  for (const { declared, given } of elaborated.values()) {
    if (declared.kind !== 'experiment') continue
    const arms = given.get('arms')
    const weights = given.get('weights')
    if (arms?.structure?.kind === 'record' && arms.structure.fields.size < 2) {
      report(diagnose(deliveryProblems.tooFewArms, { name: declared.name }, arms.location))
    }
    if (arms?.structure?.kind !== 'record' || weights?.structure?.kind !== 'record') continue
    const unweighed = reportMissing(arms.structure, 'arms', weights, 'weights', report)
    const unknown = reportMissing(weights.structure, 'weights', arms, 'arms', report)
    if (!unweighed && !unknown) checkSum(context, weights, report)
  }
}

function reportMissing(
  all: RecordStructure,
  has: string,
  other: Term,
  missing: string,
  report: Report,
): boolean {
  const { structure } = other
  const names = structure?.kind === 'record' ? structure.fields : new Map<string, Term>()
  const lacking = [...all.fields].filter(([arm]) => !names.has(arm))
  for (const [arm, term] of lacking) {
    const location = all.keys?.get(arm) ?? term.location
    report(diagnose(deliveryProblems.armsDiffer, { arm, missing, has }, location))
  }
  return lacking.length > 0
}

function checkSum(context: Context, weights: Term, report: Report): void {
  const values = nominalValue(context, weights)
  if (typeof values !== 'object' || values === null) return
  const known = Object.values(values).filter((weight) => typeof weight === 'number')
  const total = known.reduce((sum, weight) => sum + weight, 0)
  if (known.length === 0 || Math.abs(total - 1) <= rounding) return
  report(diagnose(deliveryProblems.weightsSum, { total: percentOf(total) }, weights.location))
}
