import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { learningProblems } from '../../base/diagnostics/learning-problems.ts'
import type { ComponentValue } from '../../ir/expression.ts'
import { argumentsOf, lookUp } from '../component.ts'
import { TaskFailure } from '../failure.ts'
import type { Excursion } from './regulation/regulator.ts'
import type { Decision, Response, Situation } from './response.ts'

const goOn: Decision = { do: 'continue' }

const stop: Response = () => ({ do: 'stop' })

const restore: Response = ({ regulation: { name } }, response, { regulator, step }) => {
  const settings = argumentsOf(response)
  const times = settings.number('max_times')
  if (regulator.restores(name) >= times) {
    throw new TaskFailure(diagnose(learningProblems.restoredTooOften, { regulation: name, times, step }))
  }
  regulator.restored(name)
  const to = settings.text('to') === 'best' ? 'best' : 'last_checkpoint'
  return { do: 'restore', to, rateFactor: settings.number('lr_factor') }
}

const warn: Response = ({ regulation: { name }, value, limit, isNew }, _response, { reporting, step }) => {
  if (!isNew) return goOn
  const parameters = { regulation: name, signal: `${value}`, limit: describeLimit(limit), step }
  reporting.warn(name, diagnose(learningProblems.outOfLimit, parameters))
  return goOn
}

/** Every component of the standard library that is a `response`. */
export const responses: Readonly<Record<string, Response>> = { stop, restore, warn }

/**
 * Answers regulations that are out of their limits, in their order. The first that stops or restores decides; the
 * others are told all the same.
 */
export function respond(excursions: readonly Excursion[], situation: Situation): Decision {
  let decision = goOn
  for (const excursion of excursions) {
    const { regulation, value, response, isNew } = excursion
    const acts = response !== undefined && decision.do === 'continue'
    if (acts) decision = lookUp(responses, 'response', response)(excursion, response, situation)
    const isDecisive = acts && decision.do !== 'continue'
    if (!isNew && !isDecisive) continue
    const { epoch, step } = situation
    const signal = Number.isFinite(value) ? value : String(value)
    const said = acts && { response: response.$component }
    situation.reporting.excursion({ regulation: regulation.name, signal, ...said, epoch, step }, isDecisive)
  }
  return decision
}

/** A limit as the program writes it: `at_most(0.5)`. */
function describeLimit({ $component, arguments: given }: ComponentValue): string {
  const shown = Object.values(given).filter((value) => typeof value === 'number')
  return `\`${$component}(${shown.join(', ')})\``
}
