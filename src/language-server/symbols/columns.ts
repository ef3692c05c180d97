import type { Declared } from '../../compiler/bind/declared.ts'
import type { Column } from '../../compiler/data/facts.ts'
import type { Look } from '../../compiler/editor/look.ts'

/** The columns that a node's fields may name: its own rows' or those of the data that it is given. */
export function columnsAt(look: Look, owner: Declared): readonly Column[] {
  const elaborated = look.checked?.context.elaborated(owner)
  if (!elaborated) return []
  if (elaborated.facts?.columns) return elaborated.facts.columns
  for (const term of elaborated.given.values()) {
    if (term.facts?.kind === 'data' && term.facts.columns) return term.facts.columns
  }
  return []
}
