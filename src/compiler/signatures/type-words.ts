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

/** Type names of the library that stand for a category of components, and the categories. */
export const categories: Readonly<Record<string, string>> = {
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
  Signal: 'signal',
  Corruption: 'corruption',
  Window: 'window',
  Environment: 'environment',
  Store: 'store',
  Lineage: 'lineage',
  Tracker: 'tracker',
  Strategy: 'strategy',
  Space: 'space',
  Search: 'search',
  Pruner: 'pruner',
  Stopper: 'stopper',
  Test: 'test',
  OnlineMetric: 'online_metric',
  OnlineTest: 'online_test',
  SecretKey: 'secret_key',
}

const artifacts = ['Dataset', 'Model', 'Checkpoint', 'File', 'Directory', 'Version'] as const

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

/** What a target may be told to leave out, in the words of the language. */
const engineFeatures = [
  'trigger',
  'notify',
  'register',
  'deploy',
  'experiment',
  'sweep',
  'when',
  'first_ok',
  'retry',
  'timeout',
  'resources',
  'runs_on',
  'runs_in',
  'parallel',
  'secret',
] as const

/** The types that the library's signatures may name: the user's, and those of the compiler's own things. */
export const libraryTypes: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...userTypes,
  ['any', { type: 'any' }],
  ['Secret', { type: 'secret' }],
  ['Node', { type: 'node' }],
  ['Column', { type: 'column' }],
  ['Schema', { type: 'schema' }],
  ['MetricsSchema', { type: 'schema', of: 'metrics' }],
  ['Tensor', { type: 'tensor' }],
  ['Command', { type: 'command' }],
  ['Service', { type: 'artifact', artifact: 'Service' }],
  ['EngineFeature', { type: 'enum', values: engineFeatures }],
  ['Word', wordType],
  ...artifacts.map((artifact): [string, Type] => [artifact, { type: 'artifact', artifact }]),
  ...Object.entries(categories).map(([name, is]): [string, Type] => [name, { type: 'component', is }]),
])

const articles: Readonly<Record<string, string>> = {
  model: 'an architecture',
  optimizer: 'an optimizer',
  output: 'an output such as `file("…")`',
  signal: 'a signal such as `variance(latent)`',
  environment: 'a container or package environment',
  store: 'a store such as `s3("…")`',
  lineage: 'a graph database such as `neo4j(…)`',
  tracker: 'a tracker such as `mlflow("…")`',
  online_metric: 'a metric of a service such as `rate("…")`',
  online_test: 'a test such as `sequential()`',
  secret_key: 'a key of a secret such as `secret_key("name", "key")`',
  space: 'a space such as `log_uniform(1e-4..1e-1)`',
  search: 'a strategy such as `grid()` or `tpe(trials: 60)`',
  pruner: 'a way to prune such as `median()`',
  stopper: 'a way to stop such as `no_improvement(trials: 20)`',
  test: 'a test such as `welch_t()`',
  executor: 'an executor',
  export: 'an export',
  input: 'a file of the project',
}

/** A category in the words of a message: `an optimizer`, `a metric`. */
export function describeCategory(is: string): string {
  return articles[is] ?? `${/^[aeiou]/.test(is) ? 'an' : 'a'} ${is}`
}

const notForUsers: ReadonlySet<string> = new Set(['any', 'Word', 'Command', 'IntRange', 'EngineFeature'])

/** The types that a component of the user's may name: the library's, but for those that only its own words fill. */
export const componentTypes: ReadonlyMap<string, Type> = new Map(
  [...libraryTypes].filter(([name]) => !notForUsers.has(name)),
)
