import type { Type } from '../../ir/type.ts'
import type { Declared } from '../bind/declared.ts'
import type { Facts } from '../data/facts.ts'
import type { Context, Elaborated, OutputEntry } from './context.ts'
import type { Term } from './term.ts'

/** A node that a `score` compares: its name, its model where it has one, and its metrics by name. */
export interface Candidate {
  readonly node: Declared
  readonly elaborated: Elaborated
  /** Outputs that are numbers, or records of them. */
  readonly metrics: ReadonlyMap<string, Type>
  /** The model that an `evaluate` judged, or that a `train` made. */
  readonly modelFacts?: Facts
  readonly hasModel: boolean
}

/** The nodes that `from` names; what is no node is left to the types. */
export function candidateNodes(from: Term | undefined): readonly Term[] {
  const { structure } = from ?? {}
  if (structure?.kind === 'node' && from) return [from]
  return structure?.kind === 'list' ? structure.items.flatMap(candidateNodes) : []
}

/** The candidates that `from` names. */
export function candidatesOf(context: Context, from: Term | undefined): readonly Candidate[] {
  return candidateNodes(from).flatMap((term) => {
    if (term.structure?.kind !== 'node') return []
    const { node } = term.structure
    const elaborated = context.elaborated(node)
    return elaborated ? [candidateOf(node, elaborated)] : []
  })
}

function candidateOf(node: Declared, elaborated: Elaborated): Candidate {
  const metrics = new Map<string, Type>()
  for (const [name, { type }] of elaborated.outputs) if (isMetric(type)) metrics.set(name, type)
  const model = node.kind === 'evaluate' ? elaborated.given.get('model') : undefined
  const facts = model?.facts ?? elaborated.outputs.get('model')?.facts
  return {
    node,
    elaborated,
    metrics,
    ...(facts && { modelFacts: facts }),
    hasModel: model !== undefined || node.kind === 'train' || elaborated.use?.outputs.has('model') === true,
  }
}

function isMetric(type: Type): boolean {
  if (type.type === 'record')
    return Object.keys(type.fields).length > 0 && Object.values(type.fields).every(isMetric)
  return type.type === 'int' || type.type === 'float' || type.type === 'quantity' || type.type === 'bool'
}

/** The ambient names of `value` and `where`. Candidates all have the same; where they differ, a check says so. */
export function metricsOf(candidates: readonly Candidate[]): ReadonlyMap<string, Type> {
  return new Map(candidates.flatMap(({ metrics }) => [...metrics]))
}

/** False where a candidate is on a cycle, or where its own outputs are wrong. */
export function areKnown(context: Context, from: Term | undefined): boolean {
  if (!from || from.broken) return false
  return candidateNodes(from).every(({ structure }) => {
    const elaborated = structure?.kind === 'node' ? context.elaborated(structure.node) : undefined
    return elaborated !== undefined && ![...elaborated.given.values()].some((term) => term.broken)
  })
}

/** `best.chosen`: the winner's name, its model and its metrics. */
export function candidateOutput(context: Context, from: Term | undefined): OutputEntry {
  if (!areKnown(context, from)) return { type: { type: 'any' } }
  const candidates = candidatesOf(context, from)
  const fields: { [name: string]: Type } = {
    name: { type: 'enum', values: candidates.map((candidate) => candidate.node.name) },
  }
  if (candidates.length > 0 && candidates.every((candidate) => candidate.hasModel)) {
    fields.model = { type: 'artifact', artifact: 'Model' }
  }
  for (const [name, type] of metricsOf(candidates)) fields[name] ??= type
  return { type: { type: 'record', fields } }
}
