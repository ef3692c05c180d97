import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { sweepProblems } from '../../base/diagnostics/sweep-problems.ts'
import { isRange } from '../../ir/functions.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { describeTerm } from '../elaborate/describe.ts'
import { fieldOf } from '../elaborate/fields.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import { armName, metricsOfTrials, spaceOf, sweepOfTrials, valuesOf } from '../sweeps/arms.ts'
import type { Rule } from './rule.ts'
import { partsOf } from './terms.ts'

type Report = Parameters<Rule>[1]

/** A comparison is of arms that were tried alike: what it names is swept, collected, and nothing else varies. */
export const comparisons: Rule = ({ context, elaborated }, report) => {
  for (const part of elaborated.values()) {
    if (part.declared.kind !== 'compare') continue
    const trials = part.given.get('trials')
    if (!trials || trials.broken) continue
    const declared = sweepOfTrials(trials)
    const sweep = declared && context.elaborated(declared)
    if (sweep) checkArms({ context, part, sweep, report })
    else report(diagnose(sweepProblems.notTrials, { found: describeTerm(trials) }, trials.location))
  }
}

interface Comparison {
  readonly context: Context
  readonly part: Elaborated
  readonly sweep: Elaborated
  readonly report: Report
}

function checkArms(comparison: Comparison): void {
  const { context, part, sweep, report } = comparison
  const by = sweptName(comparison, 'by')
  const replicate = sweptName(comparison, 'replicate')
  checkMetrics(comparison)
  const strategy = sweep.signature && fieldOf(context, sweep, sweep.signature, 'strategy')
  if (strategy?.structure?.kind === 'component' && strategy.structure.signature.name !== 'grid') {
    const parameters = { strategy: strategy.structure.signature.name, sweep: sweep.declared.name }
    report(diagnose(sweepProblems.drawnArms, parameters, part.given.get('trials')?.location))
  }
  if (!by) return
  for (const name of namesOf(sweep.given.get('over'))) {
    if (name === by.name || name === replicate?.name || part.given.get('replicate')?.broken) continue
    report(diagnose(sweepProblems.mixedTrials, { name, by: by.name }, by.term.location))
  }
  checkBaseline(comparison, by)
  const count = replicate && countOf(spaceOf(sweep, replicate.name))
  if (replicate && count !== undefined && count < 3) {
    report(diagnose(sweepProblems.fewReplicates, { count, name: replicate.name }, replicate.term.location))
  }
}

interface Named {
  readonly name: string
  readonly term: Term
}

/** The swept param that a field names. */
function sweptName({ context, part, sweep, report }: Comparison, field: string): Named | undefined {
  const term = part.given.get(field)
  const name = term && knownValue(term)
  if (!term || typeof name !== 'string') return undefined
  if (spaceOf(sweep, name)) return { name, term }
  const known = namesOf(sweep.given.get('over'))
  const suggestion = context.suggest(name, known)
  const parameters = { field, name, sweep: sweep.declared.name, known, suggestion }
  report(diagnose(sweepProblems.notSwept, parameters, term.location))
  return undefined
}

function checkBaseline({ context, part, sweep, report }: Comparison, { name, term }: Named): void {
  const values = valuesOf(spaceOf(sweep, name))
  const arms = values?.map(armName)
  if (!arms || arms.includes(undefined)) {
    if (spaceOf(sweep, name)?.broken) return
    report(diagnose(sweepProblems.armsUnknown, { name, sweep: sweep.declared.name }, term.location))
    return
  }
  const known = [...new Set(arms.filter((arm) => arm !== undefined))]
  if (known.length < 2) report(diagnose(sweepProblems.oneArm, { by: name }, term.location))
  const taken = known.find((arm) => arm === 'verdict' || arm === 'report')
  if (taken !== undefined) report(diagnose(sweepProblems.takenArm, { name: taken }, term.location))
  const baseline = part.given.get('baseline')
  const arm = baseline && armName(baseline)
  if (!baseline || arm === undefined || known.includes(arm)) return
  const shown = (text: string) => (typeof knownValue(baseline) === 'string' ? JSON.stringify(text) : text)
  const suggestion = context.suggest(arm, known)
  const parameters = {
    found: shown(arm),
    known: known.map(shown),
    suggestion: suggestion === undefined ? undefined : shown(suggestion),
  }
  report(diagnose(sweepProblems.unknownArm, parameters, baseline.location))
}

function checkMetrics({ context, part, sweep, report }: Comparison): void {
  const metrics = part.given.get('metrics')
  const known = metricsOfTrials(sweep)
  const { name } = sweep.declared
  if (!metrics || knownValue(metrics) === null) {
    if (known.length > 0 || sweep.given.get('collect')?.broken) return
    const place = part.given.get('trials')?.location
    report(diagnose(sweepProblems.unknownMetric, { name: 'objective', sweep: name, known }, place))
    return
  }
  for (const term of partsOf(metrics)) {
    const metric = knownValue(term)
    if (typeof metric !== 'string' || known.includes(metric)) continue
    const suggestion = context.suggest(metric, known)
    const parameters = { name: metric, sweep: name, known, suggestion }
    report(diagnose(sweepProblems.unknownMetric, parameters, term.location))
  }
}

/** How many values a space lists; `undefined` where it does not list them. */
function countOf(space: Term | undefined): number | undefined {
  const values = valuesOf(space)
  if (values) return values.length
  const value = space && knownValue(space)
  if (!isRange(value)) return undefined
  const [low, high] = value.$range
  return typeof low === 'number' && typeof high === 'number' ? high - low + 1 : undefined
}

function namesOf(record: Term | undefined): readonly string[] {
  return record?.type.type === 'record' ? Object.keys(record.type.fields) : []
}
