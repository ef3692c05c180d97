import type { Argument, Declaration, Entry, Expression, Import, Item, Pick } from './ast.ts'
import { chainOf } from './children.ts'
import type { Layout } from './layout.ts'
import { lineString, lineTemplate } from './print-strings.ts'

/** Longer lines than this are broken where they can be. */
export const pageWidth = 110

type Printable = Item | Expression | Argument | Pick

/**
 * Nodes on one line, with the spaces of the one style. Undefined where a node can't be on one line: it holds a comment
 * or a text of several lines, or is longer than the page, unless the `page` is endless, as in the holes of strings.
 */
export class LinePrinter {
  private readonly layout: Layout
  private readonly page: number
  private readonly known = new Map<Printable, string | undefined>()

  constructor(layout: Layout, page: number) {
    this.layout = layout
    this.page = page
  }

  line(node: Printable): string | undefined {
    if (this.known.has(node)) return this.known.get(node)
    const written = this.write(node)
    const line = written !== undefined && written.length <= this.page ? written : undefined
    this.known.set(node, line)
    return line
  }

  /** The text of an operator with its spaces. */
  static operator(operator: string): string {
    return operator === '..' ? '..' : ` ${operator} `
  }

  private write(node: Printable): string | undefined {
    switch (node.kind) {
      case 'name':
      case 'number':
      case 'quantity':
        return node.text
      case 'boolean':
        return node.value ? 'true' : 'false'
      case 'none':
        return 'none'
      case 'string':
        return lineString(node, this.layout.text)
      case 'template':
        return this.template(node)
      case 'list':
        return this.row('[', node.items, ']')
      case 'record':
        return this.record(node.items)
      case 'call':
        return this.row(`${node.callee.text}(`, node.arguments, ')')
      case 'member':
        return this.join(this.line(node.object), '.', node.property.text)
      case 'unary':
        return this.join(node.operator === 'not' ? 'not ' : '-', this.line(node.operand))
      case 'group':
        return this.join('(', this.line(node.inner), ')')
      case 'binary':
        return this.chain(node)
      case 'conditional':
        return this.join(
          'if ',
          this.line(node.condition),
          ' then ',
          this.line(node.yes),
          ' else ',
          this.line(node.no),
        )
      default:
        return this.item(node)
    }
  }

  private item(node: Item | Argument | Pick): string | undefined {
    switch (node.kind) {
      case 'entry':
        return this.entry(node)
      case 'argument':
        return node.name ? this.join(node.name.text, ': ', this.line(node.value)) : this.line(node.value)
      case 'pick':
        return node.alias ? `${node.name.text} as ${node.alias.text}` : node.name.text
      case 'import':
        return this.importing(node)
      case 'declaration':
        return this.declaration(node)
    }
  }

  private entry({ key, value }: Entry): string | undefined {
    return this.join(this.key(key), ': ', this.line(value))
  }

  private key(key: Entry['key']): string | undefined {
    return key.kind === 'string' ? this.line(key) : key.text
  }

  private importing({ picks, from }: Import): string | undefined {
    return this.join('import ', this.row('{ ', picks, ' }'), ' from ', this.line(from))
  }

  private declaration({ head, name, body, type, value }: Declaration): string | undefined {
    let line: string | undefined = `${head.text} ${name.text}`
    if (body) line = this.join(line, ' ', this.line(body))
    if (type) line = this.join(line, ': ', this.line(type))
    if (value) line = this.join(line, ' = ', this.line(value))
    return line
  }

  private record(items: readonly Item[]): string | undefined {
    return items.length === 0 ? '{}' : this.row('{ ', items, ' }')
  }

  private row(open: string, members: readonly Printable[], close: string): string | undefined {
    let line = open
    for (const [index, member] of members.entries()) {
      const part = this.line(member)
      if (part === undefined || line.length > this.page) return undefined
      line += index === 0 ? part : `, ${part}`
    }
    return line + close
  }

  private chain(node: Expression & { readonly kind: 'binary' }): string | undefined {
    const { first, rest } = chainOf(node)
    let line = this.line(first)
    for (const { operator, operand } of rest) {
      line = this.join(line, LinePrinter.operator(operator), this.line(operand))
      if (line === undefined) return undefined
    }
    return line
  }

  private template(node: Expression & { readonly kind: 'template' }): string | undefined {
    if (this.layout.hasComments(node)) return undefined
    return lineTemplate(node, this.layout.text, (hole) => this.line(hole))
  }

  private join(...parts: readonly (string | undefined)[]): string | undefined {
    let line = ''
    for (const part of parts) {
      if (part === undefined) return undefined
      line += part
    }
    return line.length > this.page ? undefined : line
  }
}
