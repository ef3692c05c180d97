import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { sweepProblems } from '../../base/diagnostics/sweep-problems.ts'
import type { Kind } from '../bind/declared.ts'
import type { Rule } from './rule.ts'

/** The kinds that change something outside of the run. */
const effects: ReadonlySet<Kind> = new Set<Kind>(['register', 'deploy', 'experiment', 'notify'])

/** A trial is repeated, cached and thrown away: it may change nothing in the world. */
export const coneEffects: Rule = ({ elaborated }, report) => {
  for (const { declared, sweep } of elaborated.values()) {
    for (const node of sweep?.cone ?? []) {
      if (!effects.has(node.kind)) continue
      const related = [{ message: `\`${declared.name}\` is declared here`, location: declared.location }]
      const parameters = { node: node.name, kind: node.kind, sweep: declared.name }
      report(diagnose(sweepProblems.effectInCone, parameters, node.location, { related }))
    }
  }
}
