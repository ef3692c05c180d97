import type { Kind } from '../../compiler/bind/declared.ts'
import type { userTypes } from '../../compiler/signatures/type-words.ts'

/** What the reference says of words of the language that no signature declares. */
interface Word {
  readonly doc: string
  readonly example: string
}

/** Kinds that are values, and those that shape a program rather than being in it. */
export const valueKindWords: Readonly<Partial<Record<Kind | 'import', Word>>> = {
  param: {
    doc: 'An input of the program: a type, and a default where one is sensible. It is set by `--set name=value`, by a file given with `--params`, or by the environment variable `PIPE_PARAM_NAME`.',
    example: 'param lr: float in 1e-5..1 = 1e-3',
  },
  let: {
    doc: 'A name for a value that is used in several places. It is filled in wherever it is named, and never changes.',
    example: 'let hidden = [64, 64]',
  },
  model: {
    doc: 'A name for an architecture, for several trainings to use.',
    example: 'model net = mlp(hidden: [64, 64], activation: "relu")',
  },
  secret: {
    doc: 'A value that nobody may read in a log: a token, a password. It is looked up at the last moment, from the environment or a file, and goes only into `env` of a command and into fields that ask for a secret.',
    example: 'secret token = env("API_TOKEN")',
  },
  executor: {
    doc: 'A name for a place where nodes run. Each target maps it to its own runners or machines.',
    example: 'executor here = local()',
  },
  component: {
    doc: 'A block of your own that can be used again: params in, outputs out, and nodes, a model or a file of JavaScript inside.',
    example: 'component net {\n  is: "model"\n  param size: int = 64\n  value: mlp(hidden: [size, size])\n}',
  },
  import: {
    doc: 'Takes components, models, lets and executors from another file; never nodes.',
    example: 'import { net as small } from "./nets.pipe"',
  },
}

type TypeName = typeof userTypes extends ReadonlyMap<infer Name, unknown> ? Name : never

/** The types that a program may name. */
export const typeWords: Readonly<Record<TypeName, string>> = {
  int: 'A whole number: `64`, `10_000`, `1e6`. Stands wherever a `float` is wanted.',
  float: 'A number: `0.5`, `1e-3`, `10%` (which is 0.1).',
  bool: '`true` or `false`.',
  string: 'A text in double quotes, with holes: `"epoch ${epoch}"`.',
  path: 'A path of the project as a text, relative to the file that declares it.',
  duration: 'A time with its unit: `500ms`, `30s`, `5m`, `10h`, `14d`, `2w`.',
  bytes: 'An amount of memory or disk with its unit: `512MB`, `16GiB`.',
  epochs: 'A number of passes over the training data: `1 epoch`, `5 epochs`.',
  steps: 'A number of updates of the weights: `1 step`, `500 steps`.',
}

/** Types that are made of others, and types that only nodes and the library give. */
export const builtTypeWords: Readonly<Record<string, string>> = {
  'list(T)': 'Several values of one type: `[64, 128]`.',
  'optional(T)': 'A value or `none`.',
  'one_of("a", "b")': 'One of these texts.',
  '{ name: T }': 'A record: `{ cpu: 4, memory: 16GiB }`.',
  'T in low..high': 'A number within a range; both ends belong to it.',
  'either(A, B)': 'One of several types. Signatures of the library say it.',
  'record_of(T)': 'A record with names of your choice, each value of one type.',
  Dataset: 'Rows: a part of a dataset, such as `moons.train`, or what a step wrote with `dataset(…)`.',
  Model: 'A trained model, such as `fit.model`.',
  Checkpoint: 'A saved state of a training.',
  File: 'A file: of the project by its path, or the output of a step.',
  Directory: 'A folder that a step wrote.',
  Version: 'A registered version of a model.',
  Secret: 'A declared `secret`.',
  Column: 'The name of a column of the data, as a text. It is checked against the data.',
  Schema: 'Names and types of columns: `{ x: float, label: string }`.',
}

/** What the functions give. */
export const functionWords: Readonly<Record<string, string>> = {
  min: 'The smallest of several numbers or quantities.',
  max: 'The largest of several numbers or quantities.',
  sum: 'All of them together.',
  mean: 'Their mean.',
  length: 'How many items a list has.',
  first: 'The first item of a list.',
  last: 'The last item of a list.',
  mod: 'The remainder of a division.',
  pow: 'A number to the power of another.',
  abs: 'The number without its sign.',
  sqrt: 'The square root.',
  exp: 'e to the power of the number.',
  log: 'The natural logarithm.',
  round: 'The nearest whole number.',
  floor: 'The next smaller whole number.',
  ceil: 'The next larger whole number.',
  seconds: 'A duration as a plain number of seconds, for a command.',
  bytes: 'An amount of bytes as a plain number, for a command.',
  join: 'The texts of a list as one, with a separator between them.',
  or_else: 'The first value, or the second where the first is `none`.',
  first_ok: 'The first of several results whose node succeeded.',
}
