import type { Type } from '../../ir/type.ts'
import type { Declared } from '../bind/declared.ts'
import type { Context, OutputEntry } from '../elaborate/context.ts'
import { seedType } from '../elaborate/roots.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { SweepFacts } from './sweep-facts.ts'

type Named = readonly (readonly [string, OutputEntry])[]
type Fields = { [name: string]: Type }

/**
 * The outputs of a sweep: `best` where it has an objective, `trials`, and `base`, its nodes with the params as they are.
 * A trial has its params, its objective, what was collected, and the outputs of the nodes of the cone; a collected value
 * hides a node of its name.
 */
export function trialOutputs(
  context: Context,
  sweep: Declared,
  facts: SweepFacts,
  field: (name: string) => Term | undefined,
): Named {
  const nodes = nodeTypes(context, sweep, facts)
  const objective = objectiveOf(field)
  const trial: Type = {
    type: 'record',
    fields: {
      ...nodes,
      ...collectedTypes(field('collect')),
      params: { type: 'record', fields: paramTypes(context, sweep, facts) },
      ...(objective && { objective: { type: 'float' } }),
    },
  }
  return [
    ...(objective ? [['best', { type: trial }] as const] : []),
    ['trials', { type: { type: 'list', of: trial } }],
    ['base', { type: { type: 'record', fields: nodes } }],
  ]
}

/** What a sweep maximizes or minimizes. */
export function objectiveOf(field: (name: string) => Term | undefined): Term | undefined {
  return ['maximize', 'minimize'].map(field).find((term) => term && knownValue(term) !== null)
}

/** The node of a sweep's cone that its text can name. */
export function coneNode(context: Context, sweep: Declared, name: string): Declared | undefined {
  const node = sweep.home.names.get(name)
  return node && context.elaborated(sweep)?.sweep?.cone.includes(node) ? node : undefined
}

function nodeTypes(context: Context, sweep: Declared, { cone }: SweepFacts): Fields {
  const types: Fields = {}
  for (const node of cone) {
    if (sweep.home.names.get(node.name) !== node) continue
    const fields: Fields = {}
    for (const [name, { type }] of context.elaborated(node)?.outputs ?? []) fields[name] = type
    types[node.name] = { type: 'record', fields }
  }
  return types
}

function collectedTypes(collect: Term | undefined): Fields {
  return collect?.type.type === 'record' ? collect.type.fields : {}
}

function paramTypes(context: Context, sweep: Declared, { binds }: SweepFacts): Fields {
  const types: Fields = {}
  for (const name of [...binds].sort()) {
    const param = sweep.home.names.get(name)
    types[name] = name === 'seed' ? seedType : ((param && context.elaborated(param)?.type) ?? { type: 'any' })
  }
  return types
}
