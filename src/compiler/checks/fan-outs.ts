import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { sweepProblems } from '../../base/diagnostics/sweep-problems.ts'
import { knownValue } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'

/** `parallel` limits the instances of a node with `each`; without one it would say nothing. */
export const fanOuts: Rule = ({ elaborated }, report) => {
  for (const { declared, given, keys, lists } of elaborated.values()) {
    const parallel = given.get('parallel')
    if (!parallel || lists || knownValue(parallel) === null) continue
    if ([...given.values()].some((term) => term.broken)) continue
    report(diagnose(sweepProblems.parallelAlone, { node: declared.name }, keys.get('parallel')))
  }
}
