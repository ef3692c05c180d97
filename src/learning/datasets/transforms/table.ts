import { clip } from './clip.ts'
import { impute } from './impute.ts'
import { oneHot } from './one-hot.ts'
import { standardize } from './standardize.ts'
import type { Transform } from './transform.ts'

/** The transforms by their names in the standard library. */
export const transforms: Readonly<Record<string, Transform>> = {
  standardize,
  one_hot: oneHot,
  impute,
  clip,
}
