import { unreachable } from '../../base/unreachable.ts'
import type { Expression, Item } from '../../parser/ast.ts'

const none: readonly Expression[] = []

/** The expressions directly inside an expression, in order. */
export function expressionsIn(syntax: Expression): readonly Expression[] {
  switch (syntax.kind) {
    case 'name':
    case 'number':
    case 'quantity':
    case 'string':
    case 'boolean':
    case 'none':
      return none
    case 'template':
      return syntax.parts.filter((part): part is Expression => part.kind !== 'text')
    case 'list':
      return syntax.items
    case 'record':
      return expressionsOfItems(syntax.items)
    case 'call':
      return syntax.arguments.map((argument) => argument.value)
    case 'member':
      return [syntax.object]
    case 'unary':
      return [syntax.operand]
    case 'binary':
      return [syntax.left, syntax.right]
    case 'conditional':
      return [syntax.condition, syntax.yes, syntax.no]
    case 'group':
      return [syntax.inner]
    default:
      return unreachable(syntax)
  }
}

function expressionsOfItems(items: readonly Item[]): readonly Expression[] {
  const found: Expression[] = []
  for (const item of items) {
    if (item.kind === 'entry') found.push(item.value)
    else for (const inner of expressionsOfItem(item)) found.push(inner)
  }
  return found
}

/** The expressions that an item of a file or a record holds: not those of a param's type, which names no value. */
export function expressionsOfItem(item: Item): readonly Expression[] {
  if (item.kind === 'entry') return [item.value]
  if (item.kind === 'import') return none
  return [item.body, item.value].filter((part) => part !== undefined)
}
