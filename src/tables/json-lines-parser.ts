import { dataProblems } from '../base/diagnostics/data-problems.ts'
import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import type { Location } from '../base/source.ts'
import type { FileParser } from './file-parser.ts'
import { RecordReader } from './json-text.ts'
import type { TableBuilder } from './table-builder.ts'
import { Utf8Decoder } from './utf8-decoder.ts'

/** Reads one JSON record a line (https://jsonlines.org); blank lines don't count. */
export class JsonLinesParser implements FileParser {
  private readonly path: string
  private readonly records: RecordReader
  private readonly decoder = new Utf8Decoder()
  private text = ''
  private line = 1
  private filled = false

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
    if (!this.problem && !this.filled) this.records.refuse(dataProblems.emptyFile, { path: this.path })
  }

  private take(bytes: Uint8Array, final: boolean): void {
    if (this.problem) return
    const text = this.decoder.decode(bytes, final)
    if (typeof text !== 'string') {
      this.records.refuse(dataProblems.notUtf8, { path: this.path, line: text.badLine })
      return
    }
    this.text += text
    let start = 0
    let end = this.text.indexOf('\n')
    for (; end >= 0; end = this.text.indexOf('\n', start)) {
      if (!this.addLine(this.text.slice(start, end))) return
      start = end + 1
    }
    this.text = this.text.slice(start)
    if (final) this.addLine(this.text)
  }

  private addLine(text: string): boolean {
    const line = this.line++
    if (text.trim() === '') return true
    this.filled = true
    return this.records.add(text, { line, column: 1 })
  }
}
