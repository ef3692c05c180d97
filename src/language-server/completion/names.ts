import { CompletionItemKind } from 'vscode-languageserver'
import type { Declared } from '../../compiler/bind/declared.ts'
import { typeText } from '../../compiler/editor/type-text.ts'
import type { Elaborated, Scope } from '../../compiler/elaborate/context.ts'
import { alternativesOf, fits } from '../../compiler/elaborate/type-relations.ts'
import type { Type } from '../../ir/type.ts'
import { makesOutputs } from '../symbols/denoted.ts'
import type { Offer } from './item.ts'
import { elaboratedFrom, type Place } from './place.ts'

/** Names that can be read at a place: all of them, or those of which the type fits. */
export function nameOffers(
  place: Place,
  scope: Scope | undefined,
  owner: Declared | undefined,
  expected: Type | undefined,
): readonly Offer[] {
  const names = (scope?.home ?? owner?.home)?.names
  const ambient = [...(scope?.ambient?.names ?? [])].flatMap(([name, type]) =>
    ambientOffers(name, type, expected),
  )
  const local = [...partsOf('inputs', scope), ...partsOf('outputs', scope)].filter(({ type }) =>
    isWanted(type, expected),
  )
  const declared = [...(names?.keys() ?? [])].flatMap((name) => {
    const found = names?.get(name)
    return found && found !== owner ? declaredOffers(place, name, found, expected) : []
  })
  return [
    ...ambient,
    ...local.map(({ name, type }) => ({
      label: name,
      kind: CompletionItemKind.Variable,
      detail: typeText(type),
      rank: 1,
    })),
    ...declared,
    ...facts(expected),
  ]
}

function isWanted(type: Type, expected: Type | undefined): boolean {
  return !expected || (type.type !== 'any' && fits(type, expected))
}

function ambientOffers(name: string, type: Type, expected: Type | undefined): readonly Offer[] {
  if (type.type === 'record') {
    return Object.entries(type.fields).flatMap(([field, inner]) =>
      ambientOffers(`${name}.${field}`, inner, expected),
    )
  }
  if (!isWanted(type, expected)) return []
  return [{ label: name, kind: CompletionItemKind.Variable, detail: typeText(type), rank: 0 }]
}

function partsOf(
  root: 'inputs' | 'outputs',
  scope: Scope | undefined,
): readonly { readonly name: string; readonly type: Type }[] {
  return [...(scope?.[root] ?? [])].map(([name, { type }]) => ({ name: `${root}.${name}`, type }))
}

function declaredOffers(
  place: Place,
  name: string,
  declared: Declared,
  expected: Type | undefined,
): readonly Offer[] {
  const elaborated = elaboratedFrom(place, declared)
  if (!elaborated) return []
  if (makesOutputs(declared)) return nodeOffers(name, declared, elaborated, expected)
  const type = elaborated.type ?? elaborated.value?.type
  if (!type || elaborated.value?.broken || !isWanted(type, expected)) return []
  return [
    {
      ...documented(declared),
      label: name,
      kind: valueKind(declared),
      detail: `${declared.kind}: ${typeText(type)}`,
      rank: 1,
    },
  ]
}

function documented({ syntax }: Declared): Pick<Offer, 'doc'> {
  return syntax.doc === undefined ? {} : { doc: syntax.doc }
}

function valueKind({ kind }: Declared): CompletionItemKind {
  if (kind === 'param') return CompletionItemKind.TypeParameter
  return kind === 'model' || kind === 'regulation' ? CompletionItemKind.Struct : CompletionItemKind.Constant
}

/** A node by name where nodes are named or anything may stand; else what it makes that fits. */
function nodeOffers(
  name: string,
  declared: Declared,
  { outputs }: Elaborated,
  expected: Type | undefined,
): readonly Offer[] {
  const wantsNode = expected && alternativesOf(expected).some(({ type }) => type === 'node')
  if (!expected || wantsNode) {
    return [
      {
        ...documented(declared),
        label: name,
        kind: CompletionItemKind.Class,
        detail: declared.kind,
        rank: wantsNode ? 0 : 2,
      },
    ]
  }
  const made = [...outputs].flatMap(([output, { type }]) => pathsTo(`${name}.${output}`, type, expected, 2))
  return made.map(({ label, type }) => ({
    ...documented(declared),
    label,
    kind: CompletionItemKind.Property,
    detail: `${typeText(type)} of the ${declared.kind}`,
    rank: 1,
  }))
}

/** The ways into a record, so many levels deep, that lead to what fits. */
function pathsTo(
  label: string,
  type: Type,
  expected: Type,
  depth: number,
): readonly { readonly label: string; readonly type: Type }[] {
  if (isWanted(type, expected)) return [{ label, type }]
  if (type.type !== 'record' || depth === 0) return []
  return Object.entries(type.fields).flatMap(([name, inner]) =>
    pathsTo(`${label}.${name}`, inner, expected, depth - 1),
  )
}

function facts(expected: Type | undefined): readonly Offer[] {
  const known: readonly (readonly [string, Type])[] = [
    ['seed', { type: 'int' }],
    ['pi', { type: 'float' }],
    ['pipeline.name', { type: 'string' }],
  ]
  return known
    .filter(([, type]) => isWanted(type, expected))
    .map(([label, type]) => ({ label, kind: CompletionItemKind.Constant, detail: typeText(type), rank: 6 }))
}
