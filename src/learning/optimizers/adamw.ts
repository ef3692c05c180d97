import { adamUpdater } from './adam.ts'
import type { Optimizer } from './optimizer.ts'

/** Adam with decoupled weight decay (Loshchilov & Hutter, 2019, algorithm 2). */
export const adamw: Optimizer = {
  slots: ['mean', 'square'],
  updater: (settings) => adamUpdater(settings, settings.number('weight_decay')),
}
