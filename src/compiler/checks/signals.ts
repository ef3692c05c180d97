import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import { walk } from '../../ir/graph.ts'
import type { Declared } from '../bind/declared.ts'
import type { Elaborated } from '../elaborate/context.ts'
import { regulationsIn } from '../elaborate/outputs.ts'
import { knownValue } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'

/** A regulation reads only what its training tells: `val.*` needs a part to validate with, and fits its target. */
export const signals: Rule = ({ context, elaborated }, report) => {
  const { declarations } = context.program
  for (const train of elaborated.values()) {
    if (train.declared.kind !== 'train') continue
    for (const field of ['regulate', 'monitor']) {
      const term = train.given.get(field)
      for (const name of term ? regulationsIn(term) : []) {
        const regulation = declarations.get(name)
        const missing = regulation && missingSignal(elaborated.get(regulation), train)
        const location = missing && whereReferred(regulation, train)
        if (!missing || !location) continue
        const parameters = { ...missing, regulation: name, train: train.declared.name }
        report(diagnose(typeProblems.signalMissing, parameters, location))
      }
    }
  }
}

function whereReferred(regulation: Declared, train: Elaborated) {
  return train.references.get(regulation) ?? train.declared.location
}

function missingSignal(
  regulation: Elaborated | undefined,
  train: Elaborated,
): { readonly signal: string; readonly reason: string } | undefined {
  const validate = train.given.get('validate')
  const hasNone = !validate || knownValue(validate) === null
  const task = validate?.facts?.kind === 'data' ? validate.facts.task : undefined
  for (const signal of ambientNames(regulation)) {
    if (!signal.startsWith('val.')) continue
    if (hasNone) return { signal, reason: 'it names no data to `validate` with' }
    if (signal === 'val.accuracy' && task === 'regression') {
      return { signal, reason: 'its target holds numbers; there is `val.rmse`' }
    }
    if (signal === 'val.rmse' && task === 'classification') {
      return { signal, reason: 'its target holds classes; there is `val.accuracy`' }
    }
  }
  return undefined
}

function ambientNames(regulation: Elaborated | undefined): ReadonlySet<string> {
  const names = new Set<string>()
  for (const term of regulation?.given.values() ?? []) {
    walk(term.expression, (inner) => {
      if (inner.op === 'ambient') names.add(inner.name)
    })
  }
  return names
}
