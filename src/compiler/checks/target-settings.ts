import { deliveryProblems } from '../../base/diagnostics/delivery-problems.ts'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import type { Location } from '../../base/source.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'

/** A name of the program that a setting gives, and where. */
interface Named {
  readonly name: string
  readonly location: Location
}

/** What the settings of each target name, by field: a kind of declaration. */
const fields = { executors: 'executor', secrets: 'secret', dispatch: 'param' } as const

/** The settings of a target name executors, secrets and params that the program has. */
export const targetSettings: Rule = ({ context, elaborated }, report) => {
  for (const target of elaborated.values()) {
    if (target.declared.kind !== 'target') continue
    for (const [field, kind] of Object.entries(fields)) {
      const term = target.given.get(field)
      for (const named of term ? namesIn(term) : []) check(context, target, field, kind, named, report)
    }
  }
}

/** The keys of a record, or the texts of a list. */
function namesIn({ structure }: Term): readonly Named[] {
  if (structure?.kind === 'record') {
    return [...structure.fields].map(([name, { location }]) => ({
      name,
      location: structure.keys?.get(name) ?? location,
    }))
  }
  if (structure?.kind !== 'list') return []
  return structure.items.flatMap((item) => {
    const name = knownValue(item)
    return typeof name === 'string' ? [{ name, location: item.location }] : []
  })
}

function check(
  context: Context,
  { declared }: Elaborated,
  field: string,
  kind: string,
  { name, location }: Named,
  report: (diagnostic: Diagnostic) => void,
): void {
  const { names } = declared.home
  if (names.get(name)?.kind === kind) return
  const known = [...names.keys()].filter((other) => names.get(other)?.kind === kind)
  const suggestion = context.suggest(name, known)
  const parameters = { target: declared.name, field, what: kind, name, known, suggestion }
  report(diagnose(deliveryProblems.unknownSetting, parameters, location))
}
