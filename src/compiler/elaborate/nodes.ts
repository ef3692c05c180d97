import type { Type } from '../../ir/type.ts'
import type { Declared } from '../bind/declared.ts'
import { datasetFacts } from '../data/dataset-facts.ts'
import type { DataFacts } from '../data/facts.ts'
import { labelledOutputs } from '../leaks/node-uses.ts'
import type { Signature } from '../signatures/signature.ts'
import { type Body, fieldTerm, readBody } from './body.ts'
import { areKnown, candidatesOf, metricsOf } from './candidates.ts'
import { commandTerm } from './command.ts'
import { recordOf } from './compose.ts'
import type { Context, Elaborated, Scope } from './context.ts'
import { outputsOf } from './outputs.ts'
import { constant, type Term } from './term.ts'

/** What elaborating a body gives, apart from the references that its scope collects. */
export type BodyPart = Pick<Elaborated, 'signature' | 'given' | 'keys' | 'outputs' | 'value' | 'facts'>

/** Elaborates a node: its fields in an order in which each finds what its scope needs, then its outputs. */
export function elaborateNode(context: Context, declared: Declared, scope: Scope): BodyPart {
  const signature = context.library.required(declared.kind, 'kind')
  const common = context.library.required('node', 'fields')
  const body = readBody(context, declared, [signature, common])
  const given = new Map<string, Term>()
  const field = (name: string) => given.get(name) ?? defaultTerm(context, signature, name)
  const add = (name: string, from: Scope) => {
    const term = given.has(name) ? undefined : fieldTerm(context, body, name, from)
    if (term) given.set(name, term)
  }
  for (const name of first[declared.kind] ?? []) add(name, scope)
  const inner = innerScope(context, declared, scope, field)
  if (declared.kind === 'step') addCommand(context, body, given, inner)
  for (const name of body.entries.keys()) add(name, signature.fields.has(name) ? inner : scope)
  const facts: DataFacts | undefined =
    declared.kind === 'dataset' ? datasetFacts(context, declared, field) : undefined
  const shaped = outputsOf(context, signature.outputs, { name: declared.name, field, facts })
  const outputs = labelledOutputs(context, shaped, { declared, given, field })
  return { signature, given, keys: body.keys, outputs, value: undefined, facts }
}

function defaultTerm(context: Context, signature: Signature, name: string): Term | undefined {
  const field = signature.fields.get(name)
  return field && context.defaultOf(signature, field)
}

/** Fields that the meaning of names in the others depends on. */
const first: Readonly<Partial<Record<Declared['kind'], readonly string[]>>> = {
  step: ['inputs', 'outputs'],
  score: ['from'],
}

/** The scope of a node's own fields: with `inputs` and `outputs` in a step, with the candidates' metrics in a score. */
function innerScope(
  context: Context,
  declared: Declared,
  scope: Scope,
  field: (name: string) => Term | undefined,
): Scope {
  if (declared.kind === 'step') {
    const inputs = fieldsOf(field('inputs'))
    const outputs = fieldsOf(field('outputs'))
    return { ...scope, ...(inputs && { inputs }), ...(outputs && { outputs }) }
  }
  if (declared.kind === 'score') {
    const from = field('from')
    const names = metricsOf(candidatesOf(context, from))
    const incomplete = !areKnown(context, from)
    return { ...scope, ambient: { names, meaning: 'a metric of the candidates', incomplete } }
  }
  return scope
}

function fieldsOf(term: Term | undefined): ReadonlyMap<string, Term> | undefined {
  if (term?.broken && !term.structure) return undefined
  return term?.structure?.kind === 'record' ? term.structure.fields : new Map()
}

function addCommand(context: Context, body: Body, given: Map<string, Term>, scope: Scope): void {
  const entry = body.entries.get('run')
  if (entry) given.set('run', commandTerm(context, entry.value, scope))
}

/** Elaborates `pipeline` and `regulation`. */
export function elaborateSettings(context: Context, declared: Declared, scope: Scope): BodyPart {
  const signature = context.library.required(declared.kind, 'settings')
  const body = readBody(context, declared, [signature])
  const inner = signature.scope?.rule === 'training_signals' ? { ...scope, ambient: signals(context) } : scope
  const given = new Map<string, Term>()
  for (const name of body.entries.keys()) {
    const term = fieldTerm(context, body, name, inner)
    if (term) given.set(name, term)
  }
  const value =
    declared.kind === 'regulation' ? regulationTerm(context, declared, signature, given) : undefined
  return { signature, given, keys: body.keys, outputs: new Map(), value, facts: undefined }
}

function signals(context: Context): NonNullable<Scope['ambient']> {
  const names = new Map<string, Type>()
  for (const output of context.library.required('training_signals', 'scope').outputs) {
    if ('type' in output.shape) names.set(output.name, output.shape.type)
  }
  return { names, meaning: 'a signal of the training' }
}

/** A regulation as an item of `regulate`: a record of its name and fields, whose signals are filled in by the training. */
function regulationTerm(
  context: Context,
  declared: Declared,
  signature: Signature,
  given: ReadonlyMap<string, Term>,
): Term {
  const fields = new Map<string, Term>()
  for (const name of signature.fields.keys()) {
    const term = given.get(name) ?? defaultTerm(context, signature, name)
    if (term) fields.set(name, term)
  }
  return regulationRecord(declared, fields)
}

function regulationRecord(declared: Declared, fields: ReadonlyMap<string, Term>): Term {
  const { location, name } = declared
  const record = recordOf(
    location,
    new Map([['name', constant(location, { type: 'string' }, name)], ...fields]),
  )
  // A signal is filled in by the training; what else it reads must be known when the training starts.
  const late = [...fields.values()].find((term) => term.phase === 'result')
  const planned = [...fields.values()].find((term) => term.phase === 'planned')
  const latest = late ?? planned
  return {
    ...record,
    type: { type: 'component', is: 'regulation' },
    phase: latest?.phase ?? 'constant',
    cause: latest?.cause,
    structure: { kind: 'regulation', regulation: declared, fields },
  }
}
