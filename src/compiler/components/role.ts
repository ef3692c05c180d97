import { categories } from '../signatures/type-words.ts'

/** How a component says what it is made of, by its role. */
interface Role {
  /** Entries of its own, beside `is` and `edition`; those that are required come first. */
  readonly entries: readonly string[]
  /** Kinds of what may be declared inside. */
  readonly inner: 'nodes' | 'values'
  /** What an implementation exports. */
  readonly exports: readonly string[]
}

const nodes: Role = { entries: [], inner: 'nodes', exports: [] }
const regulation: Role = { entries: ['observe', 'limit', 'respond'], inner: 'values', exports: [] }
const value: Role = { entries: ['value', 'implementation', 'task'], inner: 'values', exports: ['default'] }
const model: Role = { ...value, exports: ['weights', 'forward'] }

/** What a component of the user's can be: a block of nodes, a regulation, or a value of a category of the library's. */
export const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['node', nodes],
  ...Object.values(categories).map((is): [string, Role] => [is, value]),
  ['model', model],
  ['regulation', regulation],
])
