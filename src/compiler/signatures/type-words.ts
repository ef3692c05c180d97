import type { Type } from '../../ir/type.ts'

/** The types that a program may name. */
export const userTypes: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['int', { type: 'int' }],
  ['float', { type: 'float' }],
  ['bool', { type: 'bool' }],
  ['string', { type: 'string' }],
  ['path', { type: 'path' }],
  ['duration', { type: 'quantity', dimension: 'duration' }],
  ['bytes', { type: 'quantity', dimension: 'bytes' }],
  ['epochs', { type: 'quantity', dimension: 'epochs' }],
  ['steps', { type: 'quantity', dimension: 'steps' }],
])

/** Type names of the library that stand for a category of components. */
const categories: Readonly<Record<string, string>> = {
  Source: 'source',
  Split: 'split',
  Transform: 'transform',
  Architecture: 'model',
  Loss: 'loss',
  Optimizer: 'optimizer',
  Schedule: 'schedule',
  Metric: 'metric',
  Limit: 'limit',
  Response: 'response',
  Receiver: 'receiver',
  OutputSpec: 'output',
  Executor: 'executor',
  Regulation: 'regulation',
  Export: 'export',
}

const artifacts = ['Dataset', 'Model', 'Checkpoint', 'File', 'Directory'] as const

/** What a hole or a word of a command may hold, lists of it aside; records become JSON. */
const wordTypes: readonly Type[] = [
  { type: 'string' },
  { type: 'int' },
  { type: 'float' },
  { type: 'bool' },
  { type: 'path' },
  ...artifacts.map((artifact): Type => ({ type: 'artifact', artifact })),
  { type: 'component', is: 'export' },
  { type: 'map', of: { type: 'any' } },
]

/** `Word` of the library: what can be handed to a command as text. */
export const wordType: Type = {
  type: 'either',
  of: [...wordTypes, { type: 'list', of: { type: 'either', of: wordTypes } }],
}

/** The types that the library's signatures may name: the user's, and those of the compiler's own things. */
export const libraryTypes: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...userTypes,
  ['any', { type: 'any' }],
  ['Secret', { type: 'secret' }],
  ['Node', { type: 'node' }],
  ['Column', { type: 'column' }],
  ['Schema', { type: 'schema' }],
  ['Word', wordType],
  ...artifacts.map((artifact): [string, Type] => [artifact, { type: 'artifact', artifact }]),
  ...Object.entries(categories).map(([name, is]): [string, Type] => [name, { type: 'component', is }]),
])

const articles: Readonly<Record<string, string>> = {
  model: 'an architecture',
  optimizer: 'an optimizer',
  output: 'an output such as `file("…")`',
  executor: 'an executor',
  export: 'an export',
  input: 'a file of the project',
}

/** A category in the words of a message: `an optimizer`, `a metric`. */
export function describeCategory(is: string): string {
  return articles[is] ?? `${/^[aeiou]/.test(is) ? 'an' : 'a'} ${is}`
}
