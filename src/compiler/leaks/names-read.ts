import { walk } from '../../ir/graph.ts'
import type { Term } from '../elaborate/term.ts'

/** The ambient names that a term reads, without what follows the first point. */
export function namesRead(term: Term): ReadonlySet<string> {
  const names = new Set<string>()
  walk(term.expression, (inner) => {
    if (inner.op === 'ambient') names.add(inner.name.split('.')[0] ?? inner.name)
  })
  return names
}
