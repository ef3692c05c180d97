import type { TokenType } from 'chevrotain'
import {
  at,
  type Diagnostic,
  type DiagnosticExtras,
  diagnose,
  type Problem,
} from '../base/diagnostics/diagnostic.ts'
import type { SourceText, Span } from '../base/source.ts'
import type { Comment } from './ast.ts'
import { FrameStack } from './frames.ts'
import { isHeadAt } from './heads.ts'
import { endsValue, Separator, startsItem, type Token } from './tokens.ts'

/**
 * How eagerly what is open is cut off.
 * - `never`: brackets and strings reach as far as they reach.
 * - `brackets`: a declaration head in column 0 ends every open bracket.
 * - `everything`: it ends an open `"""` too.
 */
export type Cut = 'never' | 'brackets' | 'everything'

/** Beyond so many nothing is told: a file of garbage takes no longer than another. */
export const mostProblems = 500

/** The state of one pass over a text: where we are, what is open, what was found. */
export class Scanner {
  readonly text: string
  readonly cut: Cut
  /** Heads of declarations whose brackets don't balance: there the indentation counts. */
  readonly suspects: ReadonlySet<number>
  /** Heads of declarations in which a bracket was not closed, or closed and never opened. */
  readonly unbalanced = new Set<number>()
  readonly tokens: Token[] = []
  readonly comments: Comment[] = []
  /** Doc comments by the offset of the item they document. */
  readonly docs = new Map<number, string>()
  diagnostics: Diagnostic[] = []
  /** Indexes of the separators outside of all brackets. */
  readonly separators: number[] = []
  readonly frames = new FrameStack()
  /** Offset of the next character. */
  at = 0
  /** Offset of the first character of the line. */
  lineStart = 0
  /** Offset of the last declaration head in column 0. */
  headStart = 0
  /** Where the parser has nothing to add: a text that is not closed makes all of its declaration nonsense. */
  readonly nonsense: Span[] = []
  /** A newline that may count, not yet decided. */
  newlineAt = -1
  /** The next token starts an item whatever stands before it. */
  forced = false
  /** A `"""` was not closed. */
  openText = false
  readonly file: string
  private docLines: string[] = []
  private docLineStart = -1

  constructor(source: SourceText, cut: Cut, suspects: ReadonlySet<number>) {
    this.file = source.file
    this.text = source.text
    this.cut = cut
    this.suspects = suspects
  }

  /** Adds a token, and before it the newline when that counts. */
  push(type: TokenType, start: number, end: number, image: string, value = ''): Token {
    const index = type.tokenTypeIdx ?? 0
    if (this.newlineAt >= 0) this.decideNewline(index)
    if (this.docLines.length > 0 && type !== Separator) this.attachDoc(start)
    const token = { image, startOffset: start, tokenTypeIdx: index, tokenType: type, end, value }
    if (type === Separator && this.frames.depth === 0) this.separators.push(this.tokens.length)
    this.tokens.push(token)
    return token
  }

  get last(): Token | undefined {
    return this.tokens[this.tokens.length - 1]
  }

  report<P>(kind: Problem<P>, parameters: P, span: Span, extras?: DiagnosticExtras): void {
    if (this.diagnostics.length < mostProblems) {
      this.diagnostics.push(diagnose(kind, parameters, at(this.file, span), extras))
    }
  }

  /** Takes back what was told of a problem between two offsets: another one turned out to be the cause. */
  forget({ code }: { readonly code: string }, from: number, to: number): void {
    this.diagnostics = this.diagnostics.filter((each) => {
      const start = each.location?.start ?? -1
      return each.code !== code || start < from || start >= to
    })
  }

  /** Takes back what was told of anything after an offset. */
  forgetSince(offset: number): void {
    this.diagnostics = this.diagnostics.filter(({ location }) => (location?.start ?? -1) <= offset)
  }

  /** True when a declaration head starts at the offset, which must be the start of a line. */
  isHead(offset: number): boolean {
    return isHeadAt(this.text, offset)
  }

  /** True when the line has nothing so far, or only commas. */
  isLineBare(): boolean {
    for (let index = this.tokens.length - 1; index >= 0; index--) {
      const token = this.tokens[index]
      if (!token || token.end <= this.lineStart) return true
      if (token.tokenType !== Separator) return false
    }
    return true
  }

  /** A `##` line of its own, which documents the item on the line that starts at `nextLine`. */
  document(text: string, nextLine: number): void {
    if (this.docLineStart !== this.lineStart) this.docLines = []
    this.docLines.push(text.replace(/^## ?/, '').trimEnd())
    this.docLineStart = nextLine
  }

  private attachDoc(start: number): void {
    if (this.docLineStart === this.lineStart) this.docs.set(start, this.docLines.join('\n'))
    this.docLines = []
  }

  private decideNewline(next: number): void {
    const start = this.newlineAt
    this.newlineAt = -1
    const { last, forced } = this
    this.forced = false
    if (!last || !(forced || (endsValue[last.tokenTypeIdx] && startsItem[next]))) return
    if (this.frames.depth === 0) this.separators.push(this.tokens.length)
    this.tokens.push({
      image: '\n',
      startOffset: start,
      tokenTypeIdx: Separator.tokenTypeIdx ?? 0,
      tokenType: Separator,
      end: start + 1,
      value: '',
    })
  }
}
