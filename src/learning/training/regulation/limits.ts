import { improves } from './improves.ts'
import type { Limit } from './limit.ts'

/** Neither NaN nor infinite. */
const finite: Limit = {
  check: ({ value }, _settings, memory) => ({ within: Number.isFinite(value), memory }),
}

const atMost: Limit = {
  check: ({ value }, settings, memory) => ({ within: value <= settings.number('bound'), memory }),
}

const atLeast: Limit = {
  check: ({ value }, settings, memory) => ({ within: value >= settings.number('bound'), memory }),
}

/** Every component of the standard library that is a `limit`. */
export const limits: Readonly<Record<string, Limit>> = {
  finite,
  at_most: atMost,
  at_least: atLeast,
  improves,
}
