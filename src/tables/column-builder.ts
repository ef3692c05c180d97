import { type CellForm, formOf } from './cell.ts'
import type { Column, ColumnType } from './table.ts'

/** Why a value does not fit a column. */
export type Misfit = 'type' | 'missing'

/** What a program says of a column. */
export interface DeclaredColumn {
  readonly type: ColumnType
  readonly optional: boolean
  /** The texts that a column of texts may hold. */
  readonly values?: readonly string[]
  /** Bounds of numbers, both included. */
  readonly min?: number
  readonly max?: number
}

/** A declaration in words: `float in 0..1`, `one of "a", "b"`. */
export function wordsOf({ type, values, min, max }: DeclaredColumn): string {
  if (values) return `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`
  return min === undefined && max === undefined ? type : `${type} in ${min ?? ''}..${max ?? ''}`
}

/** A NaN or an infinity, by its row of the table (from 0), its line of the file, and its text. */
export interface Beyond {
  readonly row: number
  readonly line: number
  readonly value: string
}

/** Rows that a column has room for at first; it doubles. */
const firstRoom = 64

/**
 * Takes the values of one column in order and finds its type: the narrowest of int, float, bool and string that holds
 * all of them. A declared column takes nothing else.
 */
export class ColumnBuilder {
  readonly name: string
  private readonly declared: DeclaredColumn | undefined
  private inferred: ColumnType | undefined
  private rows = 0
  private values = 0
  /** As long as `missing`, of the two the one that the type needs. */
  private numbers: Float64Array
  private codes: Int32Array
  private missing = new Uint8Array(firstRoom)
  private readonly dictionary = new Map<string, number>()
  private missed = false
  private lost = false
  private beyondAt: Beyond | undefined

  constructor(name: string, declared?: DeclaredColumn) {
    this.name = name
    this.declared = declared
    this.inferred = declared?.type
    this.numbers = new Float64Array(declared?.type === 'string' ? 0 : firstRoom)
    this.codes = new Int32Array(declared?.type === 'string' ? firstRoom : 0)
  }

  /** Nothing so far but missing values when undefined. */
  get type(): ColumnType | undefined {
    return this.inferred
  }

  get hasMissing(): boolean {
    return this.missed
  }

  /** True when numbers were stored before a text came: only reading again, as texts, gets the column right. */
  get lostTexts(): boolean {
    return this.lost
  }

  /** The first NaN or infinity of a column that turned out to be numeric. */
  get beyond(): Beyond | undefined {
    return this.inferred === 'string' || this.inferred === 'bool' ? undefined : this.beyondAt
  }

  addMissing(): Misfit | undefined {
    if (this.declared && !this.declared.optional) return 'missing'
    this.missed = true
    this.grow()
    this.missing[this.rows++] = 1
    return undefined
  }

  /** Adds the text of a CSV cell, which is read as the narrowest type. */
  addText(text: string, line: number): Misfit | undefined {
    if (this.inferred === 'string') return this.storeText(text)
    if (this.declared?.type === 'bool' && (text === '0' || text === '1'))
      return this.storeNumber(Number(text))
    return this.add(formOf(text), text, line)
  }

  /** Adds a value of a JSON record, which has a type of its own. */
  addValue(value: string | number | boolean, line: number): Misfit | undefined {
    if (this.inferred === 'string') return this.storeText(String(value))
    if (typeof value === 'string') return this.add('text', value, line)
    if (typeof value === 'boolean') return this.add('bool', String(value), line)
    if (!Number.isFinite(value)) return this.add('beyond', String(value), line)
    return this.add(Number.isSafeInteger(value) ? 'int' : 'float', String(value), line)
  }

  finish(): Column {
    const { name, rows } = this
    const missing = this.missing.slice(0, rows)
    if (this.inferred === 'string') {
      return {
        name,
        type: 'string',
        missing,
        values: this.codes.slice(0, rows),
        texts: [...this.dictionary.keys()],
      }
    }
    const values = this.numbers.slice(0, rows)
    if (this.inferred === 'bool') return { name, type: 'bool', missing, values: Uint8Array.from(values) }
    return { name, type: this.inferred ?? 'float', missing, values }
  }

  private add(form: CellForm, text: string, line: number): Misfit | undefined {
    const type = joined(this.inferred, form)
    if (type !== this.inferred) {
      if (this.declared) return 'type'
      this.inferred = type
      if (type === 'string') {
        this.lost = this.values > 0
        this.codes = new Int32Array(this.missing.length)
        this.numbers = new Float64Array(0)
      }
    }
    if (type === 'string') return this.storeText(text)
    if (form === 'beyond') {
      this.beyondAt ??= { row: this.rows, line, value: text }
      return this.storeNumber(0)
    }
    return this.storeNumber(form === 'bool' ? Number(text.length === 4) : Number(text))
  }

  private storeNumber(value: number): Misfit | undefined {
    const { min, max } = this.declared ?? {}
    if ((min !== undefined && value < min) || (max !== undefined && value > max)) return 'type'
    this.grow()
    this.values++
    this.numbers[this.rows++] = value
    return undefined
  }

  private storeText(text: string): Misfit | undefined {
    let code = this.dictionary.get(text)
    if (code === undefined) {
      if (this.declared?.values && !this.declared.values.includes(text)) return 'type'
      code = this.dictionary.size
      this.dictionary.set(detached(text), code)
    }
    this.grow()
    this.values++
    this.codes[this.rows++] = code
    return undefined
  }

  private grow(): void {
    if (this.rows < this.missing.length) return
    const missing = new Uint8Array(this.missing.length * 2)
    missing.set(this.missing)
    this.missing = missing
    if (this.inferred === 'string') {
      const codes = new Int32Array(missing.length)
      codes.set(this.codes)
      this.codes = codes
    } else {
      const numbers = new Float64Array(missing.length)
      numbers.set(this.numbers)
      this.numbers = numbers
    }
  }
}

/** The narrowest type that holds what a column had and one value more. */
function joined(type: ColumnType | undefined, form: CellForm): ColumnType {
  switch (form) {
    case 'int':
      return type === undefined || type === 'int' ? 'int' : type === 'float' ? 'float' : 'string'
    case 'float':
    case 'beyond':
      return type === undefined || type === 'int' || type === 'float' ? 'float' : 'string'
    case 'bool':
      return type === undefined || type === 'bool' ? 'bool' : 'string'
    case 'text':
      return 'string'
  }
}

/** A copy of a text that does not keep alive the longer text that it was cut from. */
function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le')
}
