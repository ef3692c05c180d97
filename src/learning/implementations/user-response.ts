import type { ComponentValue } from '../../ir/expression.ts'
import type { Decision, Response } from '../training/response.ts'
import { ownFunction } from './own-function.ts'
import { plainArguments } from './plain-arguments.ts'
import { refuseResult, runOwn } from './user-failure.ts'

/**
 * `export default function (excursion, settings)` answers a signal that is out of its limit: `"continue"`, `"stop"`,
 * or `{ restore: "last_checkpoint" or "best", lr_factor }`.
 */
export function userResponse(
  exports: { readonly [name: string]: unknown },
  component: ComponentValue,
): Response {
  const { $component: name } = component
  const decide = ownFunction(exports, 'default', name)
  return ({ regulation, value, isNew }, response, { epoch, step, regulator }) => {
    const settings = plainArguments(response.arguments)
    const excursion = { regulation: regulation.name, value, isNew, epoch, step }
    const said = runOwn(name, 'it decided', () => decide(excursion, settings))
    const decision = decisionOf(said, name)
    if (decision.do === 'restore') regulator.restored(regulation.name)
    return decision
  }
}

function decisionOf(said: unknown, name: string): Decision {
  if (said === 'continue' || said === 'stop') return { do: said }
  const { restore, lr_factor: rateFactor = 1 } = (said ?? {}) as { restore?: unknown; lr_factor?: unknown }
  const isFactor = typeof rateFactor === 'number' && rateFactor > 0 && rateFactor <= 1
  if ((restore === 'last_checkpoint' || restore === 'best') && isFactor) {
    return { do: 'restore', to: restore, rateFactor }
  }
  return refuseResult(name, '"continue", "stop" or { restore, lr_factor }', said)
}
