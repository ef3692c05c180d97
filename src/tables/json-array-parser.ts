import { dataProblems } from '../base/diagnostics/data-problems.ts'
import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import type { Location } from '../base/source.ts'
import type { FileParser } from './file-parser.ts'
import { type Place, placeAfter, RecordReader } from './json-text.ts'
import type { TableBuilder } from './table-builder.ts'
import { Utf8Decoder } from './utf8-decoder.ts'

const spaces = /[ \t\n\r]*/y
const marks = /["{}[\]]/g
const scalarEnd = /[,\]\s]/g

/** What may come next: `[`, the first record or `]`, a record, `,` or `]`, nothing. */
type Expected = 'array' | 'first' | 'record' | 'comma' | 'nothing'

/** Reads a JSON array of records, record by record, so that the whole text is never held. */
export class JsonArrayParser implements FileParser {
  private readonly path: string
  private readonly records: RecordReader
  private readonly decoder = new Utf8Decoder()
  /** Decoded and not yet read; begins at `place`. */
  private text = ''
  private place: Place = { line: 1, column: 1 }
  private expected: Expected = 'array'

  constructor(path: string, builder: TableBuilder, location?: Location) {
    this.path = path
    this.records = new RecordReader(path, builder, location)
  }

  get problem(): Diagnostic | undefined {
    return this.records.problem
  }

  write(bytes: Uint8Array): void {
    this.take(bytes, false)
  }

  end(complete: boolean): void {
    if (!complete) return
    this.take(new Uint8Array(0), true)
    if (this.problem || this.expected === 'nothing') return
    if (this.expected === 'array') this.records.refuse(dataProblems.emptyFile, { path: this.path })
    else this.fault('expected `,` or `]`, found the end')
  }

  private take(bytes: Uint8Array, final: boolean): void {
    if (this.problem) return
    const text = this.decoder.decode(bytes, final)
    if (typeof text !== 'string') {
      this.records.refuse(dataProblems.notUtf8, { path: this.path, line: text.badLine })
      return
    }
    this.text += text
    let at = 0
    for (;;) {
      spaces.lastIndex = at
      const start = at + (spaces.exec(this.text)?.[0].length ?? 0)
      this.place = placeAfter(this.text.slice(at, start), this.place)
      at = start
      if (at >= this.text.length) break
      const next = this.step(at, final)
      if (next < 0) break
      this.place = placeAfter(this.text.slice(at, next), this.place)
      at = next
    }
    this.text = this.text.slice(at)
  }

  /** Reads what begins at a position: the position after it, or -1 when it is not complete or not valid. */
  private step(at: number, final: boolean): number {
    const mark = this.text[at]
    switch (this.expected) {
      case 'array':
        if (mark !== '[') return this.notAnArray(at)
        this.expected = 'first'
        return at + 1
      case 'first':
      case 'record':
        if (mark === ']' && this.expected === 'first') return this.finish(at)
        return this.record(at, final)
      case 'comma':
        if (mark === ']') return this.finish(at)
        if (mark !== ',') return this.fault(`expected \`,\` or \`]\`, found \`${mark}\``)
        this.expected = 'record'
        return at + 1
      case 'nothing':
        return this.fault(`expected the end, found \`${mark}\``)
    }
  }

  private finish(at: number): number {
    this.expected = 'nothing'
    return at + 1
  }

  private record(at: number, final: boolean): number {
    const end = elementEnd(this.text, at)
    if (end < 0 && !final) return -1
    const text = end < 0 ? this.text.slice(at) : this.text.slice(at, end)
    if (!this.records.add(text, this.place)) return -1
    this.expected = 'comma'
    return at + text.length
  }

  private notAnArray(at: number): number {
    const mark = this.text[at] ?? ''
    const found =
      mark === '{' ? 'a record' : mark === '"' ? 'a text' : /[\d-]/.test(mark) ? 'a number' : undefined
    if (found) this.records.refuse(dataProblems.notRecords, { path: this.path, found })
    else this.fault(`expected \`[\`, found \`${mark}\``)
    return -1
  }

  private fault(reason: string): -1 {
    this.records.refuse(dataProblems.invalidJson, { path: this.path, ...this.place, reason })
    return -1
  }
}

/** The position after the value that begins at a position, by its brackets alone; -1 when it does not end. */
function elementEnd(text: string, start: number): number {
  const opener = text[start]
  if (opener !== '{' && opener !== '[' && opener !== '"') {
    scalarEnd.lastIndex = start
    const match = scalarEnd.exec(text)
    // A value must have something in it, or the same place would be read again and again.
    return match ? Math.max(match.index, start + 1) : -1
  }
  let depth = 0
  marks.lastIndex = start
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const mark = match[0]
    if (mark === '"') {
      marks.lastIndex = stringEnd(text, match.index)
      if (marks.lastIndex === 0) return -1
    } else depth += mark === '{' || mark === '[' ? 1 : -1
    if (depth === 0) return marks.lastIndex
  }
  return -1
}

/** The position after the closing quote of the string that opens at a position; 0 when it has none. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text[end - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return end + 1
  }
  return 0
}
