import { isUtf8 } from 'node:buffer'

const lineFeed = 10

/** Decodes UTF-8 that comes in pieces, without its byte order mark, and finds the line of the first byte that is none. */
export class Utf8Decoder {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true })
  private line = 1

  /** The text so far complete, or the line (from 1) that is not UTF-8. */
  decode(bytes: Uint8Array, last = false): string | { readonly badLine: number } {
    try {
      const text = this.decoder.decode(bytes, { stream: !last })
      this.line += count(bytes)
      return text
    } catch {
      return { badLine: this.line + linesBefore(bytes) }
    }
  }
}

/** The line breaks ahead of the first line of a piece that is not UTF-8. */
function linesBefore(bytes: Uint8Array): number {
  let lines = 0
  // The end of a character that the piece before began is no fault.
  let start = bytes.findIndex((byte) => byte < 0x80 || byte >= 0xc0)
  if (start < 0 || start > 3) return 0
  for (;;) {
    const end = bytes.indexOf(lineFeed, start)
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return lines
    lines++
    start = end + 1
  }
}

function count(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) lines++
  return lines
}
