import { walk } from '../../ir/graph.ts'
import { perTrialFields } from '../../ir/instances.ts'
import type { Declared } from '../bind/declared.ts'
import { candidateNodes, candidatesOf } from '../elaborate/candidates.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import type { Term } from '../elaborate/term.ts'

/** The fields of a sweep that are evaluated once a trial. */
export const perTrial: ReadonlySet<string> = new Set(perTrialFields)

/** The nodes whose outputs the terms read, or that they name. */
export function nodesIn(context: Context, terms: Iterable<Term>): readonly Declared[] {
  const found = new Set<Declared>()
  const add = (term: Term) =>
    walk(term.expression, (inner) => {
      const node = inner.op === 'output' ? context.nodeWithId(inner.node) : undefined
      if (node) found.add(node)
    })
  for (const term of terms) {
    add(term)
    for (const { structure } of candidateNodes(term))
      if (structure?.kind === 'node') found.add(structure.node)
  }
  return [...found]
}

/** What a node reads and waits for; of a sweep, beside what its trials read. */
export function dependenciesOfNode(context: Context, node: Elaborated): readonly Declared[] {
  const isSweep = node.sweep !== undefined
  const terms = [...node.given].flatMap(([name, term]) => (isSweep && perTrial.has(name) ? [] : [term]))
  const from = node.declared.kind === 'score' ? candidatesOf(context, node.given.get('from')) : []
  // A score hands on the model that a candidate was judged by.
  const judged = from.flatMap(({ elaborated }) => elaborated.given.get('model') ?? [])
  return nodesIn(context, [...terms, ...judged])
}
