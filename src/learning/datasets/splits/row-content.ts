import { formOf } from '../../../tables/cell.ts'
import type { Column } from '../../../tables/table.ts'

/** How a value begins: what it is. */
const missingTag = 0
const numberTag = 1
const textTag = 2

/**
 * The content of a row as bytes, the same for the same values whatever type the other rows give a column: a text that
 * reads as a number is that number. So a row keeps its bytes when a new row turns ints into floats or numbers into texts.
 */
export class RowContent {
  private readonly columns: readonly Column[]
  /** For each column of texts or flags, the encoded form of each distinct value. */
  private readonly encoded: readonly (readonly Uint8Array[])[]
  private bytes = new Uint8Array(256)
  private view = new DataView(this.bytes.buffer)
  private length = 0

  constructor(columns: readonly Column[]) {
    this.columns = columns
    this.encoded = columns.map((column) => {
      if (column.type === 'string') return column.texts.map(encodeText)
      return column.type === 'bool' ? ['false', 'true'].map(encodeText) : []
    })
  }

  /** Valid until the next call. */
  of(row: number): Uint8Array {
    this.length = 0
    for (const [index, column] of this.columns.entries()) {
      const value = column.values[row] ?? 0
      if (column.missing[row] === 1) this.addMissing()
      else if (column.type === 'int' || column.type === 'float') this.addNumber(value)
      else this.addBytes(this.encoded[index]?.[value] ?? new Uint8Array(0))
    }
    return this.bytes.subarray(0, this.length)
  }

  private addMissing(): void {
    this.ensure(1)
    this.bytes[this.length++] = missingTag
  }

  private addNumber(value: number): void {
    this.ensure(9)
    writeNumber(this.view, this.length, value)
    this.length += 9
  }

  private addBytes(bytes: Uint8Array): void {
    this.ensure(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  private ensure(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const larger = new Uint8Array(2 * (this.length + more))
    larger.set(this.bytes)
    this.bytes = larger
    this.view = new DataView(larger.buffer)
  }
}

/** A tag and a 64-bit float, little-endian; -0 is 0. */
function writeNumber(view: DataView, offset: number, value: number): void {
  view.setUint8(offset, numberTag)
  view.setFloat64(offset + 1, value === 0 ? 0 : value, true)
}

/** A number where the text is one; else a tag, the length and the UTF-8 bytes. */
function encodeText(text: string): Uint8Array {
  const form = formOf(text)
  if (form === 'int' || form === 'float') {
    const bytes = new Uint8Array(9)
    writeNumber(new DataView(bytes.buffer), 0, Number(text))
    return bytes
  }
  const utf8 = Buffer.from(text)
  const bytes = new Uint8Array(5 + utf8.length)
  bytes[0] = textTag
  new DataView(bytes.buffer).setUint32(1, utf8.length, true)
  bytes.set(utf8, 5)
  return bytes
}
