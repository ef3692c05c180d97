import { crossEntropy } from './cross-entropy.ts'
import { huber } from './huber.ts'
import type { Loss } from './loss.ts'
import { mae } from './mae.ts'
import { mse } from './mse.ts'

/** Every component of the standard library that is a `loss`. */
export const losses: Readonly<Record<string, Loss>> = { cross_entropy: crossEntropy, mse, mae, huber }
