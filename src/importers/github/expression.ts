/** Expressions of GitHub Actions: what stands between `${{` and `}}`, and in `if`. */
export type GithubExpression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** `github.event.inputs.x` as its names, in lower case but for the last. */
  | { readonly kind: 'context'; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly GithubExpression[] }
  | { readonly kind: 'not'; readonly operand: GithubExpression }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: GithubExpression
      readonly right: GithubExpression
    }

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>='

const token =
  /\s*(?:('(?:[^']|'')*')|(0x[0-9a-fA-F]+|[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w-])|([A-Za-z_][\w-]*)|(\|\||&&|==|!=|<=|>=|[!<>()[\],.*]))/y

/** Deeper than this no person writes. */
const deepest = 50

/** Reads an expression; undefined for what is none. */
export function parseExpression(text: string): GithubExpression | undefined {
  const words: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const from = token.lastIndex
    if (text.slice(from).trim() === '') break
    const match = token.exec(text)
    if (!match) return undefined
    words.push(match[0].trim())
  }
  const reader = new Reader(words)
  const expression = reader.binary(0)
  return expression && reader.isDone ? expression : undefined
}

const rungs: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']]

class Reader {
  private readonly words: readonly string[]
  private at = 0
  private depth = 0

  constructor(words: readonly string[]) {
    this.words = words
  }

  get isDone(): boolean {
    return this.at === this.words.length
  }

  binary(rung: number): GithubExpression | undefined {
    const operators = rungs[rung]
    if (!operators) return this.unary()
    let left = this.binary(rung + 1)
    while (left && operators.includes(this.words[this.at] ?? '')) {
      const operator = this.words[this.at] as BinaryOperator
      this.at += 1
      const right = this.binary(rung + 1)
      left = right && { kind: 'binary', operator, left, right }
    }
    return left
  }

  private unary(): GithubExpression | undefined {
    this.depth += 1
    const read = this.depth > deepest ? undefined : this.readUnary()
    this.depth -= 1
    return read
  }

  private readUnary(): GithubExpression | undefined {
    const word = this.words[this.at]
    this.at += 1
    if (word === undefined) return undefined
    if (word === '!') {
      const operand = this.unary()
      return operand && { kind: 'not', operand }
    }
    if (word === '(') {
      const inner = this.binary(0)
      return this.take(')') ? inner : undefined
    }
    if (word.startsWith("'")) return { kind: 'literal', value: word.slice(1, -1).replaceAll("''", "'") }
    if (/^[-+]?\d/.test(word)) return { kind: 'literal', value: Number(word) }
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' }
    if (word === 'null') return { kind: 'literal', value: null }
    if (!/^[A-Za-z_]/.test(word)) return undefined
    return this.words[this.at] === '(' ? this.call(word) : this.context(word)
  }

  private call(name: string): GithubExpression | undefined {
    this.at += 1
    const given: GithubExpression[] = []
    while (this.words[this.at] !== ')') {
      if (given.length > 0 && !this.take(',')) return undefined
      const argument = this.binary(0)
      if (!argument) return undefined
      given.push(argument)
    }
    this.at += 1
    return { kind: 'call', name: name.toLowerCase(), arguments: given }
  }

  private context(first: string): GithubExpression | undefined {
    const path = [first]
    for (;;) {
      if (this.take('.')) {
        const name = this.words[this.at] ?? ''
        if (!/^[A-Za-z_*]/.test(name)) return undefined
        path.push(name)
        this.at += 1
      } else if (this.take('[')) {
        const name = this.words[this.at] ?? ''
        this.at += 1
        if (!this.take(']')) return undefined
        path.push(name.startsWith("'") ? name.slice(1, -1) : name)
      } else return { kind: 'context', path }
    }
  }

  private take(word: string): boolean {
    if (this.words[this.at] !== word) return false
    this.at += 1
    return true
  }
}

/** A text of a workflow: what stands there, and the expressions in it. */
export type GithubPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'expression'
      readonly written: string
      readonly expression: GithubExpression | undefined
    }

/** Takes a text apart at `${{ … }}`; a `}}` inside of quotes ends nothing. */
export function githubParts(text: string): readonly GithubPart[] {
  const parts: GithubPart[] = []
  let from = 0
  for (const match of text.matchAll(/\$\{\{((?:'(?:[^']|'')*'|[^'}]|\}(?!\}))*)\}\}/g)) {
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) })
    parts.push({ kind: 'expression', written: match[0], expression: parseExpression(match[1] ?? '') })
    from = match.index + match[0].length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}
