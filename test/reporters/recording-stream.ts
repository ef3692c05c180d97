import { Writable } from 'node:stream'

/** A stream that remembers what was written; a terminal of a size where one is given. */
export class RecordingStream extends Writable {
  text = ''
  writes = 0
  isTTY: boolean
  columns: number
  rows: number

  constructor({ columns = 0, rows = 0 } = {}) {
    super({ decodeStrings: false })
    this.isTTY = columns > 0
    this.columns = columns
    this.rows = rows
  }

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk)
    this.writes += 1
    done()
  }

  resize(columns: number, rows: number): void {
    this.columns = columns
    this.rows = rows
    this.emit('resize')
  }
}

/** The stream as the reporters' options want it. */
export function asStdout(stream: RecordingStream): NodeJS.WriteStream {
  return stream as unknown as NodeJS.WriteStream
}
