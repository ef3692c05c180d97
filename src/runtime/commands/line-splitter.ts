/** The most of one line that is told: 8 KiB in UTF-16 units. */
export const longestLine = 8192

/** Cuts text that comes in pieces into lines; memory stays bounded, whatever comes. */
export class LineSplitter {
  private readonly tell: (line: string) => void
  private line = ''
  /** The rest of a line that is too long is not kept. */
  private cut = false

  constructor(tell: (line: string) => void) {
    this.tell = tell
  }

  push(text: string): void {
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.append(text.slice(start, end))
      this.finish()
      start = end + 1
    }
    this.append(text.slice(start))
  }

  /** Counts the whole lines up to about `until` instead of telling them, and says where they end. */
  skip(text: string, until: number): { readonly lines: number; readonly end: number } {
    const end = until > 0 ? text.lastIndexOf('\n', until) + 1 : 0
    if (end === 0) return { lines: 0, end }
    let lines = 0
    for (let at = 0; at < end; at++) if (text.charCodeAt(at) === 10) lines++
    this.line = ''
    this.cut = false
    return { lines, end }
  }

  /** A last line without a line break. */
  end(): void {
    if (this.line !== '' || this.cut) this.finish()
  }

  private append(text: string): void {
    if (this.cut) return
    this.line += text
    if (this.line.length <= longestLine) return
    this.line = `${this.line.slice(0, longestLine - 1)}…`
    this.cut = true
  }

  private finish(): void {
    const line = this.line.endsWith('\r') ? this.line.slice(0, -1) : this.line
    this.line = ''
    this.cut = false
    // A progress bar rewrites its line by carriage returns: what it said last is what it says.
    this.tell(line.slice(line.lastIndexOf('\r') + 1))
  }
}
