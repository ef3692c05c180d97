import type { Scanner } from './scanner.ts'

/** What begins an entry or a declaration on a line. */
const item =
  /[ \t]*(?:(?:[A-Za-z_]\w*|"[^"\n]*")[ \t]*:|[A-Za-z_]\w*[ \t]+[A-Za-z_]\w*[ \t]*(?:\{|:|=(?!=)))/y

/**
 * In a declaration whose brackets don't balance, the indentation tells which one lacks its end: an entry that is no
 * further in than the line of an open bracket is not within that bracket. Gives the level down to which brackets end
 * before the line that begins here.
 */
export function levelByIndentation({ text, at, frames }: Scanner): number {
  item.lastIndex = at
  let level = frames.depth
  if (!item.test(text)) return level
  const own = indentationFrom(text, at, Number.POSITIVE_INFINITY)
  for (let frame = frames.at(level - 1); frame; frame = frames.at(level - 1)) {
    if (frame.opener !== '{' && frame.opener !== '(' && frame.opener !== '[') break
    if (indentationFrom(text, frame.lineStart, own) < own) break
    level--
  }
  return level
}

/** Blanks at the start of a line, counted up to `most`. */
function indentationFrom(text: string, lineStart: number, most: number): number {
  let end = lineStart
  while (end - lineStart < most && (text[end] === ' ' || text[end] === '\t')) end++
  return end - lineStart
}
