import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs'
import { crc32 } from 'node:zlib'
import type { Json } from '../base/canonical-json.ts'

/** What a line of the journal says, beside its checksum. */
export interface JournalEntry {
  readonly run: string
  readonly program: string
  readonly node: string
  readonly key: string
  readonly record: Json
  readonly result: Json
  /** `[hash, bytes, files]` of every stored object of the result; files is -1 for a plain file. */
  readonly objects: readonly (readonly [string, number, number])[]
}

/** What was found in a piece of the journal. */
export interface JournalPiece {
  readonly entries: readonly JournalEntry[]
  /** Lines that are not what was written. */
  readonly damaged: number
  /** Where the piece ends, in bytes. */
  readonly end: number
  /** Whether it ends inside a line that a killed process left behind. */
  readonly torn: boolean
}

/** A line is the CRC-32 of its text in 8 hex digits, a space, the text (JSON without line breaks), a line break. */
export function journalLine(text: string): Buffer {
  return Buffer.from(`${crc32(text).toString(16).padStart(8, '0')} ${text}\n`)
}

function parseLine(line: string): JournalEntry | undefined {
  const text = line.slice(9)
  if (line[8] !== ' ' || Number.parseInt(line.slice(0, 8), 16) !== crc32(text)) return undefined
  return JSON.parse(text) as JournalEntry
}

/**
 * The append-only file of every recorded result. Writers hold the database's write lock, so lines don't mix, and a
 * line that is whole is a result that is recorded: the database follows it.
 */
export class Journal {
  readonly path: string
  private descriptor: number | undefined

  constructor(path: string) {
    this.path = path
  }

  /** The bytes of the journal; another process may have put a new file in the place of the one that was open. */
  size(): number {
    const status = fstatSync(this.open())
    if (status.nlink > 0) return status.size
    this.close()
    return fstatSync(this.open()).size
  }

  /** Appends a line at `size`, where the journal ends; what was written of it is taken back when the disk is full. */
  append(line: Buffer, size: number): void {
    const descriptor = this.open()
    try {
      for (let done = 0; done < line.length; ) done += writeSync(descriptor, line, done)
    } catch (error) {
      ftruncateSync(descriptor, size)
      throw error
    }
  }

  /** Reads from a byte to the end. Lines that fail their checksum are counted and left out. */
  read(from: number): JournalPiece {
    const bytes = this.bytes(from)
    const entries: JournalEntry[] = []
    let damaged = 0
    let start = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      const line = bytes.toString('utf8', start, end)
      start = end + 1
      if (line === '') continue
      const entry = parseLine(line)
      if (entry) entries.push(entry)
      else damaged++
    }
    const torn = start < bytes.length
    return { entries, damaged: damaged + (torn ? 1 : 0), end: from + bytes.length, torn }
  }

  /** Makes what was appended survive a power failure. */
  sync(): void {
    if (this.descriptor !== undefined) fsyncSync(this.descriptor)
  }

  /** Whether the file is there; it is made when it is first used. */
  exists(): boolean {
    return statSync(this.path, { throwIfNoEntry: false }) !== undefined
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor)
    this.descriptor = undefined
  }

  private open(): number {
    this.descriptor ??= openSync(this.path, 'a+')
    return this.descriptor
  }

  private bytes(from: number): Buffer {
    const bytes = Buffer.alloc(Math.max(0, this.size() - from))
    let done = 0
    while (done < bytes.length) {
      const read = readSync(this.open(), bytes, done, bytes.length - done, from + done)
      if (read === 0) break
      done += read
    }
    return bytes.subarray(0, done)
  }
}
