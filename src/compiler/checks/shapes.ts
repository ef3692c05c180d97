import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Kind } from '../bind/declared.ts'
import type { Term } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'

/** The fields whose names become outputs. */
const shaping: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  step: ['outputs'],
  evaluate: ['metrics'],
  experiment: ['metrics'],
}

/** What gives outputs their names is written out: names are known before anything runs. */
export const shapes: Rule = ({ elaborated }, report) => {
  for (const { declared, given } of elaborated.values()) {
    for (const name of shaping[declared.kind] ?? []) {
      const term = given.get(name)
      if (!term || term.broken || term.structure?.kind === 'schema') continue
      const reason = 'its names are the outputs of the node'
      if (term.structure?.kind !== 'record') {
        report(diagnose(typeProblems.shapeWrittenOut, { what: `\`${name}\``, reason }, term.location))
        continue
      }
      for (const [key, part] of term.structure.fields) checkPart(key, part)
    }
  }

  function checkPart(key: string, part: Term): void {
    if (part.broken || part.structure?.kind === 'component') return
    const reason = 'what it is decides the type of the output'
    report(diagnose(typeProblems.shapeWrittenOut, { what: `\`${key}\``, reason }, part.location))
  }
}
