import { type Diagnostic, diagnose, rewrite } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import { closest } from '../../base/suggestion.ts'
import type { Column, DataFacts } from '../data/facts.ts'
import type { Elaborated } from '../elaborate/context.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'
import { visitTerms } from './terms.ts'

/** Every column that a dataset names is one of its source, and the target is not learned from. */
export const columns: Rule = ({ elaborated }, report) => {
  for (const dataset of elaborated.values()) {
    const known = dataset.facts?.columns
    if (!dataset.facts || !known) continue
    for (const name of ['target', 'features', 'drop', 'split']) {
      const term = dataset.given.get(name)
      if (term) checkNames(term, dataset.facts, known, report)
    }
    checkTarget(dataset, dataset.facts, report)
  }
}

function checkNames(
  term: Term,
  facts: DataFacts,
  known: readonly Column[],
  report: (diagnostic: Diagnostic) => void,
): void {
  const names = known.map((column) => column.name)
  visitTerms(term, (part) => {
    const name = columnNamed(part)
    if (name === undefined || names.includes(name)) return
    const suggestion = closest(name, names)
    const parameters = { name, data: `\`${facts.origin}\``, known: names, suggestion }
    const fix = suggestion === undefined ? undefined : rewrite(part.location, JSON.stringify(suggestion))
    report(diagnose(typeProblems.unknownColumn, parameters, part.location, fix ? { fix } : {}))
  })
}

/** The column that a term names, when it stands where a column is wanted. */
function columnNamed(term: Term): string | undefined {
  const value = term.type.type === 'column' ? knownValue(term) : undefined
  return typeof value === 'string' ? value : undefined
}

function checkTarget(
  { given }: Elaborated,
  { target }: DataFacts,
  report: (diagnostic: Diagnostic) => void,
): void {
  if (target === undefined) return
  for (const field of ['features', 'drop']) {
    const term = given.get(field)
    if (!term) continue
    visitTerms(term, (part) => {
      if (columnNamed(part) !== target) return
      report(diagnose(typeProblems.targetAsFeature, { column: target }, part.location))
    })
  }
}
