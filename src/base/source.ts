/** A piece of a file as UTF-16 offsets, `end` exclusive. The file is known by whoever holds the span. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A span together with the file it lies in: what a diagnostic points at. */
export interface Location extends Span {
  /** As the user would write it: relative to the working folder, or `<stdlib>/name.pipe`. */
  readonly file: string
}

/** One-based, in UTF-16 units, as editors count. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** The text of one file, with the arithmetic between offsets and lines. */
export class SourceText {
  readonly file: string
  readonly text: string
  private lineStarts: number[] | undefined

  constructor(file: string, text: string) {
    this.file = file
    this.text = text
  }

  position(offset: number): Position {
    const starts = this.starts()
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }

  /** The text of a one-based line, without its line break; empty beyond the end. */
  line(number: number): string {
    const starts = this.starts()
    const start = starts[number - 1]
    if (start === undefined) return ''
    const next = starts[number]
    return this.text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, '')
  }

  /** The offset of the first character of a one-based line; the end of the text beyond the last. */
  offsetOf(line: number): number {
    return this.starts()[line - 1] ?? this.text.length
  }

  get lineCount(): number {
    return this.starts().length
  }

  private starts(): number[] {
    if (this.lineStarts) return this.lineStarts
    const starts = [0]
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1)
    this.lineStarts = starts
    return starts
  }
}
