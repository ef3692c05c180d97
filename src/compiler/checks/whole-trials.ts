import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { sweepProblems } from '../../base/diagnostics/sweep-problems.ts'
import type { Type } from '../../ir/type.ts'
import type { Rule } from './rule.ts'
import { visitTerms } from './terms.ts'

/** A trial is no value: what is read of it is said, but for a comparison, which takes trials whole. */
export const wholeTrials: Rule = ({ context, elaborated }, report) => {
  if (context.swept.size === 0) return
  for (const { declared, given } of elaborated.values()) {
    for (const [name, field] of given) {
      if (declared.kind === 'compare' && name === 'trials') continue
      visitTerms(field, ({ structure, type, cause, location }) => {
        if (structure?.kind !== 'sweep' || structure.at === 'value') return
        const parameters = { text: cause?.text ?? '', known: namesIn(type) }
        report(diagnose(sweepProblems.whichInstance, parameters, location))
      })
    }
  }
}

function namesIn(type: Type): readonly string[] {
  if (type.type === 'list') return namesIn(type.of)
  return type.type === 'record' ? Object.keys(type.fields) : []
}
