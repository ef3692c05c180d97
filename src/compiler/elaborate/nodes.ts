import { deliveryProblems } from '../../base/diagnostics/delivery-problems.ts'
import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import type { Declared } from '../bind/declared.ts'
import { datasetFacts } from '../data/dataset-facts.ts'
import type { DataFacts } from '../data/facts.ts'
import { labelledOutputs } from '../leaks/node-uses.ts'
import type { Signature } from '../signatures/signature.ts'
import { sweepFacts } from '../sweeps/cone.ts'
import { fannedOut, fansOut } from '../sweeps/fan-out.ts'
import { fixTerm, overTerm } from '../sweeps/spaces.ts'
import { type Body, fieldTerm, readBody } from './body.ts'
import { recordOf } from './compose.ts'
import type { Context, Elaborated, Scope } from './context.ts'
import { innerScope, repeating, settledFirst } from './inner-scope.ts'
import { kindSignature, targetNames } from './kind-signature.ts'
import { outputsOf } from './outputs.ts'
import { constant, type Term } from './term.ts'

/** What elaborating a body gives, apart from the references that its scope collects. */
export type BodyPart = Pick<Elaborated, 'signature' | 'given' | 'keys' | 'outputs' | 'value' | 'facts'> &
  Partial<Pick<Elaborated, 'lists' | 'sweep'>>

/** Elaborates a node: its fields in an order in which each finds what its scope needs, then its outputs. */
export function elaborateNode(context: Context, declared: Declared, scope: Scope): BodyPart {
  const signature =
    kindSignature(context.library, declared) ?? context.library.required(declared.kind, 'kind')
  const common = context.library.required('node', 'fields')
  const body = readBody(context, declared, [signature, common])
  const given = new Map<string, Term>()
  const field = (name: string) => given.get(name) ?? defaultTerm(context, signature, name)
  const add = (name: string, from: Scope) => {
    const term = given.has(name) ? undefined : fieldTerm(context, body, name, from)
    if (term) given.set(name, term)
  }
  const lists = fansOut.has(declared.kind) ? new Map<string, Term>() : undefined
  const early = lists ? repeating(scope, lists) : scope
  for (const name of settledFirst[declared.kind] ?? []) add(name, early)
  if (declared.kind === 'sweep') addSpaces(context, body, given, scope)
  const inner = innerScope(context, declared, signature, early, field)
  // What only the running node knows is known as such in every field, so that a message can say where it belongs.
  const outer = inner.ambient ? { ...scope, ambient: inner.ambient } : scope
  for (const name of body.entries.keys()) add(name, signature.fields.has(name) ? inner : outer)
  const facts: DataFacts | undefined =
    declared.kind === 'dataset' ? datasetFacts(context, declared, field) : undefined
  const sweep = declared.kind === 'sweep' ? sweepFacts(context, given) : undefined
  const shaped = outputsOf(context, signature.outputs, { declared, field, facts, sweep })
  const labelled = labelledOutputs(context, shaped, { declared, given, field })
  const isFannedOut = lists !== undefined && lists.size > 0
  const outputs = isFannedOut ? fannedOut(labelled) : labelled
  const repeated = isFannedOut ? lists : undefined
  return { signature, given, keys: body.keys, outputs, value: undefined, facts, sweep, lists: repeated }
}

function addSpaces(context: Context, { entries }: Body, given: Map<string, Term>, scope: Scope): void {
  const over = entries.get('over')
  const fix = entries.get('fix')
  if (over) given.set('over', overTerm(context, over.value, scope))
  if (fix) given.set('fix', fixTerm(context, fix.value, scope))
}

function defaultTerm(context: Context, signature: Signature, name: string): Term | undefined {
  const field = signature.fields.get(name)
  return field && context.defaultOf(signature, field)
}

/** Elaborates `pipeline`, `regulation`, `trigger` and `target`. */
export function elaborateSettings(context: Context, declared: Declared, scope: Scope): BodyPart {
  const signature = kindSignature(context.library, declared)
  if (!signature) return unknownTarget(context, declared)
  const body = readBody(context, declared, [signature])
  const inner = innerScope(context, declared, signature, scope, () => undefined)
  const given = new Map<string, Term>()
  for (const name of body.entries.keys()) {
    const term = fieldTerm(context, body, name, inner)
    if (term) given.set(name, term)
  }
  const value =
    declared.kind === 'regulation' ? regulationTerm(context, declared, signature, given) : undefined
  return { signature, given, keys: body.keys, outputs: new Map(), value, facts: undefined }
}

/** A `target` bears the name of the engine that it sets. */
function unknownTarget(context: Context, { name, location }: Declared): BodyPart {
  const known = targetNames(context.library)
  const suggestion = context.suggest(name, known)
  context.report(diagnose(deliveryProblems.unknownTarget, { name, known, suggestion }, location))
  const none = new Map<string, never>()
  return { signature: undefined, given: none, keys: none, outputs: none, value: undefined, facts: undefined }
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
