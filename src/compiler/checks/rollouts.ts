import { deliveryProblems } from '../../base/diagnostics/delivery-problems.ts'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { percentOf } from '../../base/diagnostics/words.ts'
import { walk } from '../../ir/graph.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { nominalValue } from '../elaborate/range.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'
import { visitTerms } from './terms.ts'

type Report = (diagnostic: Diagnostic) => void

/** What a deployment watches lives, what it rolls back by is watched, and a canary grows. */
export const rollouts: Rule = ({ context, elaborated }, report) => {
  for (const node of elaborated.values()) {
    if (node.declared.kind !== 'deploy') continue
    checkRollback(node, report)
    const watch = node.given.get('watch')
    if (watch) checkLive(watch, 'watch', report)
    const alerts = node.given.get('alerts')?.structure
    if (alerts?.kind === 'record') for (const alert of alerts.fields.values()) checkAlert(alert, report)
    const strategy = node.given.get('strategy')
    if (strategy) visitTerms(strategy, (part) => checkCanary(context, part, report))
  }
}

function checkRollback({ declared, given }: Elaborated, report: Report): void {
  const rollback = given.get('rollback')
  if (!rollback || knownValue(rollback) !== 'auto') return
  const watch = given.get('watch')
  const watched = watch?.structure?.kind !== 'record' || watch.structure.fields.size > 0
  if (watch && watched) return
  report(diagnose(deliveryProblems.unwatchedRollback, { name: declared.name }, rollback.location))
}

function checkAlert({ structure }: Term, report: Report): void {
  const fires = structure?.kind === 'record' ? structure.fields.get('fires') : undefined
  if (fires) checkCondition(fires, 'fires', 'alerts', report)
}

function checkLive({ structure }: Term, field: string, report: Report): void {
  if (structure?.kind !== 'record') return
  for (const [name, condition] of structure.fields) checkCondition(condition, name, field, report)
}

/** A condition that reads no signal is decided before the service lives: it was meant for `require`. */
function checkCondition(condition: Term, name: string, field: string, report: Report): void {
  if (condition.broken) return
  let reads = false
  walk(condition.expression, (inner) => {
    if (inner.op === 'ambient') reads = true
  })
  if (!reads) report(diagnose(deliveryProblems.watchesNothing, { name, field }, condition.location))
}

function checkCanary(context: Context, { structure, broken }: Term, report: Report): void {
  if (broken || structure?.kind !== 'component' || structure.signature.name !== 'canary') return
  const shares = structure.arguments.get('shares')
  if (!shares || shares.broken) return
  const values = nominalValue(context, shares)
  if (!Array.isArray(values)) return
  const places = shares.structure?.kind === 'list' ? shares.structure.items : []
  if (values.length === 0) {
    report(diagnose(deliveryProblems.noShare, { found: 'this one has no step' }, shares.location))
  }
  for (const [index, share] of values.entries()) {
    const before = values[index - 1]
    const location = places[index]?.location ?? shares.location
    if (share === 0) report(diagnose(deliveryProblems.noShare, { found: 'this is none' }, location))
    else if (typeof share === 'number' && typeof before === 'number' && share <= before) {
      const parameters = { before: percentOf(before), after: percentOf(share) }
      report(diagnose(deliveryProblems.sharesDontGrow, parameters, location))
    }
  }
}
