/** Where a hole stands in a command. Only in a `word` does quoting it for the shell make it one piece. */
export type HolePlace =
  | 'word'
  | 'single quotes'
  | 'double quotes'
  | 'backquotes'
  | 'a heredoc'
  | 'a comment'
  | '`$((…))`'
  | '`${…}`'
  /** Behind something that shells read differently. */
  | 'unclear'

/** What the scanner is inside of: the shell's quoting constructs nest. */
type Context =
  | 'command'
  | 'substitution'
  | 'parentheses'
  | 'double'
  | 'backquotes'
  | 'arithmetic'
  | 'group'
  | 'expansion'

interface Heredoc {
  readonly delimiter: string
  readonly stripsTabs: boolean
  /** A delimiter with quotes: nothing in the body means anything. */
  readonly quoted: boolean
}

/**
 * What each hole of a command is inside of: quotes, comments, heredocs, substitutions. The texts, which stand before,
 * between and after the holes, are read as POSIX `sh` would split them, as far as that takes.
 */
export function holePlaces(texts: readonly string[]): readonly HolePlace[] {
  const scanner = new Scanner()
  for (const [index, text] of texts.entries()) {
    scanner.read(text)
    if (index < texts.length - 1) scanner.hole()
  }
  return scanner.holes
}

/** For each hole whether it is a word by itself, so that it may become several. */
export function areWords(texts: readonly string[]): readonly boolean[] {
  const scanner = new Scanner()
  const last = texts.length - 1
  return texts.slice(0, -1).map((text, index) => {
    scanner.read(text)
    const startsHere = !scanner.isInWord
    scanner.hole()
    const after = texts[index + 1] ?? ''
    return startsHere && (after === '' ? index + 1 === last : /^[\s;&|()<>]/.test(after))
  })
}

class Scanner {
  readonly holes: HolePlace[] = []
  private readonly contexts: Context[] = ['command']
  private inSingle = false
  private inComment = false
  /** Heredocs that the line announced, and the one whose body is being read. */
  private announced: Heredoc[] = []
  private body: Heredoc | undefined
  private bodyLine = ''
  /** After `<<`, until the delimiter's word has ended. */
  private delimiterFor: { readonly stripsTabs: boolean; quoted: boolean } | undefined
  /** Shells disagree on where a heredoc ends whose substitution is left open; no hole is safe behind it. */
  private isLost = false
  /** Substitutions and expansions open in the body. */
  private openInBody = 0
  /** The word so far, quotes taken away; `undefined` between words. */
  private word: string | undefined

  read(text: string): void {
    for (let at = 0; at < text.length; ) at += this.step(text, at)
  }

  hole(): void {
    this.holes.push(this.placeOfHole())
    this.bodyLine += '\0'
    this.word ??= ''
  }

  get isInWord(): boolean {
    return this.word !== undefined
  }

  private endWord(): void {
    const { word } = this
    if (word === undefined) return
    // The patterns of a `case` have closing parentheses of their own.
    if (word === 'case' && this.contexts.length > 1) this.isLost = true
    // Some shells compute what stands in there, and run commands for it.
    if (word === '[[') this.isLost = true
    if (this.delimiterFor) {
      this.announced.push({ delimiter: word, ...this.delimiterFor })
      this.delimiterFor = undefined
    }
    this.word = undefined
  }

  private get context(): Context {
    return this.contexts.at(-1) ?? 'command'
  }

  private placeOfHole(): HolePlace {
    if (this.body || this.delimiterFor) return 'a heredoc'
    if (this.isLost) return 'unclear'
    if (this.inComment) return 'a comment'
    if (this.contexts.includes('backquotes')) return 'backquotes'
    if (this.inSingle) return 'single quotes'
    switch (this.context) {
      case 'double':
        return 'double quotes'
      case 'arithmetic':
      case 'group':
        return '`$((…))`'
      case 'expansion':
        return '`${…}`'
      default:
        return 'word'
    }
  }

  /** Takes one step and says how many characters it was. */
  private step(text: string, at: number): number {
    const character = text[at] ?? ''
    if (this.body) return this.stepInBody(this.body, character, text[at + 1])
    if (this.inComment) {
      if (character !== '\n') return 1
      this.inComment = false
    }
    if (this.inSingle) {
      // Backquotes end at the next one, whatever it stands in.
      if (character === '`' && this.contexts.includes('backquotes')) this.isLost = true
      if (character === "'") this.inSingle = false
      else this.append(character)
      return 1
    }
    if (this.delimiterFor && (character === '$' || character === '`')) this.isLost = true
    if (character === '\\') return this.escape(text, at)
    if (character === '`') return this.backquote()
    if (character === '$') return this.dollar(text, at)
    return this.stepIn(this.context, character, text, at)
  }

  private stepIn(context: Context, character: string, text: string, at: number): number {
    switch (context) {
      case 'double':
        if (character === '"') this.contexts.pop()
        else this.append(character)
        return 1
      case 'arithmetic':
      case 'group':
        return this.stepInArithmetic(character, text, at)
      case 'expansion':
        return this.stepInExpansion(character)
      default:
        return this.stepInCommand(character, text, at)
    }
  }

  private stepInCommand(character: string, text: string, at: number): number {
    if (character === '\n') {
      this.endWord()
      this.body = this.announced.shift()
      this.bodyLine = ''
      return 1
    }
    if (character === ' ' || character === '\t') {
      if (this.word !== undefined) this.endWord()
      return 1
    }
    if (character === '#' && this.word === undefined) {
      this.inComment = true
      return 1
    }
    if (character === "'" || character === '"') {
      this.word ??= ''
      if (this.delimiterFor) this.delimiterFor.quoted = true
      if (character === "'") this.inSingle = true
      else this.contexts.push('double')
      return 1
    }
    if (text.startsWith('<<', at)) return this.heredocOperator(text, at)
    if (';&|<>()'.includes(character)) return this.operator(character, text[at - 1])
    this.append(character)
    return 1
  }

  private operator(character: string, before: string | undefined): number {
    this.endWord()
    // Some shells read `((` as arithmetic.
    if (character === '(' && before === '(') this.isLost = true
    if (character === '(') this.contexts.push('parentheses')
    if (character === ')' && this.contexts.length > 1 && this.context !== 'backquotes') {
      // Back in the word that the substitution is part of.
      if (this.contexts.pop() === 'substitution') {
        // Shells disagree on where the body of a heredoc lies that begins in a substitution and not in its line.
        if (this.announced.length > 0) this.isLost = true
        this.resume()
      }
    }
    return 1
  }

  private heredocOperator(text: string, at: number): number {
    this.endWord()
    if (this.contexts.includes('backquotes')) this.isLost = true
    const stripsTabs = text[at + 2] === '-'
    this.delimiterFor = { stripsTabs, quoted: false }
    return stripsTabs ? 3 : 2
  }

  private stepInBody(body: Heredoc, character: string, next: string | undefined): number {
    if (character === '\n') {
      this.endBodyLine(body)
      return 1
    }
    if (!body.quoted) {
      // A backslash joins two lines, and takes the meaning of the other things that have one.
      if (character === '\\' && next === '\n') return 2
      if (character === '\\' && next !== undefined) {
        this.bodyLine += character + next
        return 2
      }
      if (character === '`' || (character === '$' && (next === '(' || next === '{'))) this.openInBody++
      if (character === ')' || character === '}') this.openInBody--
    }
    this.bodyLine += character
    return 1
  }

  private endBodyLine(body: Heredoc): void {
    const line = body.stripsTabs ? this.bodyLine.replace(/^\t+/, '') : this.bodyLine
    this.bodyLine = ''
    if (line !== body.delimiter) return
    if (this.openInBody !== 0) this.isLost = true
    this.openInBody = 0
    this.body = this.announced.shift()
  }

  private stepInArithmetic(character: string, text: string, at: number): number {
    const inGroup = this.context === 'group'
    if (inGroup ? character === ')' : text.startsWith('))', at)) {
      this.contexts.pop()
      return inGroup ? 1 : 2
    }
    if (character === '(') this.contexts.push('group')
    // No arithmetic: some shells then read it as a subshell in a substitution.
    else if (/[)"'`;#\\{}\n]/.test(character)) this.isLost = true
    return 1
  }

  private stepInExpansion(character: string): number {
    if (character === '}') this.contexts.pop()
    else if (character === '"') this.contexts.push('double')
    else if (character === "'") {
      // Within double quotes it is a quote behind `#` and `%`, and itself behind `-` and `=`.
      if (this.contexts.includes('double')) this.isLost = true
      this.inSingle = true
    }
    return 1
  }

  private escape(text: string, at: number): number {
    const next = text[at + 1]
    // A line that is broken inside of an operator, such as `<\` and `<`, is put together before it is read.
    if (next === '\n' && ('$<()'.includes(text[at - 1] ?? ' ') || this.delimiterFor)) this.isLost = true
    // In backquotes a backslash may be taken away before the command is read.
    if (this.contexts.includes('backquotes')) this.isLost = true
    if (this.delimiterFor) this.delimiterFor.quoted = true
    if (next === undefined) return 1
    if (next !== '\n') this.append(next)
    return 2
  }

  private backquote(): number {
    const open = this.contexts.lastIndexOf('backquotes')
    if (open >= 0) this.contexts.length = open
    else this.contexts.push('backquotes')
    this.resume()
    return 1
  }

  private dollar(text: string, at: number): number {
    this.resume()
    const next = text[at + 1] ?? ''
    // `$$`, `$#` and the like are whole by themselves.
    if (/[$#?!*@\-0-9]/.test(next)) return 2
    // What some shells read as a quote with escapes, and others as a dollar before a quote.
    if (next === "'" && !this.contexts.includes('double')) this.isLost = true
    // Arithmetic to some shells.
    if (next === '[') this.isLost = true
    if (text.startsWith('$((', at)) {
      this.contexts.push('arithmetic')
      return 3
    }
    if (text.startsWith('$(', at)) {
      this.contexts.push('substitution')
      this.word = undefined
      return 2
    }
    if (text.startsWith('${', at)) {
      this.contexts.push('expansion')
      return 2
    }
    return 1
  }

  /** In the middle of a word, also where nothing of it is known yet. */
  private resume(): void {
    this.word ??= ''
  }

  private append(character: string): void {
    this.word = (this.word ?? '') + character
  }
}
