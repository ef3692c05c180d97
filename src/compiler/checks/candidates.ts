import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Location } from '../../base/source.ts'
import { type Candidate, candidateNodes, candidatesOf } from '../elaborate/candidates.ts'
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
  }
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
