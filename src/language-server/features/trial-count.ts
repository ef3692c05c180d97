import type { Elaborated } from '../../compiler/elaborate/context.ts'
import { knownValue, type Term } from '../../compiler/elaborate/term.ts'

/** How many trials a sweep has: those that its strategy is given, or every point of its grid; unknown for others. */
export function trialCount({ given }: Elaborated): number | undefined {
  const strategy = given.get('strategy')?.structure
  if (strategy?.kind === 'component' && strategy.signature.name !== 'grid') {
    const trials = strategy.arguments.get('trials')
    const count = trials && knownValue(trials)
    return typeof count === 'number' ? count : undefined
  }
  const over = given.get('over')?.structure
  if (over?.kind !== 'record') return undefined
  let points = 1
  for (const space of over.fields.values()) points *= pointsOf(space)
  return Number.isSafeInteger(points) ? points : undefined
}

/** The values of a list, or the whole numbers of a range; NaN for what is no grid. */
function pointsOf(space: Term): number {
  if (space.structure?.kind === 'list') return space.structure.items.length
  const value = knownValue(space)
  if (space.type.type !== 'range' || space.type.of.type !== 'int') return Number.NaN
  if (typeof value !== 'object' || value === null || !('$range' in value)) return Number.NaN
  const [low, high] = value.$range as readonly unknown[]
  return typeof low === 'number' && typeof high === 'number' ? high - low + 1 : Number.NaN
}
