import type { ComponentValue } from '../../ir/expression.ts'
import type { Excursion, Regulator } from './regulation/regulator.ts'
import type { Reporting } from './reporting.ts'

/** What a training does next because of its regulations. */
export type Decision =
  | { readonly do: 'continue' }
  | { readonly do: 'stop' }
  | { readonly do: 'restore'; readonly to: 'last_checkpoint' | 'best'; readonly rateFactor: number }

/** What is known where a response is decided. */
export interface Situation {
  readonly regulator: Regulator
  readonly reporting: Reporting
  readonly epoch: number
  readonly step: number
}

/** What answers a signal that is out of its limit. */
export type Response = (excursion: Excursion, response: ComponentValue, situation: Situation) => Decision
