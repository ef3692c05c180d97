import type { Type } from '../../ir/type.ts'
import { applied } from '../elaborate/apply.ts'
import { listOf } from '../elaborate/compose.ts'
import type { Context } from '../elaborate/context.ts'
import type { Term } from '../elaborate/term.ts'

type Fields = ReadonlyMap<string, Term>
type Joining = (context: Context, outer: Term, own: Term) => Term

const bool: Type = { type: 'bool' }

/** Fields that hold for a use and for what is inside at once; of the others, what is inside says wins. */
const joined: Readonly<Record<string, Joining>> = {
  when: (context, outer, own) => applied(context, own.location, 'and', bool, [outer, own]),
  cache: (context, outer, own) => applied(context, own.location, 'and', bool, [outer, own]),
  on_demand: (context, outer, own) => applied(context, own.location, 'or', bool, [outer, own]),
  needs: (_, outer, own) => {
    const type = own.type
    return { ...listOf(own.location, [...itemsOf(outer), ...itemsOf(own)]), type }
  },
}

function itemsOf({ structure }: Term): readonly Term[] {
  return structure?.kind === 'list' ? structure.items : []
}

/**
 * The fields of a node inside of a component: its own, and those that the use of the component hands on. `when`, `needs`,
 * `cache` and `on_demand` are joined; the others are defaults.
 */
export function withHandedOn(context: Context, own: Fields, outer: Fields): Fields {
  const fields = new Map(own)
  for (const [name, term] of outer) {
    const said = own.get(name)
    if (!said) fields.set(name, term)
    else if (Object.hasOwn(joined, name)) fields.set(name, joined[name]?.(context, term, said) ?? said)
  }
  return fields
}
