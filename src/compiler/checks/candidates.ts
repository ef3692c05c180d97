import { deliveryProblems } from '../../base/diagnostics/delivery-problems.ts'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Location } from '../../base/source.ts'
import { closest } from '../../base/suggestion.ts'
import { type Candidate, candidateNodes, candidatesOf, elementsOf } from '../elaborate/candidates.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'

/** The candidates of a score have metrics, and all the same ones. */
export const candidates: Rule = ({ context, elaborated }, report) => {
  for (const { declared, given } of elaborated.values()) {
    const from = declared.kind === 'score' ? given.get('from') : undefined
    if (!from || from.broken) continue
    const terms = candidateNodes(from)
    const found = candidatesOf(context, from)
    const [first] = found
    if (terms.length === 0) report(diagnose(typeProblems.noCandidates, {}, from.location))
    for (const [index, candidate] of found.entries()) {
      const problem = first && problemOf(candidate, first, terms[index]?.location ?? from.location)
      if (problem) report(problem)
    }
    const group = given.get('group')
    if (group) checkGroup(group, found, report)
  }
}

/** Candidates are grouped by what tells their instances apart. */
function checkGroup(
  group: Term,
  found: readonly Candidate[],
  report: (diagnostic: Diagnostic) => void,
): void {
  const name = knownValue(group)
  const known = [...elementsOf(found).keys()]
  if (typeof name !== 'string' || known.includes(name)) return
  const parameters = { name, known, suggestion: closest(name, known) }
  report(diagnose(deliveryProblems.unknownGroup, parameters, group.location))
}

function problemOf(
  { node, metrics }: Candidate,
  first: Candidate,
  location: Location,
): Diagnostic | undefined {
  if (metrics.size === 0) return diagnose(typeProblems.noMetrics, { node: node.name }, location)
  const missing = [...first.metrics.keys()].find((metric) => !metrics.has(metric))
  if (missing === undefined) return undefined
  const parameters = { first: first.node.name, second: node.name, missing }
  return diagnose(typeProblems.candidatesDiffer, parameters, location)
}
