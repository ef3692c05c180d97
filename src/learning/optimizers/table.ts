import { adam } from './adam.ts'
import { adamw } from './adamw.ts'
import { momentum } from './momentum.ts'
import type { Optimizer } from './optimizer.ts'
import { sgd } from './sgd.ts'

/** Every component of the standard library that is an `optimizer`. */
export const optimizers: Readonly<Record<string, Optimizer>> = { sgd, momentum, adam, adamw }
