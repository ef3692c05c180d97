import { deliveryProblems } from '../../base/diagnostics/delivery-problems.ts'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import type { Elaborated } from '../elaborate/context.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'
import { visitTerms } from './terms.ts'

type Report = (diagnostic: Diagnostic) => void

/** A training has a model to train and the columns that its loss learns from; a command's signals have names of their own. */
export const trainings: Rule = ({ context, elaborated }, report) => {
  for (const node of elaborated.values()) {
    const { kind } = node.declared
    if (kind !== 'train' && kind !== 'evaluate') continue
    const given = node.given.get(kind === 'train' ? 'loss' : 'metrics')
    if (given) checkColumns(node, given, report)
    if (kind !== 'train' || context.program.damaged.has(node.declared)) continue
    if (node.signature?.is === 'command_kind') checkSignals(node, report)
    else checkModel(node, report)
  }
}

function checkModel({ declared, given }: Elaborated, report: Report): void {
  const isNamed = (field: string) => {
    const term = given.get(field)
    return term !== undefined && knownValue(term) !== null
  }
  if (isNamed('model') || isNamed('init_from')) return
  report(diagnose(deliveryProblems.nothingToTrain, { name: declared.name }, declared.location))
}

/** A signal becomes an output with its last value, beside those that every training has. */
function checkSignals({ declared, given, signature }: Elaborated, report: Report): void {
  const signals = given.get('signals')
  if (signals?.structure?.kind !== 'schema') return
  const outputs = new Set(signature?.outputs.map(({ name }) => name))
  outputs.delete('signals')
  for (const name of Object.keys(signals.structure.fields)) {
    if (!outputs.has(name)) continue
    report(diagnose(deliveryProblems.reservedSignal, { name, train: declared.name }, signals.location))
  }
}

/** A loss or metric of texts says which columns it reads; of rows that a program only declares, some may be unsaid. */
function checkColumns({ given }: Elaborated, components: Term, report: Report): void {
  const facts = given.get('data')?.facts
  if (facts?.kind !== 'data' || !facts.columns || facts.partial) return
  const known = facts.columns.map((column) => column.name)
  visitTerms(components, ({ structure, location }) => {
    if (structure?.kind !== 'component') return
    const wanted = structure.signature.traits.get('columns')?.split(', ') ?? []
    for (const column of wanted) {
      if (known.includes(column)) continue
      const parameters = { loss: structure.signature.name, column, data: `\`${facts.origin}\``, known }
      report(diagnose(deliveryProblems.lossColumns, parameters, location))
    }
  })
}
