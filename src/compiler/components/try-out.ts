import type { Declared } from '../bind/declared.ts'
import type { Context, Elaborated, Scope } from '../elaborate/context.ts'
import { broken, type Term } from '../elaborate/term.ts'
import { calledValue } from './call.ts'
import { expand } from './use.ts'
import type { UserComponent } from './user-component.ts'

/** The components of the program's file that nothing uses. */
export function unusedComponents(
  { program: { components, file } }: Context,
  settled: ReadonlyMap<Declared, Elaborated>,
): readonly Declared[] {
  if (components.size === 0) return []
  const used = new Set<Declared>()
  for (const { references } of settled.values()) for (const other of references.keys()) used.add(other)
  return [...components.values()].filter((declared) => declared.file === file && !used.has(declared))
}

/**
 * Uses components once, so that mistakes inside are told where nothing else does: with their defaults, and with something
 * that fits everywhere for what has none. What this makes is no part of the program.
 */
export function tryOut(context: Context, components: readonly Declared[]): void {
  for (const declared of components) {
    const component = context.component(declared)
    if (component) tryOutOne(context, component)
  }
}

function tryOutOne(context: Context, component: UserComponent): void {
  const { declared, signature } = component
  if (signature.implementation !== undefined) return
  const given = new Map<string, Term>()
  for (const field of signature.fields.values()) {
    given.set(field.name, context.defaultOf(signature, field) ?? broken(declared.location))
  }
  const { file, home } = declared
  const scope: Scope = { file, home, owner: declared, inLibrary: false, refer: () => undefined }
  const isBlock = signature.is === 'node'
  const run = () =>
    void (isBlock
      ? expand(context, component, declared, given, scope)
      : calledValue(context, component, given, scope))
  context.expansions.within(declared, 1, run, () => undefined)
}
