/** Who hears what comes through a marked stream. */
export interface MarkedListener {
  /** Output of a command. */
  data(bytes: Uint8Array): void
  /** What stood behind a mark, up to the end of its line. */
  said(text: string): void
}

const lineBreak = 10

/** One pipe on which the output of commands and lines that begin with a mark follow each other. */
export class MarkedStream {
  private readonly mark: Buffer
  private readonly listener: MarkedListener
  /** The end of what came, while it could be the beginning of a mark or of its line. */
  private held = Buffer.alloc(0)

  constructor(mark: string, listener: MarkedListener) {
    this.mark = Buffer.from(mark)
    this.listener = listener
  }

  push(piece: Buffer): void {
    let bytes = this.held.length === 0 ? piece : Buffer.concat([this.held, piece])
    this.held = Buffer.alloc(0)
    for (let at = bytes.indexOf(this.mark); at >= 0; at = bytes.indexOf(this.mark)) {
      this.tell(bytes.subarray(0, at))
      const end = bytes.indexOf(lineBreak, at + this.mark.length)
      if (end < 0) {
        this.held = Buffer.from(bytes.subarray(at))
        return
      }
      this.listener.said(bytes.toString('latin1', at + this.mark.length, end))
      bytes = bytes.subarray(end + 1)
    }
    const certain = bytes.length - this.possibleMark(bytes)
    this.tell(bytes.subarray(0, certain))
    if (certain < bytes.length) this.held = Buffer.from(bytes.subarray(certain))
  }

  private tell(bytes: Buffer): void {
    if (bytes.length > 0) this.listener.data(bytes)
  }

  /** How many of the last bytes could be the beginning of a mark. */
  private possibleMark(bytes: Buffer): number {
    for (let length = Math.min(this.mark.length - 1, bytes.length); length > 0; length--) {
      if (bytes.subarray(-length).equals(this.mark.subarray(0, length))) return length
    }
    return 0
  }
}
