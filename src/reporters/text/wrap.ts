import { displayWidth, graphemes } from '../../base/display-width.ts'
import { sliceColumns } from './fit-columns.ts'

/** A text in lines of at most so many columns, broken at spaces where that is possible. Leading spaces are kept. */
export function wrap(text: string, columns: number): string[] {
  const width = Math.max(1, columns)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/(?<=\S)(?= )/)) {
    if (displayWidth(line) + displayWidth(word) <= width) {
      line += word
      continue
    }
    if (line !== '') lines.push(line)
    line = breakWord(line === '' ? word : word.trimStart(), width, lines)
  }
  lines.push(line)
  return lines
}

/** Puts all but the last piece of a word that may be wider than a line into `lines`. */
function breakWord(word: string, width: number, lines: string[]): string {
  let rest = word
  while (displayWidth(rest) > width) {
    // A single character can be wider than a very narrow line; it must not stop the walk.
    const piece = sliceColumns(rest, width) || (graphemes(rest)[0] ?? rest)
    lines.push(piece)
    rest = rest.slice(piece.length)
  }
  return rest
}
