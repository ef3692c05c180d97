import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Type } from '../../ir/type.ts'
import { listOf, recordOf } from './compose.ts'
import type { Context } from './context.ts'
import { broken, constant, type Term } from './term.ts'
import { alternativesOf, fits } from './type-relations.ts'

/** `assign`, handed in: parts are assigned as wholes are. */
type Assign = (context: Context, term: Term, expected: Type, what?: string) => Term

type ListType = Extract<Type, { type: 'list' }>
type RecordType = Extract<Type, { type: 'record' }>
type RecordLike = Extract<Type, { type: 'record' | 'map' }>

export function isRecordLike(type: Type): type is RecordLike {
  return type.type === 'record' || type.type === 'map'
}

/** Each item where the list's items go; of several list types, one that fits. */
export function assignList(
  context: Context,
  term: Term,
  items: readonly Term[],
  lists: readonly Type[],
  what: string | undefined,
  assign: Assign,
): Term {
  const types = lists.filter((type): type is ListType => type.type === 'list')
  const type = types.find((candidate) => fits(term.type, candidate)) ?? types[0]
  if (!type) return term
  const each = what === undefined ? undefined : `Each item of ${what[0]?.toLowerCase()}${what.slice(1)}`
  const assigned = items.map((item) => assign(context, item, type.of, each))
  return { ...listOf(term.location, assigned), type }
}

/** Each field where it goes; unknown ones are reported, missing ones too unless they are optional. */
export function assignRecord(
  context: Context,
  term: Term,
  fields: ReadonlyMap<string, Term>,
  records: readonly RecordLike[],
  what: string | undefined,
  assign: Assign,
): Term {
  const type = records.find((candidate) => fits(term.type, candidate)) ?? records[0]
  if (!type) return term
  const assigned = new Map<string, Term>()
  for (const [name, field] of fields) {
    const wanted = type.type === 'map' ? type.of : ownField(type, name)
    if (wanted) assigned.set(name, assign(context, field, wanted, `\`${name}\``))
    else {
      const keys = term.structure?.kind === 'record' ? term.structure.keys : undefined
      reportUnknown(context, name, type, keys?.get(name) ?? field.location, what)
      assigned.set(name, broken(field.location))
    }
  }
  if (type.type === 'record') fillIn(context, term, type, assigned, what)
  const keys = term.structure?.kind === 'record' ? term.structure.keys : undefined
  return recordOf(term.location, assigned, keys)
}

function ownField(type: RecordLike, name: string): Type | undefined {
  if (type.type === 'map') return type.of
  return Object.hasOwn(type.fields, name) ? type.fields[name] : undefined
}

function reportUnknown(
  context: Context,
  name: string,
  type: RecordLike,
  location: Location,
  what: string | undefined,
): void {
  const known = type.type === 'record' ? Object.keys(type.fields) : []
  const parameters = { name, owner: what ?? 'This record', known, suggestion: context.suggest(name, known) }
  context.report(diagnose(nameProblems.unknownField, parameters, location))
}

function fillIn(
  context: Context,
  term: Term,
  type: RecordType,
  assigned: Map<string, Term>,
  what: string | undefined,
): void {
  for (const [name, wanted] of Object.entries(type.fields)) {
    if (assigned.has(name)) continue
    if (alternativesOf(wanted).some((alternative) => alternative.type === 'none')) {
      assigned.set(name, constant(term.location, { type: 'none' }, null))
    } else {
      context.report(
        diagnose(nameProblems.missingField, { name, owner: what ?? 'This record' }, term.location),
      )
      assigned.set(name, broken(term.location))
    }
  }
}
