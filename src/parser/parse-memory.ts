import { SourceText } from '../base/source.ts'
import type { Comment, Item, Module } from './ast.ts'
import { pieceStarts } from './heads.ts'
import { parse } from './parse.ts'

/** A piece of a text that parses by itself, and where it was. */
interface Piece {
  readonly start: number
  readonly items: readonly Item[]
  readonly comments: readonly Comment[]
}

/**
 * Parses texts that change a little at a time, as an editor's do: what stands between two declaration heads is read
 * again only when it has changed. Gives what `parse` gives: a text with a problem anywhere is parsed as a
 * whole, for what is told of it depends on more than one piece.
 */
export class ParseMemory {
  private readonly files = new Map<string, ReadonlyMap<string, Piece>>()

  /** Bound, so that it can be handed on as the parser. */
  readonly parse = (source: SourceText): ReturnType<typeof parse> => {
    const { file, text } = source
    const before = this.files.get(file)
    const pieces = piecesOf(source, before)
    if (!pieces) return parse(source)
    this.files.set(file, pieces.byText)
    const module: Module = {
      kind: 'module',
      start: 0,
      end: text.length,
      file,
      items: pieces.inOrder.flatMap(({ items }) => items),
      comments: pieces.inOrder.flatMap(({ comments }) => comments),
    }
    return { module, diagnostics: [] }
  }
}

interface Pieces {
  readonly inOrder: readonly Piece[]
  readonly byText: ReadonlyMap<string, Piece>
}

/** The pieces of a text, those that are known moved to where they are now; `undefined` when one has a problem. */
function piecesOf(
  { file, text }: SourceText,
  known: ReadonlyMap<string, Piece> | undefined,
): Pieces | undefined {
  const starts = pieceStarts(text)
  const inOrder: Piece[] = []
  const byText = new Map<string, Piece>()
  for (const [index, start] of starts.entries()) {
    const own = text.slice(start, starts[index + 1])
    const piece = movedTo(known?.get(own) ?? byText.get(own) ?? pieceOf(file, own), start)
    if (!piece) return undefined
    inOrder.push(piece)
    byText.set(own, piece)
  }
  return { inOrder, byText }
}

function pieceOf(file: string, text: string): Piece | undefined {
  const { module, diagnostics } = parse(new SourceText(file, text))
  return diagnostics.length > 0 ? undefined : { start: 0, items: module.items, comments: module.comments }
}

function movedTo(piece: Piece | undefined, start: number): Piece | undefined {
  if (!piece || piece.start === start) return piece
  const by = start - piece.start
  return {
    start,
    items: piece.items.map((item) => moved(item, by)),
    comments: piece.comments.map((comment) => moved(comment, by)),
  }
}

type Fields = { [name: string]: unknown }

/** A copy of a node, so many characters further on. Keeps its own stack: a row of operators is a deep tree. */
function moved<T extends Item | Comment>(node: T, by: number): T {
  const copy: Fields = { ...node }
  const waiting = [copy]
  const copyOf = (inner: unknown) => {
    const made: Fields = { ...(inner as Fields) }
    waiting.push(made)
    return made
  }
  for (let top = waiting.pop(); top; top = waiting.pop()) {
    top.start = (top.start as number) + by
    top.end = (top.end as number) + by
    for (const name in top) {
      const value = top[name]
      if (typeof value === 'object' && value !== null) {
        top[name] = Array.isArray(value) ? value.map(copyOf) : copyOf(value)
      }
    }
  }
  return copy as unknown as T
}
