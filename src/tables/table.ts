/** What a column of a table holds. */
export type ColumnType = 'int' | 'float' | 'bool' | 'string'

interface ColumnBase {
  readonly name: string
  /** One byte a row; 1 where the value is missing (the value itself is then 0). */
  readonly missing: Uint8Array
}

export interface NumberColumn extends ColumnBase {
  /** `int`: every value is a whole number within ±2^53. */
  readonly type: 'int' | 'float'
  readonly values: Float64Array
}

interface BoolColumn extends ColumnBase {
  readonly type: 'bool'
  /** 0 or 1 */
  readonly values: Uint8Array
}

interface TextColumn extends ColumnBase {
  readonly type: 'string'
  /** Indices into `texts`. */
  readonly values: Int32Array
  /** The distinct texts, in order of first appearance. */
  readonly texts: readonly string[]
}

export type Column = NumberColumn | BoolColumn | TextColumn

/** Rows of named, typed columns: what every source is read into. */
export interface Table {
  readonly rows: number
  readonly columns: readonly Column[]
}
