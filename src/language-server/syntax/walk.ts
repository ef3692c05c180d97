import type { Node } from '../../parser/ast.ts'
import { childrenOf } from './children-of.ts'

/** The nodes around an offset, the innermost first. A word is met at its end too, as a cursor stands there. */
export function pathAt(root: Node, offset: number): readonly Node[] {
  const path: Node[] = [root]
  for (let node: Node | undefined = root; node; ) {
    const inner: Node | undefined = innermost(childrenOf(node), offset)
    if (inner) path.unshift(inner)
    node = inner
  }
  return path
}

/** Of two nodes that meet at the offset, the word before a bracket, or else the one that begins there. */
function innermost(nodes: readonly Node[], offset: number): Node | undefined {
  const around = nodes.filter(({ start, end }) => start <= offset && offset <= end)
  return around.find(({ end }) => offset < end) ?? around[0]
}

/** Every node below a node and itself, each with those around it, the innermost first. Keeps its own stack. */
export function* walk(root: Node): Generator<{ readonly node: Node; readonly around: Around }> {
  const waiting: { readonly node: Node; readonly around: Around }[] = [{ node: root, around: undefined }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next
    const children = childrenOf(next.node)
    for (let index = children.length - 1; index >= 0; index--) {
      const node = children[index]
      if (node) waiting.push({ node, around: next })
    }
  }
}

/** The way out of a node: a linked list, for a walk makes one for every node. */
export type Around = { readonly node: Node; readonly around: Around } | undefined
