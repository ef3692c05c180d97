import type { Location as LspLocation } from 'vscode-languageserver'
import type { Location, Span } from '../../base/source.ts'
import type { Declared } from '../../compiler/bind/declared.ts'
import type { Entry, Expression } from '../../parser/ast.ts'
import { locationOf } from '../places.ts'
import type { Denoted } from '../symbols/denoted.ts'
import { occurrenceOf } from '../symbols/occurrence.ts'
import { pathAt } from '../syntax/walk.ts'
import type { View } from '../workspace.ts'

/** Where the thing at an offset is declared; a metric or output is declared by its key. */
export function definition({ module, look, find }: View, offset: number): LspLocation | null {
  const occurrence = occurrenceOf({ look, path: pathAt(module, offset) })
  const place = occurrence && placeOf(occurrence.denoted)
  return (place && locationOf(find, place)) ?? null
}

/** Where a thing is declared, if the program declares it. */
function placeOf(denoted: Denoted): Location | undefined {
  switch (denoted.kind) {
    case 'declaration':
      return denoted.declared.location
    case 'output':
      return outputPlace(denoted.node, denoted.path[0]) ?? denoted.node.location
    case 'input':
      return keyOf(denoted.node, ['inputs'], denoted.name)
    default:
      return undefined
  }
}

/** A use of a component makes what the component says; other nodes what the keys of a field say. */
function outputPlace(node: Declared, name: string | undefined): Location | undefined {
  if (node.kind !== 'use') return keyOf(node, ['outputs', 'metrics'], name)
  const component = node.home.names.component(node.syntax.head.text)
  for (const item of component?.syntax.body?.items ?? []) {
    if (!component || item.kind !== 'declaration' || item.head.text !== 'output') continue
    if (item.name.text === name) return { file: component.file, start: item.name.start, end: item.name.end }
  }
  return undefined
}

/** The key `name` in the record that one of the fields holds. */
function keyOf(node: Declared, fields: readonly string[], name: string | undefined): Location | undefined {
  for (const item of node.syntax.body?.items ?? []) {
    if (item.kind !== 'entry' || !fields.includes(textOf(item))) continue
    const key = keyIn(item.value, name)
    if (key) return { file: node.file, start: key.start, end: key.end }
  }
  return undefined
}

function keyIn(record: Expression, name: string | undefined): Span | undefined {
  if (record.kind !== 'record') return undefined
  for (const item of record.items) if (item.kind === 'entry' && textOf(item) === name) return item.key
  return undefined
}

function textOf({ key }: Entry): string {
  return key.kind === 'identifier' ? key.text : key.value
}
