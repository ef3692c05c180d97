import type { ColumnType } from '../../tables/table.ts'

/** A column of the source that a feature is made of. */
interface InputColumn {
  readonly name: string
  readonly type: ColumnType
}

/** A transform with what it learned from the train part; applied to the columns that it names, in order. */
export type FittedTransform =
  | {
      readonly kind: 'standardize'
      readonly column: string
      readonly mean: number
      readonly deviation: number
    }
  | { readonly kind: 'one_hot'; readonly column: string; readonly values: readonly string[] }
  | { readonly kind: 'impute'; readonly column: string; readonly fill: number | string }
  | { readonly kind: 'drop_missing'; readonly column: string }
  | {
      readonly kind: 'clip'
      readonly column: string
      readonly min: number | null
      readonly max: number | null
    }

/** How a raw row becomes a row of features: the columns it is made of, then the fitted transforms in order. */
export interface Preprocessing {
  readonly inputs: readonly InputColumn[]
  readonly transforms: readonly FittedTransform[]
}
