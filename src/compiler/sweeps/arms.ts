import type { Type } from '../../ir/type.ts'
import type { Declared } from '../bind/declared.ts'
import type { Context, Elaborated, OutputEntry } from '../elaborate/context.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import { isNumeric } from '../elaborate/type-relations.ts'
import { objectiveOf } from './trial-outputs.ts'

/** The sweep whose trials a term stands for. */
export function sweepOfTrials(term: Term | undefined): Declared | undefined {
  const { structure, expression } = term ?? {}
  const isWhole = structure?.kind === 'sweep' && structure.at === 'trial'
  const isTrials =
    expression?.op === 'output' && expression.path.length === 1 && expression.path[0] === 'trials'
  return isWhole && isTrials ? structure.sweep : undefined
}

/** The values of a swept param, where they are written out: those of a list, the whole numbers of a range. */
export function valuesOf(space: Term | undefined): readonly Term[] | undefined {
  return space?.structure?.kind === 'list' ? space.structure.items : undefined
}

/** The space of a param in a sweep's `over`. */
export function spaceOf(sweep: Elaborated | undefined, param: string): Term | undefined {
  const over = sweep?.given.get('over')
  return over?.structure?.kind === 'record' ? over.structure.fields.get(param) : undefined
}

/** How an arm is called: the value of the param, as a text. */
export function armName(value: Term): string | undefined {
  const known = knownValue(value)
  return typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean'
    ? `${known}`
    : undefined
}

/** The numbers that a sweep keeps of each trial. */
export function metricsOfTrials(sweep: Elaborated | undefined): readonly string[] {
  if (!sweep) return []
  const collect = sweep.given.get('collect')
  const fields = collect?.type.type === 'record' ? Object.entries(collect.type.fields) : []
  const collected = fields.flatMap(([name, type]) =>
    isNumeric(type) || type.type === 'quantity' ? [name] : [],
  )
  return objectiveOf((name) => sweep.given.get(name)) ? [...collected, 'objective'] : collected
}

const float: Type = { type: 'float' }
const share: Type = { type: 'float', min: 0, max: 1 }

/** What is said of one metric of one arm. */
const described: { readonly [name: string]: Type } = {
  count: { type: 'int' },
  mean: float,
  median: float,
  standard_deviation: float,
  low: float,
  high: float,
}

/** What is said beside it where the arm is compared with the baseline, by the first test. */
const compared: { readonly [name: string]: Type } = {
  difference: float,
  difference_low: float,
  difference_high: float,
  statistic: float,
  p: share,
  p_corrected: share,
  effect_size: float,
  cliffs_delta: float,
  significant: { type: 'bool' },
}

/** `effect.regulated.compliance.mean`: for each arm and each metric what is known of it. */
export function armOutputs(
  context: Context,
  [trials, by, baseline, metrics, tests]: readonly (Term | undefined)[],
): readonly (readonly [string, OutputEntry])[] {
  const declared = sweepOfTrials(trials)
  const sweep = declared && context.elaborated(declared)
  const param = by && knownValue(by)
  const arms = typeof param === 'string' ? valuesOf(spaceOf(sweep, param)) : undefined
  if (!arms) return []
  const names = metricNames(metrics) ?? metricsOfTrials(sweep)
  const base = baseline && armName(baseline)
  return arms.flatMap((arm) => {
    const name = armName(arm)
    if (name === undefined) return []
    const fields = name === base ? described : { ...described, ...compared, ...byTest(tests) }
    return [[name, { type: recordOf(names.map((metric) => [metric, recordOf(Object.entries(fields))])) }]]
  })
}

/** The names that `metrics` lists; `undefined` where it is left out. */
export function metricNames(metrics: Term | undefined): readonly string[] | undefined {
  const names = metrics && knownValue(metrics)
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : undefined
}

/** What each test found, under its name. */
function byTest(tests: Term | undefined): { readonly [name: string]: Type } {
  const items = tests?.structure?.kind === 'list' ? tests.structure.items : []
  const result = recordOf([
    ['statistic', float],
    ['p', share],
    ['p_corrected', share],
  ])
  return Object.fromEntries(
    items.flatMap(({ structure }) =>
      structure?.kind === 'component' ? [[structure.signature.name, result]] : [],
    ),
  )
}

function recordOf(fields: readonly (readonly [string, Type])[]): Type {
  return { type: 'record', fields: Object.fromEntries(fields) }
}
