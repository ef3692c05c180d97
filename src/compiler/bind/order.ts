import type { Expression } from '../../parser/ast.ts'
import type { Declared } from './declared.ts'
import { expressionsIn, expressionsOfItem } from './syntax-children.ts'

/** Nesting that no person writes, and that recursion stands without running out of stack. */
const deepest = 200

/** What a declaration's text says about others, without knowing what its names mean. */
interface Mentions {
  /** In the order of the text; a name may stand there several times. */
  readonly names: readonly string[]
  readonly tooDeep?: Expression
}

/** The names that a declaration mentions. Walks with its own stack, whatever the nesting. */
export function mentionsOf(declared: Declared): Mentions {
  const names: string[] = []
  let level: Expression[] = [...expressionsOfItem(declared.syntax)]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) {
      const [tooDeep] = level
      return { names, ...(tooDeep && { tooDeep }) }
    }
    const next: Expression[] = []
    for (const syntax of level) {
      if (syntax.kind === 'name') names.push(syntax.text)
      else for (const child of expressionsIn(syntax)) next.push(child)
    }
    level = next
  }
  return { names }
}

/**
 * Declarations so ordered that what is mentioned comes first, as far as there is such an order: elaborating one then
 * finds the others done, and a chain of ten thousand needs no deep recursion.
 */
export function inDependencyOrder(
  declarations: ReadonlyMap<string, Declared>,
  mentions: ReadonlyMap<Declared, readonly string[]>,
): readonly Declared[] {
  const order: Declared[] = []
  const seen = new Set<Declared>()
  const path: { readonly declared: Declared; readonly names: readonly string[]; next: number }[] = []
  const enter = (declared: Declared) => {
    seen.add(declared)
    path.push({ declared, names: mentions.get(declared) ?? [], next: 0 })
  }
  for (const start of declarations.values()) {
    if (!seen.has(start)) enter(start)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const name = top.names[top.next++]
      if (name === undefined) {
        order.push(top.declared)
        path.pop()
        continue
      }
      const mentioned = declarations.get(name)
      if (mentioned && !seen.has(mentioned)) enter(mentioned)
    }
  }
  return order
}
