import { CompletionItemKind } from 'vscode-languageserver'
import { valueKinds } from '../../compiler/bind/declared.ts'
import type { Signature } from '../../compiler/signatures/signature.ts'
import type { Type } from '../../ir/type.ts'
import type { Module } from '../../parser/ast.ts'
import { kindWords } from '../hover/signature-words.ts'
import { namesAt } from '../symbols/denoted.ts'
import { libraryOf, nameableComponents } from '../symbols/signatures.ts'
import type { View } from '../workspace.ts'
import type { Offer } from './item.ts'

/** How values are declared, which the library has no signatures of. */
const values: Readonly<
  Record<(typeof valueKinds)[number], { readonly snippet: string; readonly doc: string }>
> = {
  param: {
    snippet: 'param ${1:name}: ${2:float} = $0',
    doc: 'A typed input, which `--set` and files of params override.',
  },
  let: { snippet: 'let ${1:name} = $0', doc: 'A shared expression.' },
  model: { snippet: 'model ${1:name} = $0', doc: 'A shared architecture.' },
  secret: {
    snippet: 'secret ${1:name} = env("${2:NAME}")',
    doc: 'A handle of something that no one may see; `env:` and fields of type Secret take it.',
  },
  executor: {
    snippet: 'executor ${1:name} = $0',
    doc: 'A logical place to run, which each target maps to its own.',
  },
}

/** What can begin an item of a file, written out with the fields that it must have. */
export function kindOffers({ look, module }: View): readonly Offer[] {
  const library = libraryOf(look)
  const hasPipeline = hasHead(module, 'pipeline')
  const signatures = (library?.all() ?? []).filter(
    ({ is, name }) => (is === 'kind' || is === 'settings') && !(name === 'pipeline' && hasPipeline),
  )
  const used = nameableComponents(look, namesAt({ look, path: [module] })).filter(
    ({ is, declared }) => declared && (is === 'node' || is === 'regulation'),
  )
  return [
    ...[...used, ...signatures].map((signature) => ({
      label: signature.name,
      kind: CompletionItemKind.Keyword,
      detail: `${signature.name} name { … }`,
      doc: kindWords(signature),
      snippet: bodySnippet(signature),
      rank: signature.name === 'pipeline' || signature.declared ? 0 : 1,
    })),
    ...valueKinds.map((kind) => ({
      label: kind,
      kind: CompletionItemKind.Keyword,
      detail: values[kind].snippet.replace(/\$\{\d:([^}]*)\}/g, '$1').replace('$0', '…'),
      doc: values[kind].doc,
      snippet: values[kind].snippet,
      rank: 1,
    })),
    {
      label: 'component',
      kind: CompletionItemKind.Keyword,
      detail: 'component name { is: "…" … }',
      doc: 'A block to use again: params in, outputs out.',
      snippet: 'component ${1:name} {\n  is: "${2:node}"\n  $0\n}',
      rank: 2,
    },
    {
      label: 'import',
      kind: CompletionItemKind.Keyword,
      detail: 'import { name } from "./file.pipe"',
      doc: 'Components, models, lets and executors of another file.',
      snippet: 'import { $2 } from "./${1:file}.pipe"',
      rank: 2,
    },
  ]
}

function hasHead({ items }: Module, kind: string): boolean {
  return items.some((item) => item.kind === 'declaration' && item.head.text === kind)
}

/** A body with its required fields, each a place to write. */
function bodySnippet(signature: Signature): string {
  const required = [...signature.fields.values()].filter((field) => !field.default)
  const lines = required.map(({ name, type }, index) => `  ${name}: ${valueSnippet(type, index + 2)}`)
  return [`${signature.name} \${1:name} {`, ...(lines.length > 0 ? lines : ['  $0']), '}'].join('\n')
}

/** What to write for a required value: its brackets or quotes, and a place within. */
export function valueSnippet(type: Type, place: number): string {
  if (type.type === 'list') return `[$${place}]`
  if (type.type === 'record' || type.type === 'map') return `{ $${place} }`
  return type.type === 'string' || type.type === 'path' ? `"$${place}"` : `$${place}`
}

/** The types that a param may have. */
export function typeOffers(): readonly Offer[] {
  const plain = ['int', 'float', 'bool', 'string', 'path', 'duration', 'bytes', 'epochs', 'steps']
  const made: readonly (readonly [string, string])[] = [
    ['list', 'list(${1:float})'],
    ['optional', 'optional(${1:float})'],
    ['one_of', 'one_of("$1")'],
    ['float in', 'float in ${1:0}..${2:1}'],
    ['int in', 'int in ${1:1}..${2:10}'],
  ]
  return [
    ...plain.map((label) => ({ label, kind: CompletionItemKind.TypeParameter, rank: 0 })),
    ...made.map(([label, snippet]) => ({ label, kind: CompletionItemKind.TypeParameter, snippet, rank: 1 })),
  ]
}
