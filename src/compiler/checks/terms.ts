import type { Term } from '../elaborate/term.ts'

/** Calls `visit` for a term and everything that it is known to be made of. */
export function visitTerms(term: Term, visit: (part: Term) => void): void {
  visit(term)
  for (const part of partsOf(term)) visitTerms(part, visit)
}

/** The terms that a term was made of, as far as its structure is known. */
export function partsOf({ structure }: Term): readonly Term[] {
  switch (structure?.kind) {
    case 'list':
      return structure.items
    case 'record':
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
