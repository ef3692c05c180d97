import { LanguageSupport, StreamLanguage, type StringStream } from '@codemirror/language'

/** What is open: a string of either kind, or braces, of which those of a hole end in a string again. */
type Open = '"' | '"""' | '${' | '{'

/** What the words before leave behind; the library copies it where it needs to go back. */
interface State {
  open: readonly Open[]
  /** The word before was the kind of a declaration: the next one is its name. */
  isAfterKind: boolean
}

const number =
  /^\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?(?:%|(?:ms|[smhdw]|[KMGT]i?B|B)\b|[ \t]*(?:epochs?|steps?)\b)?/
const word = /^[A-Za-z_]\w*/
const declaration =
  /^[A-Za-z_]\w*[ \t]+(?!(?:if|then|else|and|or|not|in|true|false|none|import)\b)[A-Za-z_]\w*[ \t]*(?:[:{]|=(?!=))/
const keywords: ReadonlySet<string> = new Set(['if', 'then', 'else', 'import'])
const operatorWords: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in'])
const constants: ReadonlySet<string> = new Set(['true', 'false', 'none'])

/** One word of the text; the names are those of `@lezer/highlight`. */
function token(stream: StringStream, state: State): string | null {
  // A one-line string, and the holes in it, end with their line.
  if (stream.sol()) state.open = withoutLine(state.open)
  const top = state.open.at(-1)
  return top === '"' || top === '"""' ? inText(stream, state, top) : inCode(stream, state)
}

function withoutLine(open: readonly Open[]): readonly Open[] {
  const line = open.indexOf('"')
  return line < 0 ? open : open.slice(0, line)
}

function inText(stream: StringStream, state: State, quote: '"' | '"""'): string {
  if (stream.match(quote)) {
    state.open = state.open.slice(0, -1)
    return 'string'
  }
  const isEscape = quote === '"' && stream.match(/^\\(?:u\{[0-9A-Fa-f]+\}|.)/)
  if (isEscape || stream.match('$${')) return 'escape'
  if (stream.match('${')) {
    state.open = [...state.open, '${']
    return 'brace.special'
  }
  stream.next()
  stream.match(/^[^"\\$]+/)
  return 'string'
}

function inCode(stream: StringStream, state: State): string | null {
  if (stream.eatSpace()) return null
  const start = stream.match(/^##(?!#)/) ? 'docComment' : stream.match('#') ? 'lineComment' : undefined
  if (start) {
    stream.skipToEnd()
    return start
  }
  for (const quote of ['"""', '"'] as const) {
    if (!stream.match(quote)) continue
    state.open = [...state.open, quote]
    return 'string'
  }
  if (stream.match(number)) return 'number'
  if (stream.match(word, false)) return inWord(stream, state)
  return inPunctuation(stream, state)
}

function inWord(stream: StringStream, state: State): string {
  const isName = state.isAfterKind
  state.isAfterKind = false
  const isDeclaration = !isName && stream.match(declaration, false)
  const text = (stream.match(word) as RegExpMatchArray)[0]
  if (constants.has(text)) return 'bool'
  if (keywords.has(text)) return 'keyword'
  if (operatorWords.has(text)) return 'operatorKeyword'
  if (isName) return 'variableName.definition'
  if (isDeclaration) {
    state.isAfterKind = true
    return 'definitionKeyword'
  }
  if (stream.match(/^\(/, false)) return 'variableName.function'
  return stream.match(/^[ \t]*:/, false) ? 'propertyName' : 'variableName'
}

function inPunctuation(stream: StringStream, state: State): string {
  const character = stream.next()
  if (character === '{') state.open = [...state.open, '{']
  if (character === '}') {
    const hole = state.open.at(-1) === '${'
    if (state.open.length > 0) state.open = state.open.slice(0, -1)
    return hole ? 'brace.special' : 'brace'
  }
  if (character && '{}[]()'.includes(character)) return 'bracket'
  return character === ',' || character === ':' ? 'punctuation' : 'operator'
}

/** The language, for anything that is made of CodeMirror 6. */
export const pipeLanguage = StreamLanguage.define<State>({
  name: 'pipe',
  startState: () => ({ open: [], isAfterKind: false }),
  copyState: ({ open, isAfterKind }) => ({ open, isAfterKind }),
  token,
  languageData: {
    commentTokens: { line: '#' },
    closeBrackets: { brackets: ['(', '[', '{', '"', '"""'] },
    indentOnInput: /^\s*[}\])]$/,
  },
})

/** The language as an extension: `extensions: [pipe()]`. */
export function pipe(): LanguageSupport {
  return new LanguageSupport(pipeLanguage)
}
