import { at } from '../../base/diagnostics/diagnostic.ts'
import type { Declared, Home } from '../bind/declared.ts'
import { innerNames } from '../bind/names.ts'
import type { Context } from '../elaborate/context.ts'
import { broken, type Term } from '../elaborate/term.ts'
import type { UserComponent } from './user-component.ts'

/** The inside of a component for one use of it. */
export interface Inside {
  readonly home: Home
  /** In dependency order. */
  readonly declarations: readonly Declared[]
}

/**
 * Makes the inside of a component for one use: a declaration for each that it holds, and for each param what the use
 * gives it. `path` is that of the use.
 */
export function openInside(
  context: Context,
  component: UserComponent,
  path: readonly string[],
  given: ReadonlyMap<string, Term>,
): Inside {
  const { declared, inner, params, signature } = component
  const { file } = declared
  const own = new Map<string, Declared>()
  const home: Home = { names: innerNames(own, declared.home.names), isPart: true }
  for (const [name, syntax] of params) {
    const location = at(file, syntax.name)
    const argument: Declared = { name, kind: 'argument', path: [...path, name], file, syntax, location, home }
    own.set(name, argument)
    const field = signature.fields.get(name)
    const term = given.get(name) ?? (field && context.defaultOf(signature, field))
    context.settle(argument, term ?? broken(location))
  }
  const declarations = inner.map(({ name, kind, syntax }): Declared => {
    const location = at(file, syntax.name)
    return { name, kind, path: [...path, name], file, syntax, location, home }
  })
  for (const one of declarations) own.set(one.name, one)
  return { home, declarations }
}
