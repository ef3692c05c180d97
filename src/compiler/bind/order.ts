import type { Declaration, Expression, Identifier, Item, NameExpression } from '../../parser/ast.ts'
import type { Declared } from './declared.ts'
import { expressionsIn, expressionsOfItem } from './syntax-children.ts'

/** Nesting that no person writes, and that recursion stands without running out of stack. */
const deepest = 200

/** What a declaration's text says about others, without knowing what its names mean. */
export interface Mentions {
  /** In the order of the text; a name may stand there several times. */
  readonly names: readonly NameExpression[]
  /** What is called, or stands at the head of a block. */
  readonly components: readonly Identifier[]
  readonly tooDeep?: Expression
}

/** Components are asked twice: for their place in the order, and when they are settled. */
const ofComponents = new WeakMap<Declaration, Mentions>()

/** The names that a declaration mentions. */
export function mentionsOf(declared: Pick<Declared, 'kind' | 'syntax'>): Mentions {
  if (declared.kind !== 'component') return mentionsIn(declared)
  const known = ofComponents.get(declared.syntax) ?? mentionsIn(declared)
  ofComponents.set(declared.syntax, known)
  return known
}

/** Walks with its own stack, whatever the nesting. */
function mentionsIn({ kind, syntax }: Pick<Declared, 'kind' | 'syntax'>): Mentions {
  const names: NameExpression[] = []
  const components: Identifier[] = kind === 'use' ? [syntax.head] : []
  const own = kind === 'component' ? namesInside(syntax.body?.items ?? [], components) : undefined
  let level: Expression[] = [...expressionsOfItem(syntax)]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) {
      const [tooDeep] = level
      return { names, components, ...(tooDeep && { tooDeep }) }
    }
    const next: Expression[] = []
    for (const part of level) {
      if (part.kind === 'name') names.push(part)
      else for (const child of expressionsIn(part)) next.push(child)
      if (part.kind === 'call') components.push(part.callee)
    }
    level = next
  }
  return { names: own ? names.filter(({ text }) => !own.has(text)) : names, components }
}

/** What a component declares inside, which is nobody else's; notes the heads of its declarations. */
function namesInside(items: readonly Item[], heads: Identifier[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const item of items) {
    if (item.kind !== 'declaration') continue
    names.add(item.name.text)
    heads.push(item.head)
  }
  return names
}

/**
 * Things so ordered that what is mentioned comes first, as far as there is such an order: elaborating one then finds
 * the others done, and a chain of ten thousand needs no deep recursion. What is mentioned is asked once of each.
 */
export function inDependencyOrder<T>(
  starts: Iterable<T>,
  mentioned: (item: T) => readonly T[],
): readonly T[] {
  const order: T[] = []
  const seen = new Set<T>()
  const path: { readonly item: T; readonly targets: readonly T[]; next: number }[] = []
  const enter = (item: T) => {
    seen.add(item)
    path.push({ item, targets: mentioned(item), next: 0 })
  }
  for (const start of starts) {
    if (!seen.has(start)) enter(start)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const target = top.targets[top.next++]
      if (target === undefined) {
        order.push(top.item)
        path.pop()
      } else if (!seen.has(target)) enter(target)
    }
  }
  return order
}
