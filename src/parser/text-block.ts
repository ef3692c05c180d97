/**
 * The content of strings: what is written and what is meant. `"` strings know the escapes \n \t \r \\ \" \$ \u{…};
 * in `"""` a backslash is itself. In both, `$${` means `${`.
 */
const escapes = /\\(?:u\{([0-9a-fA-F]{1,6})\}|([\s\S]))|\$\$\{/g
const plain: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', $: '$' }

/** Resolves the escapes of a one-line string; `unknown` hears of each escape that is none, by offset and length. */
export function resolveEscapes(raw: string, unknown: (offset: number, length: number) => void): string {
  return raw.replace(
    escapes,
    (whole: string, code: string | undefined, letter: string | undefined, offset: number) => {
      if (whole === '$${') return '${'
      if (code !== undefined) {
        const point = Number.parseInt(code, 16)
        if (point <= 0x10ffff) return String.fromCodePoint(point)
      }
      const meaning = letter === undefined ? undefined : plain[letter]
      if (meaning === undefined) unknown(offset, whole.length)
      return meaning ?? whole.slice(1)
    },
  )
}

/** Writes a value as the content of a `"` string. */
export function escapeText(value: string): string {
  return value
    .replace(/[\\"]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')
    .replace(/\r/g, '\\r')
    .replace(/[\p{Cc}\u2028\u2029\ufeff]/gu, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replaceAll('${', '$$${')
}

/** Writes a value as the content of a `"""` string, line for line. */
export function escapeBlock(value: string): string {
  return value.replaceAll('${', '$$${')
}

/** A piece of a `"""` string between quotes and holes. */
interface Piece {
  readonly raw: string
  /** It follows the opening quotes. */
  readonly first: boolean
  /** It stands before the closing quotes. */
  readonly last: boolean
}

/**
 * The indentation of the closing quotes when they stand alone on their line; otherwise undefined, and nothing is
 * stripped.
 */
export function closingIndentation(lastPiece: string): string | undefined {
  return /\n([ \t]*)$/.exec(lastPiece)?.[1]
}

/**
 * What a piece of a `"""` string means: the line break after the opening quotes and the one before closing quotes
 * that stand alone are not part of it, and every line loses the indentation of the closing quotes.
 */
export function stripIndentation({ raw, first, last }: Piece, indentation: string | undefined): string {
  let text = raw.replaceAll('\r\n', '\n')
  if (last && indentation !== undefined) text = text.slice(0, text.length - indentation.length - 1)
  else if (indentation === undefined && !text.includes('\n')) return text.replaceAll('$${', '${')
  const lines = text.split('\n')
  if (indentation) {
    for (let index = 1; index < lines.length; index++)
      lines[index] = stripLine(lines[index] ?? '', indentation)
  }
  if (first && lines.length > 1 && /^[ \t]*$/.test(lines[0] ?? '')) lines.shift()
  else if (first && last && lines.length === 1 && indentation !== undefined && /^[ \t]*$/.test(text))
    return ''
  return lines.join('\n').replaceAll('$${', '${')
}

/** Takes the indentation off a line, or as much white space as the line has of it. */
function stripLine(line: string, indentation: string): string {
  if (line.startsWith(indentation)) return line.slice(indentation.length)
  let end = 0
  while (end < indentation.length && (line[end] === ' ' || line[end] === '\t')) end++
  return line.slice(end)
}
