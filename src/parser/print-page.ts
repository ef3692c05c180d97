import type {
  Argument,
  CallExpression,
  Comment,
  ConditionalExpression,
  Declaration,
  Entry,
  Expression,
  Item,
  Module,
  Pick,
  StringLiteral,
  Template,
} from './ast.ts'
import { branchesOf, type Container, chainOf, type Member, membersOf } from './children.ts'
import type { Layout } from './layout.ts'
import { LinePrinter, pageWidth } from './print-line.ts'
import { blockString, isMade } from './print-strings.ts'

type Printable = Item | Expression | Argument | Pick

/** Writes nodes over as many lines as they need. `indent` is the indentation of the line on which a node begins. */
export class PagePrinter {
  private readonly layout: Layout
  private readonly lines: LinePrinter
  /** For what stays on one line however long it gets: the holes of strings. */
  private readonly endless: LinePrinter

  constructor(layout: Layout) {
    this.layout = layout
    this.lines = new LinePrinter(layout, pageWidth)
    this.endless = new LinePrinter(layout, Number.POSITIVE_INFINITY)
  }

  module(module: Module): string {
    const lines = this.rows(module, '', '')
    return lines.length === 0 ? '' : `${lines.join('\n')}\n`
  }

  /** A node that begins in a column of a line; `room` is what must follow it on its last line. */
  private write(node: Printable, indent: string, column: number, room = 0): string {
    if (!this.layout.isSpread(node)) {
      const line = this.lines.line(node)
      if (line !== undefined && column + line.length + room <= pageWidth) return line
    }
    return this.writeLong(node, indent, column, room)
  }

  private writeLong(node: Printable, indent: string, column: number, room: number): string {
    switch (node.kind) {
      case 'string':
      case 'template':
        return this.string(node, indent)
      case 'record':
      case 'list':
      case 'import':
      case 'call':
        return this.container(node, indent, column)
      case 'binary':
        return this.chain(node, indent, column, room)
      case 'conditional':
        return this.conditional(node, indent, column, room)
      case 'member':
        return `${this.write(node.object, indent, column)}.${node.property.text}`
      case 'unary':
        return this.after(node.operator === 'not' ? 'not ' : '-', node.operand, indent, column, room)
      case 'group':
        return `${this.after('(', node.inner, indent, column, room + 1)})`
      case 'entry':
        return this.after(`${this.key(node.key)}: `, node.value, indent, column, room)
      case 'argument':
        return this.after(node.name ? `${node.name.text}: ` : '', node.value, indent, column, room)
      case 'declaration':
        return this.declaration(node, indent, column)
      default:
        return this.endless.line(node) ?? ''
    }
  }

  private after(prefix: string, node: Expression, indent: string, column: number, room: number): string {
    return prefix + this.write(node, indent, column + prefix.length, room)
  }

  private key(key: Entry['key']): string {
    return key.kind === 'identifier' ? key.text : this.string(key, '')
  }

  private declaration(
    { head, name, body, type, value }: Declaration,
    indent: string,
    column: number,
  ): string {
    let text = `${head.text} ${name.text}`
    const add = (prefix: string, node: Expression | undefined) => {
      if (node) text += this.after(prefix, node, indent, columnAfter(text, column), 0)
    }
    add(' ', body)
    add(': ', type)
    add(' = ', value)
    return text
  }

  private string(node: StringLiteral | Template, indent: string): string {
    const line = this.endless.line(node)
    if (line !== undefined) return line
    const holes = (hole: Expression) => this.endless.line(hole)
    const block = this.layout.hasComments(node) ? undefined : blockString(node, `${indent}  `, holes)
    return block ?? this.layout.text.slice(node.start, node.end)
  }

  /** A row between brackets: one member a line, or on the line it begins on with members that take several. */
  private container(node: Exclude<Container, Module>, indent: string, column: number): string {
    if (node.kind === 'list' || node.kind === 'call') {
      const joined = this.layout.isBroken(node) ? undefined : this.joined(node, indent, column)
      if (joined !== undefined) return joined
    }
    const [open, close] = brackets(node)
    const inside = this.layout.inside(node)
    const opening = inside?.opening ? `  ${inside.opening.text}` : ''
    const rows = this.rows(node, `${indent}  `, separatorOf(node))
    if (rows.length === 0 && opening === '') return open.trimEnd() + close
    const text = [open.trimEnd() + opening, ...rows, indent + close].join('\n')
    return node.kind === 'import' ? `${text} from ${this.string(node.from, indent)}` : text
  }

  /**
   * `f(a, [` … `])`: members in a row although one takes several lines, as it was written. Not when the members must
   * be broken only because they are too long.
   */
  private joined(
    node: CallExpression | (Expression & { readonly kind: 'list' }),
    indent: string,
    column: number,
  ): string | undefined {
    const members = membersOf(node)
    if (!members.some((member) => this.layout.isSpread(member))) return undefined
    const [open, close] = brackets(node)
    let text = open
    for (const [index, member] of members.entries()) {
      if (index > 0) text += ', '
      text += this.write(member as Printable, indent, columnAfter(text, column), 1)
    }
    const first = text.indexOf('\n')
    return column + first <= pageWidth ? text + close : undefined
  }

  /** The lines of a row's members with their comments and the empty lines between them. */
  private rows(container: Container, indent: string, separator: string): string[] {
    const rows = new Rows(this.layout)
    for (const member of membersOf(container)) {
      const around = this.layout.around(member)
      rows.hoist(around?.hoisted ?? [], around?.leading[0] ?? member, indent)
      for (const comment of around?.leading ?? []) rows.add(comment, indent + comment.text)
      if (isMade(member)) rows.addMade(docLines(member, indent))
      const text = this.write(member as Printable, indent, indent.length, separator.length)
      const trailing = around?.trailing ? `  ${around.trailing.text}` : ''
      rows.add(
        around?.trailing ? { start: member.start, end: around.trailing.end } : member,
        indent + text + separator + trailing,
      )
    }
    for (const comment of this.layout.inside(container)?.closing ?? [])
      rows.add(comment, indent + comment.text)
    return rows.lines
  }

  /** Operands of one rung: a line break stays before each operator that had one; a row too long gets one at each. */
  private chain(
    node: Expression & { readonly kind: 'binary' },
    indent: string,
    column: number,
    room: number,
  ): string {
    const { first, rest } = chainOf(node)
    let before: Expression = first
    const begins = rest.map(({ operand }) => {
      const begin = this.layout.beginsLine(before, operand)
      before = operand
      return begin
    })
    const all =
      !begins.includes(true) &&
      !rest.some(({ operand }) => this.layout.isSpread(operand)) &&
      !this.layout.isSpread(first)
    const inner = `${indent}  `
    let text = this.write(first, indent, column)
    let level = indent
    for (const [index, { operator, operand }] of rest.entries()) {
      const last = index === rest.length - 1
      const spaced = LinePrinter.operator(operator)
      if (all || begins[index]) {
        level = inner
        text += `${this.between(operand, inner)}\n${inner}${spaced.trimStart()}`
      } else text += spaced
      text += this.write(operand, level, columnAfter(text, column), last ? room : 0)
    }
    return text
  }

  /** `if … then …`, and each `else` on a line of its own when one was, or when all is too long for one line. */
  private conditional(node: ConditionalExpression, indent: string, column: number, room: number): string {
    const { arms, otherwise } = branchesOf(node)
    const parts = [...arms.flatMap(({ condition, yes }) => [condition, yes]), otherwise]
    const broken = this.layout.breaksBranches(node) || !parts.some((part) => this.layout.isSpread(part))
    const inner = `${indent}  `
    let text = ''
    let level = indent
    const add = (prefix: string, part: Expression, after: number) => {
      text += prefix
      text += this.write(part, level, columnAfter(text, column), after)
    }
    for (const [index, { condition, yes }] of arms.entries()) {
      add(index === 0 ? 'if ' : 'if ', condition, 0)
      add(' then ', yes, 0)
      const next = arms[index + 1]?.condition ?? otherwise
      if (broken) {
        level = inner
        text += `${this.between(next, inner)}\n${inner}else `
      } else text += ' else '
    }
    add('', otherwise, room)
    return text
  }

  /** Comments before an operand that begins a line: the first one may stay on the line before. */
  private between(operand: Expression, indent: string): string {
    let text = ''
    for (const [index, comment] of this.layout.before(operand).entries()) {
      const own = index > 0 || this.layout.isAlone(comment)
      text += own ? `\n${indent}${comment.text}` : `  ${comment.text}`
    }
    return text
  }
}

/** The lines of a row as they grow, with what stands where in the source. */
class Rows {
  readonly lines: string[] = []
  private readonly layout: Layout
  private previousEnd = -1

  constructor(layout: Layout) {
    this.layout = layout
  }

  add(span: { readonly start: number; readonly end: number }, text: string): void {
    this.separate(span.start)
    this.lines.push(text)
    this.previousEnd = span.end
  }

  addMade(lines: readonly string[]): void {
    this.lines.push(...lines)
  }

  /** Comments from within the next thing; none of them may become its documentation. */
  hoist(comments: readonly Comment[], next: { readonly start: number }, indent: string): void {
    if (comments.length === 0) return
    this.separate(next.start)
    this.lines.push(...comments.map(({ text }) => indent + text))
    if (comments.at(-1)?.text.startsWith('##')) this.lines.push('')
    this.previousEnd = next.start
  }

  private separate(start: number): void {
    if (this.previousEnd >= 0 && this.layout.hasEmptyLine(this.previousEnd, start)) this.lines.push('')
  }
}

/** The documentation of an item that a program made. */
function docLines(member: Member, indent: string): string[] {
  if ((member.kind !== 'declaration' && member.kind !== 'entry') || member.doc === undefined) return []
  return member.doc.split('\n').map((line) => `${indent}## ${line}`.trimEnd())
}

function brackets(node: Exclude<Container, Module>): readonly [string, string] {
  switch (node.kind) {
    case 'record':
      return ['{ ', '}']
    case 'list':
      return ['[', ']']
    case 'call':
      return [`${node.callee.text}(`, ')']
    case 'import':
      return ['import { ', '}']
  }
}

/** Members of lists and calls end in a comma; entries of braces end with their line. */
function separatorOf(node: Container): string {
  return node.kind === 'list' || node.kind === 'call' ? ',' : ''
}

/** The column that follows a text which began in a column. */
function columnAfter(text: string, column: number): number {
  const lineStart = text.lastIndexOf('\n') + 1
  return lineStart === 0 ? column + text.length : text.length - lineStart
}
