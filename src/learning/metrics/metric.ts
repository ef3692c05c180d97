import type { Value } from '../../ir/expression.ts'
import type { Arguments } from '../component.ts'
import type { Predictor } from '../models/predictor.ts'

/** What a classifier said of rows whose classes are known. At least one row. */
export interface ClassPredictions {
  /** For messages: the part. */
  readonly part: string
  readonly rows: number
  readonly classes: readonly string[]
  /** Row-major, [rows x classes.length], each row a distribution. */
  readonly probabilities: Float32Array
  /** The true class of each row, as an index into `classes`. */
  readonly truth: Int32Array
}

/** What a model said of rows whose numbers are known. At least one row. */
export interface NumberPredictions {
  /** For messages: the part. */
  readonly part: string
  readonly rows: number
  readonly predicted: Float32Array
  readonly truth: Float32Array
}

/** A model to be timed, and rows to time it with. At least one row. */
export interface Timing {
  readonly predictor: Predictor
  readonly rows: number
  /** Row-major, [rows x features]. */
  readonly features: Float32Array
  /** Milliseconds on a clock that never goes back. */
  readonly clock: () => number
}

/** A metric, by what it looks at. Pure but for `any`, which takes the time. */
export type Metric =
  | {
      readonly task: 'classification'
      readonly compute: (of: ClassPredictions, settings: Arguments) => Value
    }
  | { readonly task: 'regression'; readonly compute: (of: NumberPredictions, settings: Arguments) => Value }
  /** Of the user's: it looks at what there is. */
  | {
      readonly task: 'either'
      readonly compute: (of: ClassPredictions | NumberPredictions, settings: Arguments) => Value
    }
  | { readonly task: 'any'; readonly compute: (of: Timing, settings: Arguments) => Value }
