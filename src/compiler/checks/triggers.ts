import { deliveryProblems } from '../../base/diagnostics/delivery-problems.ts'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { assign } from '../elaborate/assign.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import { cronFault } from './cron.ts'
import type { Rule } from './rule.ts'
import { visitTerms } from './terms.ts'

type Report = (diagnostic: Diagnostic) => void

/** A trigger is started by something, its schedule comes, and it sets params to values that they take. */
export const triggers: Rule = ({ context, elaborated }, report) => {
  for (const trigger of elaborated.values()) {
    if (trigger.declared.kind !== 'trigger') continue
    checkStart(trigger, report)
    const schedule = trigger.given.get('schedule')
    if (schedule) visitTerms(schedule, (part) => checkCron(part, report))
    checkTimezone(trigger, report)
    checkSet(context, trigger, report)
  }
}

function checkStart({ declared, given }: Elaborated, report: Report): void {
  const starts = ['push', 'pull_request', 'schedule', 'manual'].some((field) => {
    const term = given.get(field)
    const value = term && knownValue(term)
    const isEmpty = Array.isArray(value) && value.length === 0
    return term !== undefined && value !== false && !isEmpty
  })
  if (!starts) report(diagnose(deliveryProblems.neverTriggered, { name: declared.name }, declared.location))
}

function checkCron(term: Term, report: Report): void {
  const text = knownValue(term)
  const reason = typeof text === 'string' ? cronFault(text) : undefined
  if (reason === undefined) return
  report(diagnose(deliveryProblems.badCron, { text: String(text), reason }, term.location))
}

function checkTimezone({ declared, given, keys }: Elaborated, report: Report): void {
  const term = given.get('timezone')
  const name = term && knownValue(term)
  if (!term || typeof name !== 'string') return
  if (!isTimezone(name)) report(diagnose(deliveryProblems.unknownTimezone, { name }, term.location))
  else if (!given.has('schedule')) {
    report(diagnose(deliveryProblems.timezoneAlone, { name: declared.name }, keys.get('timezone')))
  }
}

/** Offsets such as `+02:00`, which newer engines of JavaScript take, are no zones: they know no summer. */
function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}

function checkSet(context: Context, { declared, given }: Elaborated, report: Report): void {
  const set = given.get('set')?.structure
  if (set?.kind !== 'record') return
  const { names } = declared.home
  for (const [name, term] of set.fields) {
    const param = names.get(name)
    const type = param?.kind === 'param' ? context.elaborated(param)?.type : undefined
    if (type) assign(context, term, type, `The param \`${name}\``)
    else if (param?.kind !== 'param') {
      const known = [...names.keys()].filter((other) => names.get(other)?.kind === 'param')
      const parameters = { name, known, suggestion: context.suggest(name, known) }
      report(diagnose(deliveryProblems.unknownParam, parameters, set.keys?.get(name) ?? term.location))
    }
  }
}
