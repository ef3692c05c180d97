import type { Type } from '../../ir/type.ts'
import type { Declared } from '../bind/declared.ts'
import type { DataFacts, Task } from '../data/facts.ts'
import type { Output, RuleCall, ShapeRule } from '../signatures/signature.ts'
import { armOutputs } from '../sweeps/arms.ts'
import type { SweepFacts } from '../sweeps/sweep-facts.ts'
import { trialOutputs } from '../sweeps/trial-outputs.ts'
import { candidateOutput } from './candidates.ts'
import type { Context, OutputEntry, Outputs } from './context.ts'
import { regulationsIn, responsesIn } from './regulated.ts'
import { columnsOf } from './schema-term.ts'
import { knownValue, type Term } from './term.ts'

/** What the rules see of a node: its name, its fields, and what is known of its data. */
export interface Shaped {
  readonly declared: Declared
  field(name: string): Term | undefined
  /** A dataset's own rows. */
  readonly facts?: DataFacts | undefined
  /** Of a sweep: what it repeats. */
  readonly sweep?: SweepFacts | undefined
}

/** The outputs of a node: of fixed types, or worked out by the rule that the library names. */
export function outputsOf(context: Context, outputs: readonly Output[], shaped: Shaped): Outputs {
  const entries = new Map<string, OutputEntry>()
  for (const output of outputs) {
    for (const [name, entry] of shapeOf(context, output, shaped)) entries.set(name, entry)
  }
  return entries
}

type Named = readonly (readonly [string, OutputEntry])[]

function shapeOf(context: Context, output: Output, shaped: Shaped): Named {
  const { name, shape } = output
  if (!('rule' in shape)) return [[name, plainOutput(shape.type, shaped)]]
  const terms = shape.fields.map((field) => shaped.field(field))
  return rules[shape.rule](name, terms, shaped, context, shape)
}

/** The model of a train remembers what it was trained on. */
function plainOutput(type: Type, shaped: Shaped): OutputEntry {
  const facts = shaped.field('data')?.facts
  if (type.type !== 'artifact' || type.artifact !== 'Model' || facts?.kind !== 'data') return { type }
  return { type, facts: { kind: 'model', trainedOn: facts } }
}

type Rule = (
  name: string,
  terms: readonly (Term | undefined)[],
  shaped: Shaped,
  context: Context,
  call: RuleCall<ShapeRule>,
) => Named

const rules: Readonly<Record<ShapeRule, Rule>> = {
  trials_of: (_, __, { declared, sweep, field }, context) =>
    sweep ? trialOutputs(context, declared, sweep, field) : [],
  comparison_of: (_, terms, __, context) => armOutputs(context, terms),
  parts_of: (_, [split], shaped) => {
    const type: Type = { type: 'artifact', artifact: 'Dataset' }
    return partsOf(split).map((part) => {
      const own = shaped.facts ?? {
        kind: 'data',
        origin: shaped.declared.name,
        dataset: shaped.declared.name,
      }
      return [part, { type, facts: { ...own, origin: `${shaped.declared.name}.${part}`, part } }]
    })
  },
  validation_of: (name, [validate]) => {
    const type = validationType(validate)
    return type ? [[name, { type }]] : []
  },
  compliance_of: (name, terms) => {
    const share: Type = { type: 'float', min: 0, max: 1 }
    const names = terms.flatMap((term) => (term ? [...regulationsIn(term)] : []))
    return [
      [name, { type: { type: 'record', fields: Object.fromEntries(names.map((key) => [key, share])) } }],
    ]
  },
  metrics_of: (_, [metrics]) => {
    const { structure } = metrics ?? {}
    if (structure?.kind !== 'record') return []
    return [...structure.fields].map(([name, metric]) => [name, { type: metricType(metric) }])
  },
  candidate_of: (name, [from], _, context) => [[name, candidateOutput(context, from)]],
  outputs_of: (_, [outputs], shaped) => {
    const { structure } = outputs ?? {}
    if (structure?.kind !== 'record') return []
    return [...structure.fields].map(([name, spec]) => [name, commandOutput(shaped, name, spec)])
  },
  metrics_schema: (name) => [[name, { type: { type: 'record', fields: {} } }]],
  experiment_of: (_, [arms, metrics]) => experimentOutputs(namesIn(arms), namesIn(metrics)),
  signals_of: (_, [signals]) => {
    const { structure } = signals ?? {}
    if (structure?.kind !== 'schema') return []
    return Object.entries(structure.fields).map(([name, type]) => [name, { type }])
  },
  counts_of: (_, [regulate]) =>
    [...(regulate ? responsesIn(regulate) : [])].flatMap(({ outputs }) =>
      outputs.flatMap(({ name, shape }) => ('type' in shape ? [[name, { type: shape.type }] as const] : [])),
    ),
}

function namesIn(term: Term | undefined): readonly string[] {
  return term?.structure?.kind === 'record' ? [...term.structure.fields.keys()] : []
}

/** The arm that won, if one did, and what the test says of each metric. */
function experimentOutputs(arms: readonly string[], metrics: readonly string[]): Named {
  const float: Type = { type: 'float' }
  const share: Type = { type: 'float', min: 0, max: 1 }
  const found: Type = {
    type: 'record',
    fields: {
      p: share,
      effect: float,
      lower: float,
      upper: float,
      arms: { type: 'record', fields: Object.fromEntries(arms.map((arm) => [arm, float])) },
    },
  }
  const winner: Type = { type: 'optional', of: { type: 'enum', values: arms } }
  return [
    ...metrics.map((metric) => [metric, { type: found }] as const),
    ['samples', { type: { type: 'int' } }],
    ['winner', { type: winner }],
  ]
}

/** The parts that a split has: those whose share is not known to be nothing; `all` without a split. */
export function partsOf(split: Term | undefined): readonly string[] {
  if (!split || (split.expression.op === 'value' && split.expression.value === null)) return ['all']
  const { structure } = split
  if (structure?.kind === 'conditional') {
    return [...new Set([...partsOf(structure.yes), ...partsOf(structure.no)])]
  }
  if (structure?.kind !== 'component') return ['train', 'val', 'test']
  return ['train', 'val', 'test'].filter((part) => {
    const share = structure.arguments.get(part)
    return share !== undefined && knownValue(share) !== 0
  })
}

/** `val.loss`, and the metric that fits the target: accuracy of classes, root mean squared error of numbers. */
function validationType(validate: Term | undefined): Type | undefined {
  const float: Type = { type: 'float' }
  if (!validate || knownValue(validate) === null) return undefined
  const task: Task | undefined = validate.facts?.kind === 'data' ? validate.facts.task : undefined
  const fields: { [name: string]: Type } = { loss: float }
  if (task !== 'regression') fields.accuracy = { type: 'float', min: 0, max: 1 }
  if (task !== 'classification') fields.rmse = float
  return { type: 'record', fields }
}

function metricType(metric: Term): Type {
  const { structure } = metric
  if (structure?.kind !== 'component') return { type: 'float' }
  const shape = structure.signature.outputs[0]?.shape
  return shape && 'type' in shape ? shape.type : { type: 'float' }
}

/** What a command writes: a file, a folder, rows, or the numbers that its schema names. */
function commandOutput(shaped: Shaped, name: string, spec: Term): OutputEntry {
  const { structure } = spec
  if (structure?.kind !== 'component') return { type: { type: 'artifact', artifact: 'File' } }
  const schema = structure.arguments.get('schema')?.structure
  const fields = schema?.kind === 'schema' ? schema.fields : {}
  const shape = structure.signature.outputs[0]?.shape
  if (shape && 'rule' in shape) return { type: { type: 'record', fields } }
  const type: Type = shape && 'type' in shape ? shape.type : { type: 'artifact', artifact: 'File' }
  if (type.type !== 'artifact' || type.artifact !== 'Dataset') return { type }
  const origin = `${shaped.declared.name}.${name}`
  return {
    type,
    facts: { kind: 'data', origin, columns: columnsOf(fields), partial: true, hasTarget: false },
  }
}
