import type { Value } from '../../ir/expression.ts'

/** Stands for a hole while a command is cut into words; no command can hold it. */
const hole = '\0'

/**
 * The words of a shell text that are plainly written in it, without its holes and what it redirects output to. No
 * shell is imitated: these are candidates for names of project files, and what is no file is dropped.
 */
export function literalWords(text: string): readonly string[] {
  const words: string[] = []
  const pattern = /(\d*>>?[|&]?\s*)?((?:\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|[^\s;|&<>()'"\\])+)/g
  for (const [, redirection, word] of text.matchAll(pattern)) {
    if (!word || redirection || word.includes(hole)) continue
    const plain = unquoted(word)
    words.push(plain)
    const assigned = plain.indexOf('=')
    if (assigned > 0) words.push(plain.slice(assigned + 1))
  }
  return words
}

function unquoted(word: string): string {
  return word.replace(/\\([\s\S])|'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"/g, (_, escaped, single, double) => {
    return escaped ?? single ?? (double ?? '').replace(/\\(["\\$`])/g, '$1')
  })
}

/** The literal words of the evaluated parts of a shell text: literal text at even places, holes at odd ones. */
export function literalWordsOfParts(parts: readonly Value[]): readonly string[] {
  return literalWords(parts.map((part, index) => (index % 2 === 0 ? String(part) : hole)).join(''))
}
