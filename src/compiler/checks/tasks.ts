import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { DataFacts, Task } from '../data/facts.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'
import { visitTerms } from './terms.ts'

const needs: Readonly<Record<Task, string>> = {
  classification: 'a target of classes',
  regression: 'a target of numbers',
}

const holds: Readonly<Record<Task, string>> = { classification: 'classes', regression: 'numbers' }

/** What learns and what judges fits the target: accuracy is of classes, a squared error of numbers. */
export const tasks: Rule = ({ context, elaborated }, report) => {
  for (const node of elaborated.values()) {
    const { kind, name } = node.declared
    if (kind !== 'train' && kind !== 'evaluate') continue
    const data = node.given.get('data')
    if (data?.facts?.kind !== 'data') continue
    const { facts } = data
    if (facts.hasTarget === false) {
      if (needsNoTarget(node)) continue
      report(diagnose(typeProblems.noTarget, { data: `\`${facts.origin}\``, node: name }, data.location))
    } else {
      for (const field of fields[kind]) checkField(context, node, field, facts, report)
    }
  }
}

/** A command knows what it predicts; a loss such as a reconstruction, and metrics of services, are for any rows. */
function needsNoTarget({ declared, signature, given }: Elaborated): boolean {
  if (signature?.is === 'command_kind') return true
  const judged = given.get(declared.kind === 'train' ? 'loss' : 'metrics')
  if (!judged) return false
  let needed = false
  visitTerms(judged, ({ structure }) => {
    if (structure?.kind === 'component' && structure.signature.traits.get('task') !== 'any') needed = true
  })
  return !needed && knownValue(judged) !== null
}

/** The fields whose components may be for one kind of target only. */
const fields = { train: ['model', 'loss'], evaluate: ['metrics'] } as const

function checkField(
  context: Context,
  node: Elaborated,
  field: string,
  { task, target, columns }: DataFacts,
  report: (diagnostic: Diagnostic) => void,
): void {
  const term = node.given.get(field)
  if (!term || !task || target === undefined) return
  visitTerms(term, (part: Term) => {
    if (part.structure?.kind !== 'component') return
    const { signature } = part.structure
    const wanted = signature.traits.get('task')
    if ((wanted !== 'classification' && wanted !== 'regression') || wanted === task) return
    const known = context.library
      .all()
      .filter((other) => other.is === signature.is && other.traits.get('task') === task)
      .map((other) => other.name)
    const use = `\`${signature.name}\``
    const whole = columns?.find((column) => column.name === target)?.type === 'int'
    const parameters = { use, needs: needs[wanted], target, has: holds[task], known, whole }
    report(diagnose(typeProblems.wrongTask, parameters, part.location))
  })
}
