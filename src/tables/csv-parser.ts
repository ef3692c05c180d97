import { dataProblems } from '../base/diagnostics/data-problems.ts'
import { type Diagnostic, diagnose, type Problem } from '../base/diagnostics/diagnostic.ts'
import type { Location } from '../base/source.ts'
import { trimmed } from './cell.ts'
import type { FileParser } from './file-parser.ts'
import type { TableBuilder } from './table-builder.ts'
import { Utf8Decoder } from './utf8-decoder.ts'

const quote = 34
const space = 32
const lineFeed = 10
const carriageReturn = 13

/** A row longer than this has lost its way: in characters. */
const longestRow = 8 * 2 ** 20

/**
 * Reads CSV as RFC 4180 has it, and what is found in the wild: a byte order mark, any kind of line end, blank lines,
 * spaces around fields, another separator. What can't be told for sure is refused, with its line.
 */
export class CsvParser implements FileParser {
  problem: Diagnostic | undefined
  private readonly path: string
  private readonly builder: TableBuilder
  private readonly separator: number
  private readonly location: Location | undefined
  private readonly decoder = new Utf8Decoder()
  /** What is decoded and belongs to no complete row yet; a row begins at its start. */
  private text = ''
  private fields: string[] = []
  private names: readonly string[] | undefined
  /** The line on which the next row begins. */
  private line = 1
  /** Line breaks inside of quotes in the row that is being read. */
  private breaks = 0

  /** `separator` is one character. */
  constructor(path: string, builder: TableBuilder, separator: string, location?: Location) {
    this.path = path
    this.builder = builder
    this.separator = separator.charCodeAt(0)
    this.location = location
  }

  write(bytes: Uint8Array): void {
    this.take(bytes, false)
  }

  end(complete: boolean): void {
    if (!complete) return
    this.take(new Uint8Array(0), true)
    if (!this.problem && !this.names) this.refuse(dataProblems.emptyFile, { path: this.path })
  }

  private take(bytes: Uint8Array, final: boolean): void {
    if (this.problem) return
    const text = this.decoder.decode(bytes, final)
    if (typeof text !== 'string') {
      this.refuse(dataProblems.notUtf8, { path: this.path, line: text.badLine })
      return
    }
    this.text += text
    let at = 0
    while (at < this.text.length) {
      const next = this.readRow(at, final)
      if (next < 0) break
      at = next
      if (!this.addRow()) return
    }
    this.text = this.text.slice(at)
    if (this.text.length > longestRow && !this.problem) this.refuse(dataProblems.unclosedQuote, this.here())
  }

  /** Reads the row at a position into `fields`: the position after it, or -1 when it is not complete or not valid. */
  private readRow(start: number, final: boolean): number {
    const { text } = this
    this.fields = []
    this.breaks = 0
    let at = start
    for (;;) {
      let first = at
      while (text.charCodeAt(first) === space && this.separator !== space) first++
      const end =
        text.charCodeAt(first) === quote ? this.quotedField(first, final) : this.plainField(at, final)
      if (end < 0) return -1
      const code = text.charCodeAt(end)
      if (code === this.separator) {
        at = end + 1
      } else if (code === carriageReturn) {
        if (end + 1 === text.length && !final) return -1
        return text.charCodeAt(end + 1) === lineFeed ? end + 2 : end + 1
      } else {
        return end + 1
      }
    }
  }

  /** The position of the separator, line break or end of file after a field without quotes. */
  private plainField(start: number, final: boolean): number {
    const { text, separator } = this
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === separator || code === lineFeed || code === carriageReturn) {
        this.fields.push(text.slice(start, at))
        return at
      }
      if (code === quote) return this.refuse(dataProblems.misplacedQuote, this.here())
    }
    if (!final) return -1
    this.fields.push(text.slice(start))
    return text.length
  }

  /** The same for a field whose opening quote is at `start`. */
  private quotedField(start: number, final: boolean): number {
    const { text } = this
    let doubled = false
    let end = text.indexOf('"', start + 1)
    while (end >= 0 && text.charCodeAt(end + 1) === quote) {
      doubled = true
      end = text.indexOf('"', end + 2)
    }
    if (end < 0) return final ? this.refuse(dataProblems.unclosedQuote, this.here()) : -1
    let after = end + 1
    while (text.charCodeAt(after) === space && this.separator !== space) after++
    if (after === text.length && !final) return -1
    const value = text.slice(start + 1, end)
    this.breaks += lineBreaks(value)
    const code = text.charCodeAt(after)
    const closed =
      after === text.length || code === this.separator || code === lineFeed || code === carriageReturn
    if (!closed) {
      // A quote that closes lines later most likely belongs to another field: the fault lies where the row begins.
      const fault = this.breaks > 0 ? dataProblems.unclosedQuote : dataProblems.misplacedQuote
      return this.refuse(fault, this.here())
    }
    this.fields.push(doubled ? value.replaceAll('""', '"') : value)
    return after
  }

  /** Hands the row in `fields` on; false after a problem. */
  private addRow(): boolean {
    const { fields } = this
    const blank = fields.length === 1 && trimmed(fields[0] ?? '') === ''
    if (!blank) {
      this.problem = this.names ? this.builder.addFields(fields, this.line) : this.addHeader(fields)
    }
    this.line += 1 + this.breaks
    return this.problem === undefined
  }

  private addHeader(fields: readonly string[]): Diagnostic | undefined {
    const { path } = this
    const names = fields.map((field) => trimmed(field))
    this.names = names
    const seen = new Map<string, number>()
    for (const [index, name] of names.entries()) {
      const position = index + 1
      if (name === '') return this.problemOf(dataProblems.unnamedColumn, { path, position })
      const first = seen.get(name)
      if (first !== undefined) {
        return this.problemOf(dataProblems.duplicateColumn, { path, name, first, second: position })
      }
      seen.set(name, position)
    }
    return this.builder.begin(path, names)
  }

  private here(): { readonly path: string; readonly line: number } {
    return { path: this.path, line: this.line }
  }

  private problemOf<P>(kind: Problem<P>, parameters: P): Diagnostic {
    return diagnose(kind, parameters, this.location)
  }

  private refuse<P>(kind: Problem<P>, parameters: P): -1 {
    this.problem = this.problemOf(kind, parameters)
    return -1
  }
}

function lineBreaks(value: string): number {
  let count = 0
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at)
    if (code === lineFeed || (code === carriageReturn && value.charCodeAt(at + 1) !== lineFeed)) count++
  }
  return count
}
