import { type CommandPiece, text } from './pieces.ts'

/** Lines of a script as one row of pieces. */
export function joinLines(lines: readonly (readonly CommandPiece[])[]): readonly CommandPiece[] {
  return lines.flatMap((line, index) => (index === 0 ? line : [text('\n'), ...line]))
}

/** Pieces as one word in double quotes: values in it are filled in, and nothing else means anything. */
export function doubleQuoted(pieces: readonly CommandPiece[]): readonly CommandPiece[] {
  const inside = pieces.map((piece) =>
    piece.kind === 'text' ? text(piece.text.replace(/[\\"$`]/g, '\\$&')) : piece,
  )
  return [text('"'), ...inside, text('"')]
}
