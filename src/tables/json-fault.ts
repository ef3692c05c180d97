/** Where a text stops being JSON: a UTF-16 offset, and what was wanted there. */
export interface JsonFault {
  readonly offset: number
  readonly reason: string
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these in a string.
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y
const space = /[ \t\n\r]*/y
const word = /true|false|null/y
const deepest = 1000

/**
 * The first fault of a text that `JSON.parse` refused (RFC 8259). The engine's own message does not always say where;
 * this one does, in the same words on every version of Node.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const scanner = new Scanner(text)
  return scanner.value(0) ?? (scanner.atEnd() ? undefined : scanner.fault('expected the end'))
}

class Scanner {
  private readonly text: string
  private offset = 0

  constructor(text: string) {
    this.text = text
    this.skip(space)
  }

  atEnd(): boolean {
    return this.offset >= this.text.length
  }

  fault(reason: string): JsonFault {
    return {
      offset: this.offset,
      reason: this.atEnd() ? `${reason}, found the end` : `${reason}, found ${this.found()}`,
    }
  }

  value(depth: number): JsonFault | undefined {
    if (depth > deepest) return this.fault('expected at most a thousand levels')
    const opener = this.text[this.offset]
    if (opener === '{' || opener === '[') return this.members(opener, depth)
    if (this.token(opener === '"' ? string : word) || this.token(number)) return undefined
    return this.fault(
      opener === '"' ? 'expected a text that ends on its line, with valid escapes' : 'expected a value',
    )
  }

  private members(opener: '{' | '[', depth: number): JsonFault | undefined {
    const closer = opener === '{' ? '}' : ']'
    this.offset++
    this.skip(space)
    if (this.take(closer)) return undefined
    for (;;) {
      if (opener === '{') {
        if (!this.token(string)) return this.fault('expected a key in double quotes')
        if (!this.take(':')) return this.fault('expected `:`')
      }
      const inner = this.value(depth + 1)
      if (inner) return inner
      if (this.take(closer)) return undefined
      if (!this.take(',')) return this.fault(`expected \`,\` or \`${closer}\``)
    }
  }

  private take(mark: string): boolean {
    if (this.text[this.offset] !== mark) return false
    this.offset++
    this.skip(space)
    return true
  }

  private token(pattern: RegExp): boolean {
    const before = this.offset
    this.skip(pattern)
    const found = this.offset > before
    if (found) this.skip(space)
    return found
  }

  private skip(pattern: RegExp): void {
    pattern.lastIndex = this.offset
    this.offset += pattern.exec(this.text)?.[0].length ?? 0
  }

  /** The word or mark at the offset, as the user sees it. */
  private found(): string {
    const rest = this.text.slice(this.offset, this.offset + 20)
    return `\`${/^[\w.+-]+/.exec(rest)?.[0] ?? [...rest][0] ?? ''}\``
  }
}
