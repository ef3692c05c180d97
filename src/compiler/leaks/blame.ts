import type { Term } from '../elaborate/term.ts'
import type { DataUse } from './data-use.ts'

/** The innermost part of a term that has seen what is asked for: the one to point at. */
export function blamed(
  term: Term,
  isMeant: (use: DataUse) => boolean,
  dataOf: (part: Term) => readonly DataUse[] = ({ data }) => data,
): Term {
  for (const part of partsOf(term)) {
    if (dataOf(part).some(isMeant)) return blamed(part, isMeant, dataOf)
  }
  return term
}

/** The terms that a term is known to be made of, those of a regulation too. */
export function partsOf({ structure }: Term): readonly Term[] {
  switch (structure?.kind) {
    case 'list':
      return structure.items
    case 'record':
    case 'regulation':
      return [...structure.fields.values()]
    case 'component':
      return [...structure.arguments.values()]
    case 'conditional':
      return [structure.condition, structure.yes, structure.no]
    case 'sum':
      return structure.parts
    default:
      return []
  }
}
