import { at } from '../../base/diagnostics/diagnostic.ts'
import type { Declared } from '../bind/declared.ts'
import { mentionsOf } from '../bind/order.ts'
import type { Context, Scope } from '../elaborate/context.ts'

/** Settles a component by itself: its signature, its defaults, and what of its file it mentions. */
export function elaborateComponent(context: Context, declared: Declared, scope: Scope): void {
  const { file, home } = declared
  const { names, components } = mentionsOf(declared)
  for (const syntax of names) {
    const mentioned = home.names.get(syntax.text)
    if (mentioned) scope.refer(mentioned, at(file, syntax))
  }
  for (const syntax of components) {
    const mentioned = home.names.component(syntax.text)
    if (mentioned) scope.refer(mentioned, at(file, syntax))
  }
  const component = context.component(declared)
  for (const field of component?.signature.fields.values() ?? []) {
    if (component) context.defaultOf(component.signature, field)
  }
}
