/** What a module of JavaScript imports and exports, read off its text. */
export interface Outline {
  readonly imports: readonly string[]
  readonly exports: ReadonlySet<string>
}

/**
 * Reads the imports and exports of a module without running it. What is written in comments, texts and regular
 * expressions counts for nothing; of an import only the text that it names is kept.
 */
export function outlineOf(text: string): Outline {
  const { code, strings } = withoutTexts(text)
  const imports: string[] = []
  for (const match of code.matchAll(/\b(?:import|from)\s*\(?\s*"(\d+)"/g)) {
    imports.push(strings[Number(match[1])] ?? '')
  }
  const exports = new Set<string>()
  for (const match of code.matchAll(
    /\bexport\s+(?:(default)\b|(?:async\s+)?(?:function\s*\*?|const|let|var|class)\s+([\w$]+))/g,
  )) {
    exports.add(match[1] ?? match[2] ?? '')
  }
  for (const match of code.matchAll(/\bexport\s*\{([^}]*)\}/g)) {
    for (const name of (match[1] ?? '').split(','))
      exports.add(
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? '',
      )
  }
  return { imports, exports }
}

const token =
  /[\w$]{2,}|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`|\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*|[\s\S]/gy

/** Behind a value a `/` divides; elsewhere it begins a regular expression. */
const endsValue = /(?<!\b(?:return|typeof|case|in|of|void|delete|throw|new))[\w$)\]}]\s*$/

/** How much of what stands before a `/` is looked at. */
const lookBack = 40

/** The code with each text replaced by its number in quotes, and comments and regular expressions taken out. */
function withoutTexts(text: string): { readonly code: string; readonly strings: readonly string[] } {
  const strings: string[] = []
  const code: string[] = []
  let before = ''
  let at = 0
  while (at < text.length) {
    token.lastIndex = at
    const found = token.exec(text)?.[0] ?? text.slice(at, at + 1)
    const divides = found.length > 1 && /^\/[^/*]/.test(found) && endsValue.test(before)
    const piece = divides ? '/' : pieceFor(found, strings)
    code.push(piece)
    before = (before + piece).slice(-lookBack)
    at += divides ? 1 : found.length
  }
  return { code: code.join(''), strings }
}

/** What stands for a token in the code. */
function pieceFor(found: string, strings: string[]): string {
  const [first = ''] = found
  if (found.length === 1 || /^[\w$]/.test(found)) return found
  if (found.startsWith('//') || found.startsWith('/*')) return ' '
  if (first === '/') return ' 0 '
  return `"${strings.push(found.slice(1, -1)) - 1}"`
}
