import type { Comment, Expression, Module, Node } from './ast.ts'
import { branchesOf, type Container, chainOf, type Member, membersOf, rowEnd, rowStart } from './children.ts'
import { type Around, CommentPlaces, type Inside } from './comment-places.ts'
import { isMade } from './print-strings.ts'

/** What the source says about lines: which rows, chains and branches were written over several. */
export class Layout {
  readonly text: string
  private readonly comments: CommentPlaces
  /** Where comments begin, in order. */
  private readonly commentStarts: readonly number[]
  private readonly spread = new Map<Node, boolean>()

  constructor(module: Module, text: string) {
    this.text = text
    this.comments = new CommentPlaces(module, text)
    this.commentStarts = module.comments.map(({ start }) => start)
  }

  around(member: Member): Around | undefined {
    return this.comments.around(member)
  }

  inside(container: Container): Inside | undefined {
    return this.comments.inside(container)
  }

  before(operand: Expression): readonly Comment[] {
    return this.comments.before(operand)
  }

  /** True when a row has a line break between its members, or a comment, which needs one. */
  isBroken(container: Container): boolean {
    const members = membersOf(container)
    if (isMade(container)) return members.some(isDocumented)
    if (members.length === 0) return this.inside(container) !== undefined
    let from = rowStart(container)
    for (const member of members) {
      if (this.breaks(from, member.start) || this.around(member)) return true
      from = member.end
    }
    return this.breaks(from, rowEnd(container)) || this.inside(container) !== undefined
  }

  /** True when an operand, or an `else`, begins a line. */
  beginsLine(before: Node, operand: Expression): boolean {
    return !isMade(operand) && this.breaks(before.end, operand.start)
  }

  /** True when something within a node takes several lines however wide the page is. */
  isSpread(node: Node): boolean {
    const known = this.spread.get(node)
    if (known !== undefined) return known
    const spread = this.findSpread(node)
    this.spread.set(node, spread)
    return spread
  }

  /** True when an empty line stands between two offsets that have only white space and commas between them. */
  hasEmptyLine(from: number, to: number): boolean {
    return from < to && /\n[ \t\r,]*\n/.test(this.text.slice(from, to))
  }

  hasComments({ start, end }: Node): boolean {
    let low = 0
    let high = this.commentStarts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.commentStarts[middle] ?? 0) < start) low = middle + 1
      else high = middle
    }
    return (this.commentStarts[low] ?? end) < end
  }

  /** True when a comment has its line to itself. */
  isAlone({ start }: Comment): boolean {
    return this.text.slice(this.text.lastIndexOf('\n', start - 1) + 1, start).trim() === ''
  }

  breaks(from: number, to: number): boolean {
    const at = this.text.indexOf('\n', from)
    return at >= 0 && at < to
  }

  private findSpread(node: Node): boolean {
    switch (node.kind) {
      case 'record':
      case 'list':
      case 'call':
      case 'import':
        return this.isBroken(node) || membersOf(node).some((member) => this.isSpread(member))
      case 'string':
      case 'template':
        return isMade(node) ? node.multiline : this.breaks(node.start, node.end)
      case 'binary': {
        const { first, rest } = chainOf(node)
        let before = first
        if (this.isSpread(first)) return true
        for (const { operand } of rest) {
          if (this.beginsLine(before, operand) || this.isSpread(operand)) return true
          before = operand
        }
        return false
      }
      case 'conditional': {
        const { arms, otherwise } = branchesOf(node)
        if (this.breaksBranches(node) || this.isSpread(otherwise)) return true
        return arms.some(({ condition, yes }) => this.isSpread(condition) || this.isSpread(yes))
      }
      default:
        return innerOf(node).some((part) => this.isSpread(part))
    }
  }

  /** True when an `else` of the chain begins a line. */
  breaksBranches(node: Expression & { readonly kind: 'conditional' }): boolean {
    const { arms, otherwise } = branchesOf(node)
    return arms.some(({ yes }, index) => this.beginsLine(yes, arms[index + 1]?.condition ?? otherwise))
  }
}

/** Documentation stands on lines of its own. */
function isDocumented(member: Member): boolean {
  return (member.kind === 'declaration' || member.kind === 'entry') && member.doc !== undefined
}

/** The parts of a node that is no row. */
function innerOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'entry':
    case 'argument':
      return [node.value]
    case 'declaration':
      return [node.type, node.value, node.body].filter((part) => part !== undefined)
    case 'unary':
      return [node.operand]
    case 'group':
      return [node.inner]
    case 'member':
      return [node.object]
    default:
      return []
  }
}
