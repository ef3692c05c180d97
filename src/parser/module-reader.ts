import { syntaxProblems } from '../base/diagnostics/syntax-problems.ts'
import type { Declaration, Identifier, Item } from './ast.ts'
import { identifierOf } from './nodes.ts'
import type { ItemReader } from './recovery.ts'
import type { Scanner } from './scanner.ts'
import { Assign, Colon, LeftBrace, Name, type Token } from './tokens.ts'

/** A head whose `{` is missing, and the entries that were meant for its body. */
interface Headless {
  readonly head: Identifier
  readonly name: Identifier
  readonly items: Item[]
}

/** Reads the items of a file, each alone. */
export function readModule(scanner: Scanner, reader: ItemReader): Item[] {
  const { tokens, separators } = scanner
  const items: Item[] = []
  let headless: Headless | undefined
  let start = 0
  for (const end of [...separators, tokens.length]) {
    const words = tokens.slice(start, end)
    start = end + 1
    const first = words[0]
    if (!first) continue
    if (headless && !startsLine(scanner, first)) {
      const item = reader.read(words, tokens[end], false)
      if (item) headless.items.push(item)
      continue
    }
    items.push(...finish(headless, scanner, first.startOffset))
    headless = undefined
    const item = reader.read(words, tokens[end], true)
    if (item) items.push(item)
    else headless = headlessOf(words, reader)
  }
  items.push(...finish(headless, scanner, scanner.text.length))
  return items
}

/** `kind name` without a body: the entries on the lines below are its own, so that they and the name are not lost. */
function headlessOf(words: Token[], reader: ItemReader): Headless | undefined {
  const [head, name, third] = words
  if (head?.tokenType !== Name || name?.tokenType !== Name) return undefined
  const { tokenType } = third ?? {}
  if (tokenType === Colon || tokenType === Assign || tokenType === LeftBrace) return undefined
  const items: Item[] = []
  // `kind name key: value`: the first entry on the line of the head.
  if (third?.tokenType === Name && words[3]?.tokenType === Colon) {
    const item = reader.read(words.slice(2), undefined, false)
    if (item) items.push(item)
  }
  return { head: identifierOf(head), name: identifierOf(name), items }
}

/** The declaration that was meant, when it has entries. */
function finish(headless: Headless | undefined, scanner: Scanner, next: number): readonly Declaration[] {
  if (!headless) return []
  const { head, name, items } = headless
  const { start } = head
  scanner.forget(syntaxProblems.unopenedBracket, start, next)
  const end = items[items.length - 1]?.end
  if (end === undefined) return []
  const body = { kind: 'record' as const, start: name.end, end, items }
  return [{ kind: 'declaration', start, end, head, name, body }]
}

function startsLine({ text }: Scanner, { startOffset }: Token): boolean {
  return startOffset === 0 || text.charCodeAt(startOffset - 1) === 10
}
