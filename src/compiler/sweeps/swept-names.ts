import type { Entry, Item } from '../../parser/ast.ts'
import type { Declared } from '../bind/declared.ts'

/**
 * The params that any sweep of a program gives values to, read off the text: only these are followed as axes, so that a
 * program without sweeps pays nothing for them.
 */
export function sweptNames(declarations: Iterable<Declared>): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { kind, syntax } of declarations) {
    if (kind === 'sweep') addNames(syntax.body?.items ?? [], names)
  }
  return names
}

function addNames(items: readonly Item[], names: Set<string>): void {
  for (const item of items) {
    if (item.kind !== 'entry' || !['over', 'fix'].includes(keyOf(item))) continue
    if (item.value.kind !== 'record') continue
    for (const inner of item.value.items) if (inner.kind === 'entry') names.add(keyOf(inner))
  }
}

function keyOf({ key }: Entry): string {
  return key.kind === 'identifier' ? key.text : key.value
}
