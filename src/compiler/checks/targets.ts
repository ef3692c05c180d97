import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { DataFacts } from '../data/facts.ts'
import type { Elaborated } from '../elaborate/context.ts'
import type { Rule } from './rule.ts'

/** A model meets data with the target that it was trained for. */
export const targets: Rule = ({ elaborated }, report) => {
  for (const node of elaborated.values()) {
    const learned = learnedFrom(node)
    const met = node.given.get(node.declared.kind === 'train' ? 'validate' : 'data')
    if (!learned || met?.facts?.kind !== 'data') continue
    const { target, origin } = met.facts
    if (learned.target === undefined || target === undefined || learned.target === target) continue
    const parameters = {
      node: node.declared.name,
      learned: `\`${learned.origin}\``,
      target: learned.target,
      data: `\`${origin}\``,
      given: target,
    }
    report(diagnose(typeProblems.targetDiffers, parameters, met.location))
  }
}

/** What the model of an evaluation, or of a training itself, learns from. */
function learnedFrom({ declared, given }: Elaborated): DataFacts | undefined {
  if (declared.kind === 'evaluate') {
    const facts = given.get('model')?.facts
    return facts?.kind === 'model' ? facts.trainedOn : undefined
  }
  const facts = declared.kind === 'train' ? given.get('data')?.facts : undefined
  return facts?.kind === 'data' ? facts : undefined
}
