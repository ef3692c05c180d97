import type { Architecture } from './architecture.ts'
import { linear } from './linear.ts'
import { logistic } from './logistic.ts'
import { mlp } from './mlp.ts'

/** Every component of the standard library that is a `model`. */
export const models: Readonly<Record<string, Architecture>> = { linear, logistic, mlp }
