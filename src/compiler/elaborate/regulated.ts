import type { Declared } from '../bind/declared.ts'
import type { Signature } from '../signatures/signature.ts'
import type { Term } from './term.ts'

/** The regulations that a list may hold, whatever its conditions come to. */
export function regulationsIn(term: Term): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { regulation } of regulationStructures(term)) names.add(regulation.name)
  return names
}

/** The same as declarations: of components too, whose names mean nothing where the list stands. */
export function regulationsDeclaredIn(term: Term): ReadonlySet<Declared> {
  return new Set(regulationStructures(term).map(({ regulation }) => regulation))
}

/** The responses that the regulations of a list may have. */
export function responsesIn(term: Term): ReadonlySet<Signature> {
  const found = new Set<Signature>()
  for (const { fields } of regulationStructures(term)) {
    const respond = fields.get('respond')
    if (respond) for (const signature of componentsIn(respond)) found.add(signature)
  }
  return found
}

type RegulationStructure = Extract<NonNullable<Term['structure']>, { kind: 'regulation' }>

function regulationStructures(term: Term): readonly RegulationStructure[] {
  const { structure } = term
  if (structure?.kind === 'regulation') return [structure]
  return partsThatMayBe(structure).flatMap(regulationStructures)
}

/** The components that a term may be, whatever its conditions come to. */
export function componentsIn({ structure }: Term): readonly Signature[] {
  if (structure?.kind === 'component') return [structure.signature]
  return partsThatMayBe(structure).flatMap(componentsIn)
}

function partsThatMayBe(structure: Term['structure']): readonly Term[] {
  if (structure?.kind === 'list') return structure.items
  if (structure?.kind === 'sum') return structure.parts
  return structure?.kind === 'conditional' ? [structure.yes, structure.no] : []
}
