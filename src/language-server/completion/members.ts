import { CompletionItemKind } from 'vscode-languageserver'
import { typeText } from '../../compiler/editor/type-text.ts'
import { alternativesOf } from '../../compiler/elaborate/type-relations.ts'
import type { Type } from '../../ir/type.ts'
import { chainTo, makesOutputs, namesAt, scopeAt, typeOfPart } from '../symbols/denoted.ts'
import type { Offer } from './item.ts'
import type { Place } from './place.ts'

/** What can stand behind the dot at the cursor. */
export function memberOffers(place: Place): readonly Offer[] {
  const { path, word } = place
  const chain = word.kind === 'identifier' ? chainTo(word, path.slice(1)) : undefined
  if (chain?.root.kind !== 'name') return []
  const names = chain.names.slice(0, -1)
  return [...partsOf(place, chain.root.text, names)].map(([label, type]) => ({
    label,
    kind: CompletionItemKind.Property,
    detail: typeText(type),
    rank: 0,
  }))
}

type Parts = Iterable<readonly [string, Type]>

/** What a name has: the outputs of a node, the signals or facts of a root, the fields of a record. */
function partsOf(place: Place, root: string, names: readonly string[]): Parts {
  const scope = scopeAt(place)
  const ambient = scope?.ambient?.names.get(root)
  if (ambient) return fieldsOf(typeOfPart(ambient, names))
  const local = root === 'inputs' ? scope?.inputs : root === 'outputs' ? scope?.outputs : undefined
  if (local) {
    const [first, ...rest] = names
    if (first !== undefined) return fieldsOf(typeOfPart(local.get(first)?.type, rest))
    return [...local].map(([name, { type }]) => [name, type])
  }
  if (names.length === 0 && Object.hasOwn(facts, root)) return facts[root] ?? []
  return declaredParts(place, root, names)
}

function declaredParts(place: Place, root: string, names: readonly string[]): Parts {
  const declared = namesAt(place)?.get(root)
  const elaborated = declared && place.look.checked?.context.elaborated(declared)
  if (!declared || !elaborated) return []
  if (!makesOutputs(declared)) return fieldsOf(typeOfPart(elaborated.value?.type, names))
  const outputs = [...elaborated.outputs].map(([name, { type }]): readonly [string, Type] => [name, type])
  const [first, ...rest] = names
  const [sole] = outputs.length === 1 ? outputs : []
  if (first === undefined) return sole ? [sole, ...fieldsOf(sole[1])] : outputs
  return fieldsOf(typeOfPart(elaborated.outputs.get(first)?.type ?? typeOfPart(sole?.[1], [first]), rest))
}

/** Through lists too: `.` maps over them. */
function fieldsOf(type: Type | undefined): readonly (readonly [string, Type])[] {
  return (type ? alternativesOf(type) : []).flatMap((alternative) => {
    if (alternative.type === 'list') return fieldsOf(alternative.of)
    return alternative.type === 'record' ? Object.entries(alternative.fields) : []
  })
}

const text: Type = { type: 'string' }

const facts: Readonly<Record<string, readonly (readonly [string, Type])[]>> = {
  pipeline: [
    ['name', text],
    ['seed', { type: 'int' }],
  ],
  run: [
    ['id', text],
    ['date', text],
    ['status', { type: 'enum', values: ['success', 'failure'] }],
  ],
}
