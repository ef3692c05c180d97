import { canonicalJson, type Json } from '../../base/canonical-json.ts'
import type { ArtifactValue, FileValue, OutputPathValue, Value } from '../../ir/expression.ts'

/** Where the things that a command names lie on this machine. */
export interface WordPaths {
  artifact(value: ArtifactValue): string
  /** A glob gives several. */
  file(value: FileValue): readonly string[]
  output(value: OutputPathValue): string
}

/** A value that is no word of a command; the caller knows the node and says so. */
export class UnfitWord {
  readonly value: Value

  constructor(value: Value) {
    this.value = value
  }
}

/** The words that a value becomes: one each, lists one for each item, records their JSON. */
export function wordsOf(value: Value, paths: WordPaths): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)]
  if (value === null) throw new UnfitWord(value)
  if (Array.isArray(value)) return value.flatMap((item: Value) => wordsOf(item, paths))
  if ('$artifact' in value) return [paths.artifact(value as ArtifactValue)]
  if ('$file' in value) return paths.file(value as FileValue)
  if ('$output' in value) return [paths.output(value as OutputPathValue)]
  if (Object.keys(value).some((key) => key.startsWith('$'))) throw new UnfitWord(value)
  return [canonicalJson(plain(value as { readonly [key: string]: Value }, paths))]
}

/** A record for a command's eyes: paths where it holds files, and nothing that is tagged. */
function plain(record: { readonly [key: string]: Value }, paths: WordPaths): Json {
  return Object.fromEntries(Object.entries(record).map(([key, member]) => [key, plainMember(member, paths)]))
}

function plainMember(value: Value, paths: WordPaths): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item: Value) => plainMember(item, paths))
  if ('$file' in value) {
    const found = paths.file(value as FileValue)
    return found.length === 1 ? (found[0] ?? null) : found
  }
  const tagged = Object.keys(value).some((key) => key.startsWith('$'))
  if (tagged) return wordsOf(value, paths)[0] ?? null
  return plain(value as { readonly [key: string]: Value }, paths)
}

/** A text as one word of `sh`, whatever is in it: bare where it is plainly a path, else in single quotes. */
export function shellQuote(text: string): string {
  return /^[\w./-]*\/[\w./-]*$/.test(text) ? text : quoted(text)
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/**
 * The text for `sh` of the parts of a `shell` application: literal text at even places, holes at odd ones. A hole's
 * words are quoted, and a backslash or dollar at the end of the literal before it is made to stand for itself, so that
 * nothing in a hole can be read as shell.
 */
export function shellText(parts: readonly Value[], paths: WordPaths): string {
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return index < parts.length - 1 ? closedLiteral(String(part)) : String(part)
      // Behind `$x` or `~` a bare path would be read as more of that name.
      const isWord = /(^|[\s=])$/.test(String(parts[index - 1])) && (index === 1 || parts[index - 1] !== '')
      return wordsOf(part, paths)
        .map(isWord ? shellQuote : quoted)
        .join(' ')
    })
    .join('')
}

function closedLiteral(text: string): string {
  const backslashes = /\\*$/.exec(text)?.[0].length ?? 0
  if (backslashes % 2 === 1) return `${text}\\`
  if (!text.endsWith('$')) return text
  const before = /\\*(?=\$$)/.exec(text)?.[0].length ?? 0
  return before % 2 === 1 ? text : `${text.slice(0, -1)}\\$`
}
