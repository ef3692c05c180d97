import { deliveryProblems } from '../../base/diagnostics/delivery-problems.ts'
import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import type { Elaborated } from '../elaborate/context.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'

/** Engines whose machines forget everything between two runs. */
const forgetful: ReadonlySet<string> = new Set(['github', 'gitlab', 'kubernetes'])

/** State from run to run needs a store wherever each run starts on an empty machine. */
export const keptState: Rule = ({ context, elaborated }, report) => {
  const { pipeline } = context.program
  const store = pipeline && elaborated.get(pipeline)?.given.get('store')
  if (store && knownValue(store) !== null) return
  const target = [...elaborated.keys()].find(({ kind, name }) => kind === 'target' && forgetful.has(name))
  if (!target) return
  for (const node of elaborated.values()) {
    for (const [output, term] of keptOutputs(node)) {
      const parameters = { node: node.declared.name, output, target: target.name }
      report(diagnose(deliveryProblems.stateWithoutStore, parameters, term.location))
    }
  }
}

function keptOutputs({ given }: Elaborated): readonly (readonly [string, Term])[] {
  const outputs = given.get('outputs')?.structure
  if (outputs?.kind !== 'record') return []
  return [...outputs.fields].filter(([, { structure }]) => {
    const kept = structure?.kind === 'component' ? structure.arguments.get('append_only') : undefined
    return kept !== undefined && knownValue(kept) === true
  })
}
