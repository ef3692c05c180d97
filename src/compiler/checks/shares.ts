import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import { nominalValue } from '../elaborate/range.ts'
import type { Rule } from './rule.ts'
import { visitTerms } from './terms.ts'

/** Shares written as decimals may miss 1 by rounding: 0.7 + 0.15 + 0.15 is not quite 1. */
const rounding = 1e-9

/** The shares of a split are at most all rows, and some of them are trained on. */
export const shares: Rule = ({ context, elaborated }, report) => {
  for (const { given } of elaborated.values()) {
    const split = given.get('split')
    if (!split) continue
    visitTerms(split, (part) => {
      if (part.broken || part.structure?.kind !== 'component' || part.structure.signature.is !== 'split')
        return
      const { arguments: given } = part.structure
      const [train, ...others] = ['train', 'val', 'test'].map((name) => {
        const share = given.get(name)
        return share ? nominalValue(context, share) : undefined
      })
      if (train === 0) report(diagnose(typeProblems.tooFewShares, {}, part.location))
      const known = [train, ...others].filter((share) => typeof share === 'number')
      const total = known.reduce((sum, share) => sum + share, 0)
      if (total <= 1 + rounding) return
      const percent = `${Number((total * 100).toFixed(6))}%`
      report(diagnose(typeProblems.shares, { total: percent }, part.location))
    })
  }
}
