import type { Span } from '../base/source.ts'
import type { Scanner } from './scanner.ts'
import type { Token } from './tokens.ts'

/** Further than this from an item, what the lexer told is not taken for the cause. */
const reach = 400

/** What the lexer told, by place: the parser is silent about the same lines. */
export class LexicalProblems {
  private readonly text: string
  private readonly starts: readonly number[]
  private readonly nonsense: readonly Span[]

  constructor({ text, nonsense, diagnostics }: Scanner) {
    this.text = text
    this.nonsense = nonsense
    this.starts = diagnostics.map(({ location }) => location?.start ?? 0).sort((a, b) => a - b)
  }

  /** True within a declaration whose text is not closed. */
  isNonsense([first]: readonly Token[]): boolean {
    if (!first) return false
    return this.nonsense.some(({ start, end }) => first.startOffset >= start && first.startOffset < end)
  }

  /** True when something was told about the lines on which these words stand. */
  touch(words: readonly Token[]): boolean {
    const [first, last] = [words[0], words[words.length - 1]]
    if (!first || !last || this.starts.length === 0) return false
    if (this.nonsense.some(({ start, end }) => first.startOffset >= start && first.startOffset < end))
      return true
    const from = this.lineStart(first.startOffset)
    const to = this.lineEnd(last.end)
    let low = 0
    let high = this.starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.starts[middle] ?? 0) < from) low = middle + 1
      else high = middle
    }
    return (this.starts[low] ?? Number.POSITIVE_INFINITY) <= to
  }

  private lineStart(offset: number): number {
    let at = offset
    while (at > 0 && offset - at < reach && this.text[at - 1] !== '\n') at--
    return at
  }

  private lineEnd(offset: number): number {
    let at = offset
    while (at < this.text.length && at - offset < reach && this.text[at] !== '\n') at++
    return at
  }
}
