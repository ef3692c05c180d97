import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { Json } from '../base/canonical-json.ts'
import { systemCode } from './failure.ts'
import { inFolderOf } from './layout.ts'

/** Characters that are kept while the disk is full; older history gives way to the run itself. */
const patience = 8_000_000

/**
 * A file of JSON lines that is appended to: kept back until the end of the tick, so that a thousand lines cost one
 * write, and always in order. What a write could not finish is finished by the next.
 */
export class LineFile {
  readonly path: string
  private descriptor: number | undefined
  private waiting: string[] = []
  private length = 0
  /** The rest of what a write began. */
  private begun: Buffer | undefined

  constructor(path: string) {
    this.path = path
  }

  get pending(): boolean {
    return this.begun !== undefined || this.waiting.length > 0
  }

  append(value: Json): void {
    const line = `${JSON.stringify(value)}\n`
    this.waiting.push(line)
    this.length += line.length
  }

  /** Writes what waits; when the disk refuses, it waits on, up to a limit. */
  flush(): void {
    if (!this.pending) return
    try {
      this.descriptor ??= inFolderOf(this.path, () => openSync(this.path, 'a'))
      if (this.begun) this.write(this.begun)
      if (this.waiting.length > 0) {
        const text = Buffer.from(this.waiting.join(''))
        this.waiting = []
        this.length = 0
        this.write(text)
      }
    } catch (error) {
      if (this.length > patience) {
        this.waiting = []
        this.length = 0
      }
      throw error
    }
  }

  /** Appends and writes at once: for what a later process must know even if this one is killed now. */
  appendNow(value: Json): void {
    this.append(value)
    this.flush()
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor)
    this.descriptor = undefined
  }

  private write(bytes: Buffer): void {
    const descriptor = this.descriptor
    if (descriptor === undefined) return
    let done = 0
    try {
      while (done < bytes.length) done += writeSync(descriptor, bytes, done)
      this.begun = undefined
    } catch (error) {
      this.begun = bytes.subarray(done)
      throw error
    }
  }
}

/** The values of a file of JSON lines; none when there is no file. A line that a killed process left torn is left out. */
export function readLines(path: string): Json[] {
  const values: Json[] = []
  for (const line of textOf(path).split('\n')) {
    if (line === '') continue
    try {
      values.push(JSON.parse(line))
    } catch {
      // Torn by a kill in the middle of a write; it can only be the last.
    }
  }
  return values
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return ''
    throw error
  }
}
