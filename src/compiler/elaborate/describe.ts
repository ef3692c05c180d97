import { formatQuantity } from '../../base/units.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Value } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import { describeCategory } from '../signatures/type-words.ts'
import { knownValue, type Term } from './term.ts'

const artifacts: Readonly<Record<string, string>> = {
  Dataset: 'data, such as a part of a dataset',
  Model: 'a trained model',
  Checkpoint: 'a checkpoint',
  File: 'a file',
  Directory: 'a folder',
  Version: 'a registered version',
  Service: 'a deployed service',
}

const quantities: Readonly<Record<string, string>> = {
  duration: 'a duration such as 30s or 5m',
  bytes: 'an amount of bytes such as 512MB',
  epochs: 'a number of epochs such as 5 epochs',
  steps: 'a number of steps such as 100 steps',
}

/** A type in the words of a message: what is asked for. */
export function describeType(type: Type): string {
  switch (type.type) {
    case 'int':
      return withRange('a whole number', type)
    case 'float':
      return withRange('a number', type)
    case 'bool':
      return '`true` or `false`'
    case 'string':
      return 'a text'
    case 'path':
      return 'a path'
    case 'none':
      return '`none`'
    case 'secret':
      return 'a secret'
    case 'any':
      return 'a value'
    case 'quantity':
      return quantities[type.dimension] ?? type.dimension
    case 'enum':
      return type.values.map((value) => JSON.stringify(value)).join(' or ')
    case 'list':
      return `a list, each item ${describeType(type.of)}`
    case 'range':
      return `a range such as \`${type.of.type === 'int' ? '1..5' : '0.1..0.9'}\``
    case 'optional':
      return `${describeType(type.of)} or \`none\``
    case 'either':
      return type.of.length === 0 ? 'nothing' : eitherOf(type.of)
    case 'record':
      return `a record \`{ ${Object.keys(type.fields).join(', ')} }\``
    case 'map':
      return `a record, each value ${describeType(type.of)}`
    case 'artifact':
      return artifacts[type.artifact] ?? type.artifact
    case 'component':
      return describeCategory(type.is)
    case 'node':
      return 'the name of a node'
    case 'column':
      return 'the name of a column'
    case 'schema':
      return type.of === 'metrics'
        ? 'a record of names and their types'
        : 'a record of column names and types'
    case 'tensor':
      return 'a tensor of the training, such as `latent`'
    case 'command':
      return 'a command: a text, or a list of words'
    default:
      return unreachable(type)
  }
}

/** Long alternatives say the same thing several times over: each is named once. */
function eitherOf(types: readonly Type[]): string {
  const words = [...new Set(types.map(describeType))]
  return words.length > 4 ? `${words.slice(0, 3).join(', ')} or the like` : words.join(' or ')
}

function withRange(noun: string, { min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return `${noun} from ${min} to ${max}`
  if (min !== undefined) return `${noun} of at least ${min}`
  return max === undefined ? noun : `${noun} of at most ${max}`
}

/** A known value in the words of a message. */
export function describeKnown(value: Value): string | undefined {
  if (value === null) return '`none`'
  if (typeof value === 'string') return `the text ${JSON.stringify(shortened(value))}`
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`
  if (typeof value === 'object' && '$quantity' in value) {
    return formatQuantity({ dimension: value.$quantity as 'duration', amount: value.amount as number })
  }
  return undefined
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

/** A term in the words of a message: what was found. */
export function describeTerm(term: Term): string {
  if (term.structure?.kind === 'node') return `the node \`${term.structure.node.name}\``
  const value = knownValue(term)
  // `64.0` is a number and `64` a whole one: it is shown as it counts.
  if (term.type.type === 'float' && Number.isSafeInteger(value)) return `${value}.0`
  const known = value === undefined ? undefined : describeKnown(value)
  if (known !== undefined) return known
  const { structure } = term
  if (structure?.kind === 'component') return describeCategory(structure.signature.is)
  return describeFound(term.type)
}

function describeFound(type: Type): string {
  if (type.type === 'list') return 'a list'
  if (type.type === 'record' || type.type === 'map') return 'a record'
  if (type.type === 'quantity') return `a quantity of ${type.dimension}`
  if (type.type === 'int' || type.type === 'float') return type.type === 'int' ? 'a whole number' : 'a number'
  if (type.type === 'enum') return type.values.length > 1 ? describeType(type) : 'a text'
  if (type.type === 'artifact' && type.artifact === 'Dataset') return 'data'
  if (type.type === 'either' && type.of.length > 0) {
    return [...new Set(type.of.map(describeFound))].join(' or ')
  }
  return describeType(type)
}
