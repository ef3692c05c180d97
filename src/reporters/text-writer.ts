import type { Writable } from 'node:stream'

/**
 * Writes text to a stream in few, large pieces: what is written in one turn of the event loop goes out together. A
 * stream that was closed (the reader of a pipe has gone) takes nothing more; whoever owns the stream handles its errors.
 */
export class TextWriter {
  private readonly stream: Writable
  private pending: string[] = []
  private scheduled = false

  constructor(stream: Writable) {
    this.stream = stream
  }

  write(text: string): void {
    this.pending.push(text)
    if (this.scheduled) return
    this.scheduled = true
    queueMicrotask(() => this.send())
  }

  /** Resolves when everything has left the process, or can't any more. */
  flush(): Promise<void> {
    this.send()
    if (this.closed()) return Promise.resolve()
    return new Promise((resolve) => {
      this.stream.once('close', resolve)
      this.stream.write('', () => {
        this.stream.off('close', resolve)
        resolve()
      })
    })
  }

  private closed(): boolean {
    return this.stream.destroyed || this.stream.writableEnded || !this.stream.writable
  }

  private send(): void {
    this.scheduled = false
    const text = this.pending.join('')
    this.pending = []
    if (text !== '' && !this.closed()) this.stream.write(text)
  }
}
