import { coneOf } from '../../ir/cone.ts'
import { nodeId } from '../../ir/node-id.ts'
import type { Declared } from '../bind/declared.ts'
import type { Context } from '../elaborate/context.ts'
import type { Term } from '../elaborate/term.ts'
import { dependenciesOfNode, nodesIn, perTrial } from './nodes-read.ts'
import type { SweepFacts } from './sweep-facts.ts'

/** What a sweep binds and repeats, read off its settled fields. */
export function sweepFacts(context: Context, given: ReadonlyMap<string, Term>): SweepFacts {
  const binds = new Set([...namesOf(given.get('over')), ...namesOf(given.get('fix'))])
  const reads = nodesIn(
    context,
    [...given].flatMap(([name, term]) => (perTrial.has(name) ? [term] : [])),
  )
  const cone = coneOf<Declared>(reads, binds, (declared) => {
    const node = context.elaborated(declared)
    if (!node) return undefined
    const { axes, sweep } = node
    return { axes, dependencies: dependenciesOfNode(context, node), ...(sweep && { search: sweep }) }
  })
  return { binds, reads, cone: inOrder(cone) }
}

/** The params that a record gives values: whether it is written out or another sweep's winner. */
function namesOf(term: Term | undefined): readonly string[] {
  return term?.type.type === 'record' ? Object.keys(term.type.fields) : []
}

function inOrder(nodes: Iterable<Declared>): readonly Declared[] {
  const named = [...nodes].map((node) => ({ node, id: nodeId(node.path) }))
  return named.sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ node }) => node)
}
