import type { Location } from '../../base/source.ts'
import type { Declaration } from '../../parser/ast.ts'

/** The kinds that are nodes of the graph. */
export const nodeKinds = [
  'dataset',
  'train',
  'evaluate',
  'score',
  'step',
  'notify',
  'register',
  'deploy',
  'experiment',
  'sweep',
  'compare',
] as const

/** The kinds that are values, written `kind name = expression`. */
export const valueKinds = ['param', 'secret', 'let', 'model', 'executor'] as const

/** The kinds that are settings, written `kind name { … }`. */
export const settingsKinds = ['pipeline', 'regulation', 'trigger', 'target'] as const

/**
 * Components of the user's, a use of one (`adapt sft { … }`), what such a use gives a param, and a name that was to be
 * imported and could not.
 */
type ComponentKind = 'component' | 'use' | 'argument' | 'lost'

export type Kind =
  | (typeof nodeKinds)[number]
  | (typeof valueKinds)[number]
  | (typeof settingsKinds)[number]
  | ComponentKind

/** A declaration of the program whose kind is known. */
export interface Declared {
  readonly name: string
  readonly kind: Kind
  /** The names of the uses of components around it, outermost first, then its own: what its id is made of. */
  readonly path: readonly string[]
  readonly file: string
  readonly syntax: Declaration
  /** Of the name. */
  readonly location: Location
  readonly home: Home
}

/** What names mean at a place; values and components have a namespace each. */
export interface Names {
  get(name: string): Declared | undefined
  component(name: string): Declared | undefined
  keys(): Iterable<string>
  components(): Iterable<string>
}

/** Where declarations stand together: a file, or the inside of a component where it is used. */
export interface Home {
  readonly names: Names
  /** Nodes, params and secrets that stand here are the program's: not those of a file that is imported from. */
  readonly isPart: boolean
}

const kinds: ReadonlySet<string> = new Set([...nodeKinds, ...valueKinds, ...settingsKinds, 'component'])
const nodes: ReadonlySet<string> = new Set(nodeKinds)
const values: ReadonlySet<string> = new Set(valueKinds)

export function isKind(word: string): word is Kind {
  return kinds.has(word)
}

/** What a file can import from another. */
export function isImportable(kind: Kind): boolean {
  return kind === 'component' || kind === 'let' || kind === 'model' || kind === 'executor'
}

/** The word for a declaration in messages: that which stands at its head. */
export function kindWord({ kind, syntax }: Declared): string {
  return kind === 'argument' ? 'param' : syntax.head.text
}

export function isNodeKind(kind: string): kind is (typeof nodeKinds)[number] {
  return nodes.has(kind)
}

export function isValueKind(kind: string): kind is (typeof valueKinds)[number] {
  return values.has(kind)
}

/** Names that mean something by themselves, so that no declaration can have them. */
export const reservedNames: ReadonlySet<string> = new Set([
  'pipeline',
  'run',
  'seed',
  'inputs',
  'outputs',
  'previous',
])
