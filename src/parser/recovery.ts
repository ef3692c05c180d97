import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import { syntaxProblems } from '../base/diagnostics/syntax-problems.ts'
import type { Declaration, Entry, Item, RecordExpression } from './ast.ts'
import { explain, explainLadder } from './explain.ts'
import type { Grammar } from './grammar.ts'
import type { LexicalProblems } from './lexical-problems.ts'
import { tooDeep } from './nesting.ts'
import { identifierOf, stringOf } from './nodes.ts'
import type { Stop } from './outcome.ts'
import { mostProblems } from './scanner.ts'
import { spanOf } from './scene.ts'
import {
  Assign,
  Colon,
  closes,
  Import,
  LeftBrace,
  Name,
  opens,
  RightBrace,
  Separator,
  Text,
  type Token,
} from './tokens.ts'

/**
 * Reads items one by one, so that a bad one loses no other. An item that does not parse but has a body is taken
 * apart: each item of the body is read alone, down to the one that is wrong.
 */
export class ItemReader {
  readonly diagnostics: Diagnostic[] = []
  private readonly file: string
  private readonly grammar: Grammar
  private readonly docs: ReadonlyMap<number, string>
  private readonly lexical: LexicalProblems
  private failures = 0

  constructor(file: string, grammar: Grammar, docs: ReadonlyMap<number, string>, lexical: LexicalProblems) {
    this.file = file
    this.grammar = grammar
    this.docs = docs
    this.lexical = lexical
  }

  /**
   * Reads the words of one item; undefined when nothing of it can be kept. `next` is the word behind the item, and
   * `outermost` says that it is an item of the file.
   */
  read(words: Token[], next: Token | undefined, outermost: boolean): Item | undefined {
    if (words.length === 0 || this.failures >= mostProblems) return undefined
    const deep = tooDeep(words)
    if (deep) {
      this.diagnostics.push(diagnose(syntaxProblems.nestedTooDeeply, {}, spanOf(this.file, deep)))
      return undefined
    }
    const { length } = words
    const { item, stop, ladder } = this.grammar.parseItem(words, this.docs)
    // The library appends its end marks.
    words.length = length
    for (const problem of ladder) this.diagnostics.push(explainLadder(this.file, problem))
    if (item) {
      if (item.kind === 'import') this.checkImport(words)
      return item
    }
    this.failures++
    const before = this.diagnostics.length
    const end = bodyEnd(words)
    const rest = end > 0 ? this.takeApart(words.slice(0, end + 1)) : undefined
    if (stop && this.diagnostics.length === before) this.explain(words, stop, next, outermost)
    return rest
  }

  private explain(words: readonly Token[], stop: Stop, next: Token | undefined, outermost: boolean): void {
    const found = stop.token ? words.indexOf(stop.token) : words.length
    const index = found < 0 ? words.length : found
    const bodyMissing = stop.rule === 'declaration' && index === 2
    // What the lexer has told of these lines is the cause, and the rest its consequence; but a `}` that closes nothing
    // is the consequence of a missing `{`.
    if (this.lexical.isNonsense(words) || (!bodyMissing && this.lexical.touch(words))) return
    const { file } = this
    const scene = { file, words, index, before: words[index - 1], behind: next, stop, outermost }
    this.diagnostics.push(explain({ ...scene, token: words[index] ?? next }))
  }

  /** An item of the form `kind name { … }` or `key: { … }`, its body read item by item. */
  private takeApart(words: readonly Token[]): Declaration | Entry | undefined {
    const [first, second, open] = words
    const last = words[words.length - 1]
    if (!first || !second || !open || !last) return undefined
    const items: Item[] = []
    let failed = false
    let comma = false
    for (const { part, next } of split(words, 3, words.length - 1)) {
      const told = this.diagnostics.length
      const end = bodyEnd(part)
      const item = end > 0 && end === part.length - 1 ? this.takeApart(part) : this.read(part, next, false)
      if (item) items.push(item)
      // A list without its brackets falls into many parts; the first one says it.
      else if (failed && comma && !part.some(isMark)) this.diagnostics.length = told
      failed = part.length > 0 && !item
      comma = next?.image === ','
    }
    const body: RecordExpression = { kind: 'record', start: open.startOffset, end: last.end, items }
    const span = { start: first.startOffset, end: last.end }
    const doc = this.docs.get(span.start)
    const documented = doc === undefined ? {} : { doc }
    if (second.tokenType === Colon) {
      const key = first.tokenType === Text ? stringOf(first) : identifierOf(first)
      return { kind: 'entry', ...span, key, value: body, ...documented }
    }
    return {
      kind: 'declaration',
      ...span,
      head: identifierOf(first),
      name: identifierOf(second),
      body,
      ...documented,
    }
  }

  /** `as` and `from` are plain names to the grammar. */
  private checkImport(words: readonly Token[]): void {
    for (const [index, token] of words.entries()) {
      if (token.tokenType !== Name) continue
      const [second, first] = [words[index - 1], words[index - 2]]
      const inPick = second?.tokenType === Name && first?.tokenType !== Name
      const expected = inPick ? 'as' : second?.tokenType === RightBrace ? 'from' : undefined
      if (expected === undefined || token.image === expected) continue
      const parameters = { expected: `\`${expected}\``, found: `\`${token.image}\`` }
      this.diagnostics.push(diagnose(syntaxProblems.unexpectedToken, parameters, spanOf(this.file, token)))
    }
  }
}

/** The index of the `}` of `Name Name { … }`, `Name: { … }` or `String: { … }` at the start; 0 for other words. */
function bodyEnd(words: readonly Token[]): number {
  const [first, second, open] = words
  if (open?.tokenType !== LeftBrace || first?.tokenType === Import) return 0
  const shaped = second?.tokenType === Colon || (second?.tokenType === Name && first?.tokenType === Name)
  if (!shaped || (first?.tokenType !== Name && first?.tokenType !== Text)) return 0
  let depth = 0
  for (let index = 2; index < words.length; index++) {
    depth += depthChange(words[index])
    if (depth === 0) return index
  }
  return 0
}

/** What an entry or a declaration has. */
function isMark({ tokenType }: Token): boolean {
  return tokenType === Colon || tokenType === Assign || tokenType === LeftBrace
}

function depthChange(token: Token | undefined): number {
  const index = token?.tokenTypeIdx ?? 0
  return opens[index] ? 1 : closes[index] ? -1 : 0
}

/** The parts between separators outside of inner brackets, each with the word behind it. */
function* split(
  words: readonly Token[],
  from: number,
  to: number,
): Generator<{ readonly part: Token[]; readonly next: Token | undefined }> {
  let depth = 0
  let start = from
  for (let index = from; index < to; index++) {
    const token = words[index]
    depth += depthChange(token)
    if (depth > 0 || token?.tokenType !== Separator) continue
    yield { part: words.slice(start, index), next: token }
    start = index + 1
  }
  yield { part: words.slice(start, to), next: words[to] }
}
