import { CompletionItemKind } from 'vscode-languageserver'
import { typeText } from '../../compiler/editor/type-text.ts'
import { alternativesOf } from '../../compiler/elaborate/type-relations.ts'
import type { Field, Signature } from '../../compiler/signatures/signature.ts'
import type { Type } from '../../ir/type.ts'
import type { Node, RecordExpression } from '../../parser/ast.ts'
import { componentWords, fieldText, fieldWords } from '../hover/signature-words.ts'
import { columnType } from '../hover/value-words.ts'
import { columnsAt } from '../symbols/columns.ts'
import { declarationsBySyntax, namesAt, ownerAt, paramKeys } from '../symbols/denoted.ts'
import { bodySignatures, libraryOf } from '../symbols/signatures.ts'
import { placeholder } from './cursor.ts'
import type { Offer } from './item.ts'
import { valueSnippet } from './kinds.ts'
import type { Place } from './place.ts'

/** The keys that an entry may have where the cursor stands, those that are given already left out. */
export function keyOffers(place: Place): readonly Offer[] {
  const [, entry, record, holder] = place.path
  if (entry?.kind !== 'entry' || record?.kind !== 'record') return []
  const given = keysOf(record)
  const offers = holder?.kind === 'declaration' ? bodyOffers(place, holder) : recordOffers(place, record)
  return offers.filter(({ label }) => !given.has(label))
}

function keysOf({ items }: RecordExpression): ReadonlySet<string> {
  const names = items.flatMap((item) => {
    if (item.kind !== 'entry') return []
    return [item.key.kind === 'identifier' ? item.key.text : item.key.value]
  })
  return new Set(names.filter((name) => name !== placeholder))
}

/** The fields of a declaration: those of its kind, then what every node takes. */
function bodyOffers({ look }: Place, holder: Extract<Node, { kind: 'declaration' }>): readonly Offer[] {
  if (holder.head.text === 'component') return componentKeys
  const declared = declarationsBySyntax(look).get(holder)
  if (!declared) return []
  return bodySignatures(look, declared).flatMap((signature, index) =>
    [...signature.fields.values()].map((field) =>
      fieldOffer(signature, field, field.default ? 1 + index : 0),
    ),
  )
}

/** What the body of a component says, and the two kinds of declarations that only it has. */
const componentKeys: readonly Offer[] = [
  { label: 'is', snippet: 'is: "${1:node}"', detail: 'what the component can stand for', rank: 0 },
  { label: 'param', snippet: 'param ${1:name}: ${2:float}', detail: 'what a use gives', rank: 1 },
  { label: 'output', snippet: 'output ${1:name}: ${2:Model} = $0', detail: 'what a use makes', rank: 1 },
  { label: 'value', snippet: 'value: $0', detail: 'what a call stands for', rank: 2 },
  { label: 'implementation', snippet: 'implementation: "./$0"', detail: 'a JavaScript file', rank: 2 },
].map((offer) => ({ ...offer, kind: CompletionItemKind.Keyword }))

/** A field or an argument, with its key and the brackets of its value. */
export function fieldOffer(signature: Signature, field: Field, rank: number): Offer {
  return {
    label: field.name,
    kind: CompletionItemKind.Field,
    detail: fieldText(signature, field),
    doc: fieldWords(signature, field),
    snippet: `${field.name}: ${valueSnippet(field.type, 0)}`,
    rank,
  }
}

function recordOffers(place: Place, record: RecordExpression): readonly Offer[] {
  if (isOfParams(place, record)) return paramOffers(place)
  const expected = place.look.settled.get(record)?.expected
  return expected ? alternativesOf(expected).flatMap((type) => offersOf(place, type)) : []
}

/** The record of `over`, `fix` or `set`: its keys are params. */
function isOfParams({ path }: Place, record: RecordExpression): boolean {
  const holder = path[path.indexOf(record) + 1]
  const key = holder?.kind === 'entry' && holder.key.kind === 'identifier' ? holder.key.text : ''
  return paramKeys.has(key) && path[path.indexOf(record) + 3]?.kind === 'declaration'
}

function paramOffers(place: Place): readonly Offer[] {
  const names = namesAt(place)
  const params = [...(names?.keys() ?? [])].flatMap((name): readonly Offer[] => {
    const declared = names?.get(name)
    if (declared?.kind !== 'param') return []
    const type = place.look.checked?.context.elaborated(declared)?.type
    const detail = type ? { detail: typeText(type) } : {}
    return [
      { label: name, kind: CompletionItemKind.TypeParameter, ...detail, snippet: `${name}: $0`, rank: 0 },
    ]
  })
  return [...params, { label: 'seed', kind: CompletionItemKind.TypeParameter, snippet: 'seed: $0', rank: 1 }]
}

function offersOf(place: Place, type: Type): readonly Offer[] {
  switch (type.type) {
    case 'record':
      return Object.entries(type.fields).map(([name, field]) => ({
        label: name,
        kind: CompletionItemKind.Field,
        detail: typeText(field),
        snippet: `${name}: ${valueSnippet(field, 0)}`,
        rank: 0,
      }))
    case 'map':
      return type.of.type === 'component' ? namedComponents(place, type.of.is) : []
    case 'schema':
      return columnOffers(place)
    default:
      return []
  }
}

/** `accuracy: accuracy()`: where any name may stand for a component, its own is a good one. */
function namedComponents({ look }: Place, category: string): readonly Offer[] {
  const components =
    libraryOf(look)
      ?.all()
      .filter(({ is }) => is === category) ?? []
  return components.map((signature) => ({
    label: signature.name,
    kind: CompletionItemKind.Field,
    detail: signature.is,
    doc: componentWords(signature),
    snippet: `${signature.name}: ${signature.name}($0)`,
    rank: 0,
  }))
}

/** The columns that the data has, as keys of a schema. */
function columnOffers(place: Place): readonly Offer[] {
  const owner = ownerAt(place)
  const columns = owner ? columnsAt(place.look, owner) : []
  return columns.map((column) => ({
    label: column.name,
    kind: CompletionItemKind.Field,
    detail: columnType(column),
    snippet: `${column.name}: ${column.type === 'unknown' ? '$0' : column.type}`,
    rank: 0,
  }))
}
