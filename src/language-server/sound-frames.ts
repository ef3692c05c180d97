import { Transform, type TransformCallback } from 'node:stream'

const headEnd = '\r\n\r\n'
/** A message that claims to be longer is none: it would keep us waiting for ever. */
const longest = 1 << 28
/** A head that has not ended by then is none. */
const longestHead = 1 << 16

/**
 * Lets through what has the form of a message (a head with a length, then so many bytes) and drops what has not: the
 * library's reader would wait behind it for ever.
 */
export class SoundFrames extends Transform {
  private buffer: Buffer = Buffer.alloc(0)
  /** Bytes of the current message that are still to come. */
  private left = 0

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk])
    while (this.buffer.length > 0) {
      if (this.left > 0) this.takeBody()
      else if (!this.takeHead()) break
    }
    done()
  }

  private takeBody(): void {
    const body = this.buffer.subarray(0, this.left)
    this.left -= body.length
    this.buffer = this.buffer.subarray(body.length)
    this.push(body)
  }

  /** False when the head has not come to its end. */
  private takeHead(): boolean {
    const end = this.buffer.indexOf(headEnd)
    if (end < 0) {
      if (this.buffer.length > longestHead) this.buffer = this.buffer.subarray(-headEnd.length)
      return false
    }
    const head = this.buffer.toString('latin1', 0, end)
    const length = Number(/Content-Length: *(\d+)[^\d\n]*(?:\r\n|$)/i.exec(head)?.[1])
    this.buffer = this.buffer.subarray(end + headEnd.length)
    if (length > 0 && length < longest) {
      this.left = length
      this.push(`Content-Length: ${length}${headEnd}`)
    }
    return true
  }
}
