import type { Comment, Expression, Module, Node } from './ast.ts'
import { branchesOf, type Container, chainOf, type Member, membersOf, rowEnd, rowStart } from './children.ts'

/** Comments at one member of a row. */
export interface Around {
  /** On lines of their own above it, its doc comment among them. */
  readonly leading: Comment[]
  /** From within it, where no comment can stay when it is laid out anew; they move above it. */
  readonly hoisted: Comment[]
  /** Behind it on its line. */
  trailing?: Comment
}

/** Comments that stand in a row but at no member. */
export interface Inside {
  /** Behind the opening bracket, on its line. */
  opening?: Comment
  /** On lines of their own, after the last member. */
  readonly closing: Comment[]
}

/** Where each comment of a module goes when it is printed. */
export class CommentPlaces {
  private readonly text: string
  private readonly arounds = new Map<Member, Around>()
  private readonly insides = new Map<Container, Inside>()
  private readonly gaps = new Map<Expression, readonly Comment[]>()

  constructor(module: Module, text: string) {
    this.text = text
    if (module.comments.length > 0) this.placeRow(module, module.comments)
  }

  around(member: Member): Around | undefined {
    return this.arounds.get(member)
  }

  inside(container: Container): Inside | undefined {
    return this.insides.get(container)
  }

  /** Those between an operand (or the value of an `else`) and what stands before it. */
  before(operand: Expression): readonly Comment[] {
    return this.gaps.get(operand) ?? []
  }

  private placeRow(container: Container, comments: readonly Comment[]): void {
    const members = membersOf(container)
    const inside: Inside = { closing: [] }
    let index = 0
    let previous: Member | undefined
    let within: Comment[] = []
    const leave = () => {
      const homeless = previous ? this.placeWithin(previous, within) : []
      if (previous && homeless.length > 0) this.aroundOf(previous).hoisted.push(...homeless)
      within = []
    }
    for (const comment of comments) {
      for (let next = members[index]; next && next.start <= comment.start; next = members[++index]) {
        leave()
        previous = next
      }
      const following = members[index]
      if (previous && comment.start < previous.end) within.push(comment)
      else if (previous && !this.breaks(previous.end, comment.start))
        this.aroundOf(previous).trailing = comment
      else if (!previous && container.kind !== 'module' && !this.breaks(rowStart(container), comment.start)) {
        inside.opening = comment
      } else if (following && following.start < rowEnd(container))
        this.aroundOf(following).leading.push(comment)
      else inside.closing.push(comment)
    }
    leave()
    if (inside.opening || inside.closing.length > 0) this.insides.set(container, inside)
  }

  private aroundOf(member: Member): Around {
    const known = this.arounds.get(member)
    if (known) return known
    const around: Around = { leading: [], hoisted: [] }
    this.arounds.set(member, around)
    return around
  }

  private breaks(from: number, to: number): boolean {
    const at = this.text.indexOf('\n', from)
    return at >= 0 && at < to
  }

  /** Finds places within a member; gives back the comments that have none. */
  private placeWithin(node: Node, comments: readonly Comment[]): readonly Comment[] {
    if (comments.length === 0) return comments
    switch (node.kind) {
      case 'record':
      case 'list':
      case 'call':
      case 'import':
        this.placeRow(node, comments)
        return []
      // A string is printed with its holes as they are when a comment stands in one.
      case 'template':
        return []
      case 'binary': {
        const { first, rest } = chainOf(node)
        return this.placeBetween([first, ...rest.map(({ operand }) => operand)], comments)
      }
      case 'conditional': {
        const { arms, otherwise } = branchesOf(node)
        return this.placeBranches(arms, otherwise, comments)
      }
      default:
        return this.placeIn(partsOf(node), comments)
    }
  }

  /** Comments between operands stay between them. */
  private placeBetween(operands: readonly Expression[], comments: readonly Comment[]): readonly Comment[] {
    for (const [index, operand] of operands.entries()) {
      const before = operands[index - 1]
      if (!before) continue
      const between = comments.filter(({ start }) => start >= before.end && start < operand.start)
      if (between.length > 0) this.gaps.set(operand, between)
    }
    const rest = comments.filter((comment) => operands.some(({ start, end }) => holds(start, end, comment)))
    return this.placeIn(operands, rest)
  }

  /** Comments before an `else` stay there. */
  private placeBranches(
    arms: readonly { readonly condition: Expression; readonly yes: Expression }[],
    otherwise: Expression,
    comments: readonly Comment[],
  ): readonly Comment[] {
    let rest = comments
    for (const [index, { yes }] of arms.entries()) {
      const next = arms[index + 1]?.condition ?? otherwise
      const between = rest.filter(({ start }) => start >= yes.end && start < next.start)
      if (between.length === 0) continue
      this.gaps.set(next, between)
      rest = rest.filter(({ start }) => start < yes.end || start >= next.start)
    }
    return this.placeIn([...arms.flatMap(({ condition, yes }) => [condition, yes]), otherwise], rest)
  }

  private placeIn(parts: readonly Node[], comments: readonly Comment[]): readonly Comment[] {
    let left = comments
    const homeless: Comment[] = []
    for (const part of parts) {
      const own = left.filter((comment) => holds(part.start, part.end, comment))
      if (own.length === 0) continue
      homeless.push(...this.placeWithin(part, own))
      left = left.filter((comment) => !holds(part.start, part.end, comment))
    }
    return [...left, ...homeless].sort((a, b) => a.start - b.start)
  }
}

function holds(start: number, end: number, comment: Comment): boolean {
  return comment.start >= start && comment.end <= end
}

/** The parts of a node in which comments may find places. */
function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'entry':
      return [node.value]
    case 'argument':
      return [node.value]
    case 'declaration':
      return [node.body, node.type, node.value].filter((part) => part !== undefined)
    case 'member':
      return [node.object]
    case 'unary':
      return [node.operand]
    case 'group':
      return [node.inner]
    default:
      return []
  }
}
