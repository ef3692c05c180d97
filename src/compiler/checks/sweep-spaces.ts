import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { sweepProblems } from '../../base/diagnostics/sweep-problems.ts'
import type { Location } from '../../base/source.ts'
import { isRange } from '../../ir/functions.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { fieldOf } from '../elaborate/fields.ts'
import { nominalValue } from '../elaborate/range.ts'
import type { Term } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'

type Report = Parameters<Rule>[1]

/** Every space holds something, and the strategy can search it. */
export const sweepSpaces: Rule = ({ context, elaborated }, report) => {
  for (const part of elaborated.values()) {
    if (!part.sweep) continue
    const spaces = spacesIn(part.given.get('over'))
    const over = part.given.get('over')
    if (over && !over.broken && spaces.length === 0) {
      report(diagnose(sweepProblems.emptySpace, { name: 'over' }, over.location))
    }
    const strategy = part.signature && fieldOf(context, part, part.signature, 'strategy')
    for (const space of spaces) {
      if (space.term.broken) continue
      const isEmpty = reportEmpty(context, space, report)
      if (!isEmpty && strategy) reportUnfit(space, strategy, report)
    }
    reportFixedToo(part, spaces, report)
  }
}

/** What a param is drawn from. */
interface Space {
  readonly name: string
  readonly term: Term
  readonly key: Location | undefined
}

function spacesIn(over: Term | undefined): readonly Space[] {
  const { structure } = over ?? {}
  if (structure?.kind !== 'record') return []
  return [...structure.fields].map(([name, term]) => ({ name, term, key: structure.keys?.get(name) }))
}

/** Says what holds nothing, and what has no logarithm. */
function reportEmpty(context: Context, { name, term }: Space, report: Report): boolean {
  const { structure } = term
  const component = structure?.kind === 'component' ? structure : undefined
  const held = component?.arguments.get('range') ?? component?.arguments.get('values') ?? term
  const value = nominalValue(context, held)
  if (isRange(value)) {
    const [low, high] = value.$range
    if (typeof low === 'number' && typeof high === 'number' && low > high) {
      report(diagnose(sweepProblems.emptySpace, { name }, held.location))
      return true
    }
    const space = component?.signature.name ?? ''
    if (space.startsWith('log_') && typeof low === 'number' && low <= 0) {
      report(diagnose(sweepProblems.notPositive, { space }, held.location))
    }
    return false
  }
  if (!Array.isArray(value) || value.length > 0) return false
  report(diagnose(sweepProblems.emptySpace, { name }, held.location))
  return true
}

/** A grid needs values that can be listed; evolution needs numbers. */
function reportUnfit({ name, term }: Space, strategy: Term, report: Report): void {
  if (strategy.structure?.kind !== 'component') return
  const { signature } = strategy.structure
  const space = term.structure?.kind === 'component' ? term.structure.signature.name : undefined
  if (signature.name === 'grid') {
    const isContinuous =
      space === undefined
        ? term.type.type === 'range' && term.type.of.type !== 'int'
        : !['quantized', 'categorical'].includes(space)
    if (isContinuous) report(diagnose(sweepProblems.notListable, { name }, term.location))
  }
  if (signature.traits.get('spaces') !== 'numbers') return
  const isChoice = space === undefined ? term.type.type === 'list' : space === 'categorical'
  if (!isChoice) return
  report(diagnose(sweepProblems.onlyNumbers, { strategy: signature.name, name }, term.location))
}

function reportFixedToo({ given }: Elaborated, spaces: readonly Space[], report: Report): void {
  const fix = given.get('fix')
  const fixed = fix?.type.type === 'record' ? new Set(Object.keys(fix.type.fields)) : undefined
  for (const { name, key } of spaces) {
    if (fixed?.has(name)) report(diagnose(sweepProblems.sweptAndFixed, { name }, key))
  }
}
