import type { Look } from '../../compiler/editor/look.ts'
import type { Module, Node } from '../../parser/ast.ts'
import { type Around, walk } from '../syntax/walk.ts'
import type { Denoted, Occurrence } from './denoted.ts'
import { occurrenceOf } from './occurrence.ts'
import { isSame } from './same.ts'

const words: ReadonlySet<Node['kind']> = new Set(['identifier', 'name', 'string', 'number', 'quantity'])

/** Every word of a file that stands for something, in the order of the text. */
export function* occurrencesIn(look: Look, module: Module): Generator<Occurrence> {
  for (const { node, around } of walk(module)) {
    if (!words.has(node.kind)) continue
    const occurrence = occurrenceOf({ look, path: pathOf(node, around) })
    if (occurrence) yield occurrence
  }
}

function pathOf(node: Node, around: Around): readonly Node[] {
  const path = [node]
  for (let outer = around; outer; outer = outer.around) path.push(outer.node)
  return path
}

/** The words of a file that stand for a thing: where it is declared, and where it is read. */
export function wordsFor(look: Look, module: Module, wanted: Denoted): readonly Node[] {
  const name = nameOf(wanted)
  const found: Node[] = []
  for (const { node, around } of walk(module)) {
    // Most words are others: what they stand for need not be found out.
    if (!mentions(node, name)) continue
    const occurrence = occurrenceOf({ look, path: pathOf(node, around) })
    if (occurrence && isSame(occurrence.denoted, wanted)) found.push(node)
  }
  return found
}

/** The name of a thing that a program names; `undefined` for others. */
export function nameOf(denoted: Denoted): string | undefined {
  switch (denoted.kind) {
    case 'declaration':
      return denoted.declared.name
    case 'output':
      return denoted.path.at(-1)
    case 'input':
      return denoted.name
    default:
      return undefined
  }
}

function mentions(node: Node, name: string | undefined): boolean {
  return (node.kind === 'identifier' || node.kind === 'name') && node.text === name
}
