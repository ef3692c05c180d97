import type {
  Argument,
  BinaryExpression,
  CallExpression,
  ConditionalExpression,
  Expression,
  Import,
  Item,
  ListExpression,
  Module,
  Pick,
  RecordExpression,
} from './ast.ts'
import { level } from './operators.ts'

/** What holds a row of things between brackets (or, for the module, nothing). */
export type Container = Module | RecordExpression | ListExpression | CallExpression | Import

/** One thing in such a row. */
export type Member = Item | Expression | Argument | Pick

/** The row of a container. */
export function membersOf(container: Container): readonly Member[] {
  switch (container.kind) {
    case 'module':
    case 'record':
    case 'list':
      return container.items
    case 'call':
      return container.arguments
    case 'import':
      return container.picks
  }
}

/** Where the row of a container begins: after its opening bracket, or before it when only white space lies between. */
export function rowStart(container: Container): number {
  switch (container.kind) {
    case 'module':
      return container.start
    case 'record':
    case 'list':
      return container.start + 1
    case 'call':
      return container.callee.end
    case 'import':
      return container.start + 'import'.length
  }
}

/** Where it ends. */
export function rowEnd(container: Container): number {
  return container.kind === 'import' ? container.from.start : container.end
}

/** `a + b - c` as a row: operands joined by operators of one rung, which share a line or each begin one. */
export interface Chain {
  readonly first: Expression
  readonly rest: readonly { readonly operator: BinaryExpression['operator']; readonly operand: Expression }[]
}

/** Unrolls the left-leaning tree of operators on one rung. */
export function chainOf(node: BinaryExpression): Chain {
  const rest: { operator: BinaryExpression['operator']; operand: Expression }[] = []
  const rung = level[node.operator]
  let first: Expression = node
  while (first.kind === 'binary' && level[first.operator] === rung) {
    rest.push({ operator: first.operator, operand: first.right })
    first = first.left
  }
  return { first, rest: rest.reverse() }
}

/** `if a then b else if c then d else e` as arms and the last `else`. */
export interface Branches {
  readonly arms: readonly { readonly condition: Expression; readonly yes: Expression }[]
  readonly otherwise: Expression
}

/** Unrolls nested `else if`s. */
export function branchesOf(node: ConditionalExpression): Branches {
  const arms: { condition: Expression; yes: Expression }[] = []
  let otherwise: Expression = node
  while (otherwise.kind === 'conditional') {
    arms.push({ condition: otherwise.condition, yes: otherwise.yes })
    otherwise = otherwise.no
  }
  return { arms, otherwise }
}
