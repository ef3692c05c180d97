import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** The most that is kept of what one node wrote: 64 MiB. */
const largestLog = 64 * 1024 * 1024

/** What a node wrote, as a file; made when it first writes something. */
export class LogFile {
  readonly path: string
  private descriptor: number | undefined
  private written = 0
  private refused = false

  constructor(path: string) {
    this.path = path
  }

  /** A disk that takes no more costs the log, not the work. */
  append(text: string): void {
    if (this.refused || this.written >= largestLog || text === '') return
    try {
      this.write(Buffer.from(text))
    } catch {
      this.refused = true
    }
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor)
    this.descriptor = undefined
  }

  private write(bytes: Buffer): void {
    this.descriptor ??= this.open()
    const room = largestLog - this.written
    writeWhole(this.descriptor, bytes.length > room ? bytes.subarray(0, room) : bytes)
    this.written += bytes.length
    if (bytes.length > room)
      writeWhole(this.descriptor, Buffer.from('\n… the rest is not kept: the log is full.\n'))
  }

  private open(): number {
    mkdirSync(dirname(this.path), { recursive: true })
    return openSync(this.path, 'a')
  }
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done)
}
