import type { Arguments } from '../component.ts'
import { inSteps, type Position, type Schedule } from './schedule.ts'

/**
 * Rises linearly over the first W steps, (t + 1) / W, so that the first step already learns and the last one of the
 * rise has the full rate; then what `after` says of the remaining steps, counted from the end of the rise.
 */
export function warmUp(follow: (settings: Arguments) => (position: Position) => number): Schedule {
  return {
    factor(settings) {
      const over = settings.quantity('over')
      const after = follow(settings)
      return (position) => {
        const rise = inSteps(over, position.stepsPerEpoch)
        if (position.step < rise) return (position.step + 1) / rise
        return after({
          ...position,
          step: position.step - rise,
          total: Math.max(1, position.total - rise),
        })
      }
    },
  }
}
