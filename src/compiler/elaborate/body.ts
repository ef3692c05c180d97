import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Entry } from '../../parser/ast.ts'
import { type Declared, kindWord } from '../bind/declared.ts'
import type { Field, Signature } from '../signatures/signature.ts'
import { assign } from './assign.ts'
import type { Context, Scope } from './context.ts'
import { describeType } from './describe.ts'
import type { Term } from './term.ts'

/** What a body says, entry by entry, before the values are looked at. */
export interface Body {
  readonly declared: Declared
  readonly signatures: readonly Signature[]
  readonly entries: ReadonlyMap<string, Entry>
  readonly keys: ReadonlyMap<string, Location>
}

/** Matches the entries of a body with the fields of its kind; says what is unknown, given twice or missing. */
export function readBody(context: Context, declared: Declared, signatures: readonly Signature[]): Body {
  const entries = new Map<string, Entry>()
  const keys = new Map<string, Location>()
  const { file } = declared
  for (const item of declared.syntax.body?.items ?? []) {
    if (item.kind !== 'entry') {
      const kind = item.kind === 'declaration' ? item.head.text : 'import'
      context.report(diagnose(nameProblems.misplacedDeclaration, { kind }, at(file, item)))
      continue
    }
    const name = item.key.kind === 'identifier' ? item.key.text : item.key.value
    const location = at(file, item.key)
    if (entries.has(name)) {
      const earlier = keys.get(name)
      const related = earlier ? [{ message: 'it is given here first', location: earlier }] : []
      context.report(diagnose(nameProblems.duplicateField, { name }, location, { related }))
    } else if (!signatures.some((signature) => signature.fields.has(name))) {
      reportUnknown(context, declared, signatures, name, location)
    } else {
      entries.set(name, item)
      keys.set(name, location)
    }
  }
  if (!context.program.damaged.has(declared)) reportMissing(context, declared, signatures, entries)
  return { declared, signatures, entries, keys }
}

function reportUnknown(
  context: Context,
  declared: Declared,
  signatures: readonly Signature[],
  name: string,
  location: Location,
): void {
  const known = signatures.flatMap((signature) => [...signature.fields.keys()])
  const owner = `\`${kindWord(declared)}\``
  const parameters = { name, owner, known: [], suggestion: context.suggest(name, known) }
  const hint = parameters.suggestion === undefined ? { hint: `It has ${known.join(', ')}.` } : {}
  context.report(diagnose(nameProblems.unknownField, parameters, location, hint))
}

function reportMissing(
  context: Context,
  declared: Declared,
  signatures: readonly Signature[],
  entries: ReadonlyMap<string, Entry>,
): void {
  for (const signature of signatures) {
    for (const field of signature.fields.values()) {
      if (field.default || entries.has(field.name)) continue
      const owner = `The ${kindWord(declared)} \`${declared.name}\``
      const takes = describeType(field.type)
      const parameters = { name: field.name, owner, example: `${field.name}: …`, takes }
      context.report(diagnose(nameProblems.missingField, parameters, declared.location))
    }
  }
}

/** The field of that name in one of the signatures. */
export function fieldNamed(signatures: readonly Signature[], name: string): Field | undefined {
  for (const signature of signatures) {
    const field = signature.fields.get(name)
    if (field) return field
  }
  return undefined
}

/** Elaborates one entry of a body and holds it against its field. */
export function fieldTerm(context: Context, body: Body, name: string, scope: Scope): Term | undefined {
  const entry = body.entries.get(name)
  const field = fieldNamed(body.signatures, name)
  if (!entry || !field) return undefined
  return assign(context, context.expression(entry.value, scope, field.type), field.type, `\`${name}\``)
}
