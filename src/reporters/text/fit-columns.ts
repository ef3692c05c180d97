import { columnsOf, displayWidth, graphemes } from '../../base/display-width.ts'

/** The longest beginning of a text that fits into so many columns. */
export function sliceColumns(text: string, columns: number): string {
  let width = 0
  let kept = ''
  for (const grapheme of graphemes(text)) {
    width += columnsOf(grapheme)
    if (width > columns) break
    kept += grapheme
  }
  return kept
}

/** A text of at most so many columns; what was cut off shows as `…`. */
export function truncate(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  if (columns <= 0) return ''
  return `${sliceColumns(text, columns - 1)}…`
}

/** The same from the front: `…cts/report.md`, for paths whose end says more. */
export function truncateStart(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  if (columns <= 0) return ''
  const parts = graphemes(text)
  let width = 1
  let from = parts.length
  while (from > 0) {
    const next = columnsOf(parts[from - 1] ?? '')
    if (width + next > columns) break
    width += next
    from -= 1
  }
  return `…${parts.slice(from).join('')}`
}

/** Exactly so many columns: cut off or filled with spaces on the right. */
export function padEnd(text: string, columns: number): string {
  const cut = truncate(text, columns)
  return cut + ' '.repeat(Math.max(0, columns - displayWidth(cut)))
}

/** Exactly so many columns, flush right. */
export function padStart(text: string, columns: number): string {
  const cut = truncate(text, columns)
  return ' '.repeat(Math.max(0, columns - displayWidth(cut))) + cut
}
