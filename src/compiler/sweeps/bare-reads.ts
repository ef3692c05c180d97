import type { Location } from '../../base/source.ts'
import type { Expression } from '../../parser/ast.ts'
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
      else waiting.push(target)
    }
  }
  return nodes
}

/** The names after a node's at a place of a text: `["model"]` where `fit.model` stands; empty for `fit` alone. */
export function pathAt(reader: Declared, location: Location): readonly string[] {
  return pathWhere(reader, (root) => root.start === location.start)
}

/** The names after a node's where a value first names it. */
export function pathOfName(value: Declared, name: string): readonly string[] {
  return pathWhere(value, (root) => root.kind === 'name' && root.text === name)
}

function pathWhere(reader: Declared, isMeant: (root: Expression) => boolean): readonly string[] {
  const waiting: Expression[] = [...expressionsOfItem(reader.syntax)]
  for (let syntax = waiting.pop(); syntax; syntax = waiting.pop()) {
    const { root, path } = chainOf(syntax)
    if (path.length > 0 && isMeant(root)) return path
    waiting.push(...expressionsIn(syntax))
  }
  return []
}

function chainOf(syntax: Expression): { readonly root: Expression; readonly path: readonly string[] } {
  if (syntax.kind !== 'member') return { root: syntax, path: [] }
  const { root, path } = chainOf(syntax.object)
  return { root, path: [...path, syntax.property.text] }
}
