import { unreachable } from '../../base/unreachable.ts'
import type { Node } from '../../parser/ast.ts'

const none: readonly Node[] = []

/** The nodes directly inside a node, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'module':
    case 'record':
    case 'list':
      return node.items
    case 'import':
      return [...node.picks, node.from]
    case 'pick':
      return node.alias ? [node.name, node.alias] : [node.name]
    case 'declaration':
      return present([node.head, node.name, node.type, node.value, node.body])
    case 'entry':
      return [node.key, node.value]
    case 'template':
      return node.parts
    case 'call':
      return [node.callee, ...node.arguments]
    case 'argument':
      return present([node.name, node.value])
    case 'member':
      return [node.object, node.property]
    case 'unary':
      return [node.operand]
    case 'binary':
      return [node.left, node.right]
    case 'conditional':
      return [node.condition, node.yes, node.no]
    case 'group':
      return [node.inner]
    case 'comment':
    case 'identifier':
    case 'name':
    case 'number':
    case 'quantity':
    case 'string':
    case 'boolean':
    case 'none':
    case 'text':
      return none
    default:
      return unreachable(node)
  }
}

function present(nodes: readonly (Node | undefined)[]): readonly Node[] {
  return nodes.filter((node) => node !== undefined)
}
