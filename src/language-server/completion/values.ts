import { CompletionItemKind } from 'vscode-languageserver'
import { units } from '../../base/units.ts'
import { categoriesOf } from '../../compiler/elaborate/calls.ts'
import { functionTypes } from '../../compiler/elaborate/function-types.ts'
import { alternativesOf, isNumeric } from '../../compiler/elaborate/type-relations.ts'
import type { Signature } from '../../compiler/signatures/signature.ts'
import type { Type } from '../../ir/type.ts'
import { code, componentWords } from '../hover/signature-words.ts'
import { columnType } from '../hover/value-words.ts'
import { columnsAt } from '../symbols/columns.ts'
import { namesAt, ownerAt, scopeAt } from '../symbols/denoted.ts'
import { componentsNamed, nameableComponents } from '../symbols/signatures.ts'
import type { Cursor } from './cursor.ts'
import { escaped, type Offer } from './item.ts'
import { fieldOffer } from './keys.ts'
import { nameOffers } from './names.ts'
import { type Place, settledAt } from './place.ts'

/** What can stand where a value is wanted: what fits best comes first. */
export function valueOffers(place: Place): readonly Offer[] {
  const settled = settledAt(place)
  const expected = settled?.expected
  return [
    ...argumentOffers(place),
    ...literalOffers(place, expected),
    ...nameOffers(place, settled?.scope ?? scopeAt(place), ownerAt(place), expected),
    ...componentOffers(place, expected),
    ...functionOffers(expected),
  ]
}

/** The names of the arguments of a call that are not given yet, where one begins. */
function argumentOffers(place: Place): readonly Offer[] {
  const { look, path, word } = place
  const [, argument, call] = path
  if (argument?.kind !== 'argument' || argument.name || argument.value !== word || call?.kind !== 'call')
    return []
  const expected = look.settled.get(call)?.expected
  const [signature] = componentsNamed(look, namesAt(place), call.callee.text, expected)
  if (!signature) return []
  const given = new Set(call.arguments.map(({ name }) => name?.text))
  const [positional] = call.arguments
  return [...signature.fields.values()]
    .filter(
      (field, index) =>
        !given.has(field.name) && !(index === 0 && positional !== argument && !positional?.name),
    )
    .map((field) => fieldOffer(signature, field, field.default ? 1 : 0))
}

/** Choices, columns, `true`, `none` and brackets: what the type itself says. */
function literalOffers(place: Place, expected: Type | undefined): readonly Offer[] {
  const offers = expected ? alternativesOf(expected).flatMap((type) => literalsOf(place, type)) : []
  const unique = new Map(offers.map((offer) => [offer.label, offer]))
  return [...unique.values()]
}

function literalsOf(place: Place, type: Type): readonly Offer[] {
  const { Constant, EnumMember, Field, Struct } = {
    ...CompletionItemKind,
    Constant: CompletionItemKind.Constant,
  }
  switch (type.type) {
    case 'enum':
      return type.values.map((value) => quoted(value, EnumMember))
    case 'column':
      return columnsOf(place).map(({ label, detail }) => ({ ...quoted(label, Field), detail }))
    case 'bool':
      return ['true', 'false'].map((label) => ({ label, kind: Constant, rank: 1 }))
    case 'none':
      return [{ label: 'none', kind: Constant, rank: 4 }]
    case 'list':
      return [{ label: '[ ]', kind: Struct, snippet: '[$0]', rank: 3 }]
    case 'record':
    case 'map':
    case 'schema':
      return [{ label: '{ }', kind: Struct, snippet: '{ $0 }', rank: 3 }]
    default:
      return []
  }
}

function quoted(value: string, kind: CompletionItemKind): Offer {
  const label = JSON.stringify(value)
  return { label, kind, snippet: escaped(label), rank: 0 }
}

function columnsOf(place: Place): readonly { readonly label: string; readonly detail: string }[] {
  const owner = ownerAt(place)
  const columns = owner ? columnsAt(place.look, owner) : []
  return columns.map((column) => ({ label: column.name, detail: columnType(column) }))
}

/** The components of the categories that the place takes. */
function componentOffers(place: Place, expected: Type | undefined): readonly Offer[] {
  const wanted = expected && categoriesOf(expected)
  if (!wanted || wanted.size === 0) return []
  return nameableComponents(place.look, namesAt(place))
    .filter(({ is }) => wanted.has(is))
    .map((signature) => ({
      label: signature.name,
      kind: CompletionItemKind.Function,
      detail: signature.is,
      doc: componentWords(signature),
      snippet: callSnippet(signature),
      rank: 2,
    }))
}

/** A call with its required arguments: the first by position, others by name. */
function callSnippet({ name, fields }: Signature): string {
  const required = [...fields.values()].filter((field) => !field.default)
  const [first] = fields.values()
  const written = required.map((field, index) => {
    const isText = alternativesOf(field.type).some(
      ({ type, ...rest }) => type === 'path' || ('artifact' in rest && rest.artifact === 'File'),
    )
    const value = isText ? `"$${index + 1}"` : `$${index + 1}`
    return field === first ? value : `${field.name}: ${value}`
  })
  if (written.length > 0) return `${name}(${written.join(', ')})`
  return fields.size > 0 ? `${name}($0)` : `${name}()`
}

/** Functions give plain values, and `first_ok` whatever its alternatives are. */
function functionOffers(expected: Type | undefined): readonly Offer[] {
  const plain =
    !expected ||
    alternativesOf(expected).some(
      (type) => isNumeric(type) || ['string', 'bool', 'quantity', 'list', 'any'].includes(type.type),
    )
  if (!plain) return []
  return Object.entries(functionTypes).map(([name, { usage }]) => ({
    label: name,
    kind: CompletionItemKind.Function,
    detail: 'function',
    doc: code(usage.replaceAll('`', '')),
    snippet: `${name}($0)`,
    rank: 5,
  }))
}

/** What is within quotes: a choice or a column; the quotes are there. */
export function textOffers(place: Place): readonly Offer[] {
  const expected = settledAt(place)?.expected
  if (!expected) return []
  return alternativesOf(expected).flatMap((type): readonly Offer[] => {
    if (type.type === 'enum') {
      return type.values.map((label) => ({
        label,
        kind: CompletionItemKind.EnumMember,
        snippet: escaped(label),
        rank: 0,
      }))
    }
    if (type.type !== 'column') return []
    return columnsOf(place).map(({ label, detail }) => ({
      label,
      detail,
      kind: CompletionItemKind.Field,
      snippet: escaped(label),
      rank: 0,
    }))
  })
}

/** The units that a number at the cursor may have there. */
export function unitOffers(place: Place, { prefix }: Cursor): readonly Offer[] {
  const number = /^[\d_.eE+-]*\d/.exec(prefix)?.[0] ?? ''
  const expected = settledAt(place)?.expected
  const types = expected ? alternativesOf(expected) : []
  const dimensions = new Set(types.flatMap((type) => (type.type === 'quantity' ? [type.dimension] : [])))
  const offers = Object.entries(units).flatMap(([unit, { dimension }], index): readonly Offer[] => {
    if (expected && !dimensions.has(dimension)) return []
    const isWord = dimension === 'epochs' || dimension === 'steps'
    if (isWord && unit.endsWith('s') === (number === '1')) return []
    const label = `${number}${isWord ? ' ' : ''}${unit}`
    return [{ label, kind: CompletionItemKind.Unit, detail: dimension, rank: index }]
  })
  if (!types.some(({ type }) => type === 'float')) return offers
  return [
    ...offers,
    {
      label: `${number}%`,
      kind: CompletionItemKind.Unit,
      detail: `the number ${Number(number.replaceAll('_', '')) / 100}`,
      rank: 0,
    },
  ]
}
