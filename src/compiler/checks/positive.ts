import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import { formatQuantity } from '../../base/units.ts'
import { isQuantity } from '../../ir/functions.ts'
import type { Context } from '../elaborate/context.ts'
import { nominalValue } from '../elaborate/range.ts'
import type { Term } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'
import { partsOf } from './terms.ts'

/** Fields and arguments in which nothing at all makes no sense: a node with no time, a state saved every 0 steps. */
const never = new Set(['timeout', 'every', 'step_size', 'patience'])

/** Some quantities are more than nothing. */
export const positive: Rule = ({ context, elaborated }, report) => {
  for (const { given } of elaborated.values()) {
    for (const [name, term] of given) check(context, name, term, report)
  }
}

function check(context: Context, name: string, term: Term, report: (diagnostic: Diagnostic) => void): void {
  const { structure } = term
  if (structure?.kind === 'record') {
    for (const [key, field] of structure.fields) check(context, key, field, report)
  } else if (structure?.kind === 'component') {
    for (const [key, argument] of structure.arguments) check(context, key, argument, report)
  } else if (structure) {
    for (const part of partsOf(term)) check(context, name, part, report)
  } else if (never.has(name)) {
    const value = nominalValue(context, term)
    if (!isQuantity(value) || value.amount !== 0) return
    const found = formatQuantity({ dimension: value.$quantity, amount: value.amount })
    report(diagnose(typeProblems.notPositive, { what: `\`${name}\``, found }, term.location))
  }
}
