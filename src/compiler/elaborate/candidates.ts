import type { Type } from '../../ir/type.ts'
import type { Declared } from '../bind/declared.ts'
import type { Facts } from '../data/facts.ts'
import type { Context, Elaborated, OutputEntry } from './context.ts'
import type { Term } from './term.ts'
import { join } from './type-relations.ts'

/**
 * A node that a `score` compares: its name, its model where it has one, and its metrics by name. Of a node with `each`,
 * every instance is a candidate.
 */
export interface Candidate {
  readonly node: Declared
  readonly elaborated: Elaborated
  /** Outputs that are numbers, or records of them. */
  readonly metrics: ReadonlyMap<string, Type>
  /** The model that an `evaluate` judged, or that a `train` made. */
  readonly modelFacts?: Facts
  /** Of the model that is judged or made, where there is one. */
  readonly modelType: Type | undefined
  /** What tells the instances of a node with `each` apart, by the names of its lists. */
  readonly elements: ReadonlyMap<string, Type>
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
  const elements = new Map<string, Type>()
  for (const [name, { type }] of elaborated.lists ?? []) elements.set(name, itemOf(type))
  for (const [name, { type }] of elaborated.outputs) {
    const ofOne = elements.size > 0 ? itemOf(type) : type
    if (isMetric(ofOne)) metrics.set(name, ofOne)
  }
  const model = node.kind === 'evaluate' ? elaborated.given.get('model') : undefined
  const facts = model?.facts ?? elaborated.outputs.get('model')?.facts
  const makes = node.kind === 'train' || elaborated.use?.outputs.has('model') === true
  return {
    node,
    elaborated,
    metrics,
    ...(facts && { modelFacts: facts }),
    modelType: model?.type ?? (makes ? { type: 'artifact', artifact: 'Model' } : undefined),
    elements,
  }
}

function itemOf(type: Type): Type {
  return type.type === 'list' ? type.of : type
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

/** What tells instances apart that all of the candidates have: `best.chosen.task` of the winner. */
export function elementsOf(candidates: readonly Candidate[]): ReadonlyMap<string, Type> {
  const [first, ...others] = candidates
  const shared = [...(first?.elements ?? [])].filter(([name]) =>
    others.every(({ elements }) => elements.has(name)),
  )
  return new Map(shared)
}

/** `best.chosen`: the winner's name, its model and its metrics. */
export function candidateOutput(context: Context, from: Term | undefined): OutputEntry {
  if (!areKnown(context, from)) return { type: { type: 'any' } }
  const candidates = candidatesOf(context, from)
  const fields: { [name: string]: Type } = {
    name: { type: 'enum', values: candidates.map((candidate) => candidate.node.name) },
  }
  const models = candidates.map(({ modelType }) => modelType)
  const [first] = models
  if (first && !models.includes(undefined)) {
    fields.model = models.reduce<Type>((joined, type) => (type ? join(joined, type) : joined), first)
  }
  for (const [name, type] of elementsOf(candidates)) fields[name] ??= type
  for (const [name, type] of metricsOf(candidates)) fields[name] ??= type
  return { type: { type: 'record', fields } }
}
