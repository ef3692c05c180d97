import type { Location } from '../../base/source.ts'
import type { Expression, NameExpression } from '../../parser/ast.ts'
import { type Declared, isNodeKind } from '../bind/declared.ts'
import { expressionsIn, expressionsOfItem } from '../bind/syntax-children.ts'
import type { Elaborated } from '../elaborate/context.ts'

type Graph = ReadonlyMap<Declared, Elaborated>

/** A place where a node is named as it is, in no instance that a sweep chose. */
export interface BareRead {
  readonly node: Declared
  /** In the reader's own text. */
  readonly location: Location
  /** The `let` or the like through which it is read. */
  readonly through?: Declared
}

/** The nodes that a declaration reads, itself or through values that it names. */
export function bareReads(reader: Elaborated, graph: Graph): readonly BareRead[] {
  return [...reader.references, ...reader.repeated].flatMap(([target, location]) => {
    if (isNodeKind(target.kind)) return [{ node: target, location }]
    // What is read of a use is a read of the node inside, which is told as such.
    if (target.kind === 'use') return []
    return [...nodesThrough(target, graph)].map((node) => ({ node, location, through: target }))
  })
}

/** The nodes that a value reads, through as many others as there are. */
function nodesThrough(value: Declared, graph: Graph): ReadonlySet<Declared> {
  const nodes = new Set<Declared>()
  const seen = new Set([value])
  const waiting = [value]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const target of graph.get(next)?.references.keys() ?? []) {
      if (seen.has(target)) continue
      seen.add(target)
      if (isNodeKind(target.kind)) nodes.add(target)
      else if (target.kind !== 'use') waiting.push(target)
    }
  }
  return nodes
}

/** What stands at a place of a text, such as `fit.model`. */
export function textAt(reader: Declared, location: Location): string | undefined {
  return chainWhere(reader, (root) => root.start === location.start)
}

/** What stands where a value first reads a node. */
export function textOfRead(value: Declared, name: string): string | undefined {
  return chainWhere(value, (root) => root.text === name)
}

function chainWhere(reader: Declared, isMeant: (root: NameExpression) => boolean): string | undefined {
  const waiting: Expression[] = [...expressionsOfItem(reader.syntax)]
  for (let syntax = waiting.pop(); syntax; syntax = waiting.pop()) {
    const { root, text } = chainOf(syntax)
    if (root.kind === 'name' && isMeant(root)) return text
    waiting.push(...expressionsIn(syntax))
  }
  return undefined
}

function chainOf(syntax: Expression): { readonly root: Expression; readonly text: string } {
  if (syntax.kind === 'name') return { root: syntax, text: syntax.text }
  if (syntax.kind !== 'member') return { root: syntax, text: '' }
  const { root, text } = chainOf(syntax.object)
  return { root, text: `${text}.${syntax.property.text}` }
}
