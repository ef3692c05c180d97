import type { Signature } from '../signatures/signature.ts'
import type { Context, Elaborated } from './context.ts'
import type { Term } from './term.ts'

/** A field of a node or settings: as given, else the library's default. */
export function fieldOf(
  context: Context,
  elaborated: Pick<Elaborated, 'given'>,
  signature: Signature,
  name: string,
): Term | undefined {
  const given = elaborated.given.get(name)
  if (given) return given
  const field = signature.fields.get(name)
  return field && context.defaultOf(signature, field)
}
