import { StringDecoder } from 'node:string_decoder'
import { LineSplitter } from './line-splitter.ts'
import type { LogFile } from './log-file.ts'
import { RedactingStream, type Redactor } from './redaction.ts'

/** Which of a process's two streams. */
export type Stream = 'stdout' | 'stderr'

/** So many UTF-16 units of lines can be told at once, and so many more each second after. */
const burst = 1 << 20
const rate = 1 << 16
/** What a line costs beyond its text. */
const lineCost = 64
/** In a flood, only the end of a piece that is longer than this is cut into lines. */
const skimmed = 8192
/** So many of the last lines are always told, and stand in the diagnostic of a failure. */
const lastLines = 40

/**
 * What a node writes: whole into its log file, and line by line to whoever looks on, as fast as views can take it. A
 * flood is left out there, with a notice, and neither memory nor the journal grows with it.
 */
export class NodeLog {
  private readonly streams: Readonly<Record<Stream, LogStream>>
  private readonly tell: (stream: Stream, line: string) => void
  private readonly file: LogFile
  private readonly recent: string[] = []
  private readonly untold: { readonly stream: Stream; readonly line: string }[] = []
  private leftOut = 0
  private budget = burst
  private refilled = Date.now()

  constructor(file: LogFile, redactor: Redactor, tell: (stream: Stream, line: string) => void) {
    this.file = file
    this.tell = tell
    const stream = (name: Stream) => new LogStream(redactor, file, (line) => this.line(name, line))
    this.streams = { stdout: stream('stdout'), stderr: stream('stderr') }
  }

  push(stream: Stream, bytes: Uint8Array): void {
    const flooded = bytes.length > skimmed && !this.affords(lineCost)
    const skip = (lines: number) => {
      this.leftOut += lines
    }
    this.streams[stream].push(bytes, flooded ? skip : undefined)
  }

  /** The last lines of both streams, oldest first. */
  lastLines(count = 8): readonly string[] {
    return this.recent.slice(-count)
  }

  /** Tells what is still held back. */
  end(): void {
    this.streams.stdout.end()
    this.streams.stderr.end()
    this.notice(this.leftOut)
    for (const { stream, line } of this.untold.splice(0)) this.tell(stream, line)
    this.file.close()
  }

  private line(stream: Stream, line: string): void {
    this.recent.push(line)
    if (this.recent.length > lastLines) this.recent.shift()
    const cost = line.length + lineCost
    if (!this.affords(cost)) {
      this.untold.push({ stream, line })
      if (this.untold.length > lastLines) this.leftOut++
      if (this.untold.length > lastLines) this.untold.shift()
      return
    }
    this.budget -= cost
    this.notice(this.leftOut + this.untold.splice(0).length)
    this.tell(stream, line)
  }

  private notice(count: number): void {
    this.leftOut = 0
    if (count > 0)
      this.tell('stderr', `… ${count} lines are left out here; the log file has them: ${this.file.path}`)
  }

  private affords(cost: number): boolean {
    if (this.budget >= cost) return true
    const now = Date.now()
    this.budget = Math.min(burst, this.budget + ((now - this.refilled) * rate) / 1000)
    this.refilled = now
    return this.budget >= cost
  }
}

/** One stream on its way: bytes to text, secrets out, into the file, into lines. */
class LogStream {
  private readonly decoder = new StringDecoder('utf8')
  private readonly redacting: RedactingStream
  private readonly file: LogFile
  private readonly splitter: LineSplitter

  constructor(redactor: Redactor, file: LogFile, tell: (line: string) => void) {
    this.redacting = new RedactingStream(redactor)
    this.file = file
    this.splitter = new LineSplitter(tell)
  }

  /** With `skip` given, most lines are only counted. */
  push(bytes: Uint8Array, skip: ((lines: number) => void) | undefined): void {
    const text = this.redacting.push(
      this.decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)),
    )
    this.file.append(text)
    if (!skip) {
      this.splitter.push(text)
      return
    }
    const { lines, end } = this.splitter.skip(text, text.length - skimmed)
    skip(lines)
    this.splitter.push(text.slice(end))
  }

  end(): void {
    const text = this.redacting.push(this.decoder.end()) + this.redacting.end()
    this.file.append(text)
    this.splitter.push(text)
    this.splitter.end()
  }
}
