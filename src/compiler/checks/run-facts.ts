import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import { walk } from '../../ir/graph.ts'
import { isNodeKind } from '../bind/declared.ts'
import { knownValue } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'

/** What reads `run.id` or `run.date` is new in each run, so it says that it is not cached. */
export const runFacts: Rule = ({ elaborated }, report) => {
  for (const { declared, given } of elaborated.values()) {
    if (!isNodeKind(declared.kind) || declared.kind === 'notify') continue
    const cache = given.get('cache')
    if (cache && knownValue(cache) === false) continue
    const told = new Set<string>()
    for (const [name, term] of given) {
      // Whether a node is run at all is not part of what it makes.
      if (name === 'when') continue
      walk(term.expression, (inner) => {
        if (inner.op !== 'fact' || !inner.name.startsWith('run.') || told.has(inner.name)) return
        // What reads an input that reads it is the same mistake.
        told.add(inner.name)
        const parameters = { name: inner.name, node: declared.name }
        report(diagnose(typeProblems.uncachedFact, parameters, term.location))
      })
    }
  }
}
