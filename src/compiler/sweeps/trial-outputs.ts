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

/** What the text of a sweep can name of its cone: a node, or a use of a component that has some of it inside. */
export function coneMember(context: Context, sweep: Declared, name: string): Declared | undefined {
  const node = sweep.home.names.get(name)
  const cone = context.elaborated(sweep)?.sweep?.cone
  if (!node || !cone) return undefined
  if (node.kind === 'use') return outputsInCone(context, node, cone).size > 0 ? node : undefined
  return cone.includes(node) ? node : undefined
}

/** The outputs of a use that are read off nodes of a cone. */
function outputsInCone(
  context: Context,
  use: Declared,
  cone: readonly Declared[],
): ReadonlyMap<string, Term> {
  const outputs = [...(context.elaborated(use)?.use?.outputs ?? [])].filter(([, { expression }]) => {
    const node = expression.op === 'output' ? context.nodeWithId(expression.node) : undefined
    return node !== undefined && cone.includes(node)
  })
  return new Map(outputs)
}

function nodeTypes(context: Context, sweep: Declared, { cone }: SweepFacts): Fields {
  const types: Fields = {}
  const { names } = sweep.home
  for (const node of cone) {
    const [outermost = node.name] = node.path.slice(sweep.path.length - 1)
    const named = names.get(outermost)
    if (named === node) types[node.name] = recordOf(context.elaborated(node)?.outputs)
    else if (named?.kind === 'use' && !Object.hasOwn(types, named.name)) {
      types[named.name] = recordOf(outputsInCone(context, named, cone))
    }
  }
  return types
}

function recordOf(outputs: ReadonlyMap<string, { readonly type: Type }> | undefined): Type {
  const fields: Fields = {}
  for (const [name, { type }] of outputs ?? []) fields[name] = type
  return { type: 'record', fields }
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
