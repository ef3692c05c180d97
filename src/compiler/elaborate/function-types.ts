import type { Dimension } from '../../base/units.ts'
import type { Type } from '../../ir/type.ts'
import type { Term } from './term.ts'
import { alternativesOf, fits, isNumeric, join, nothing } from './type-relations.ts'

/** What a function of the language takes and gives; it is computed by `ir/functions.ts`. */
interface FunctionType {
  /** As the hint of a wrong call shows it. */
  readonly usage: string
  readonly fewest: number
  readonly most: number
  /** The type of the result, `undefined` when it can't be applied to these. */
  readonly result: (operands: readonly Term[]) => Type | undefined
}

const int: Type = { type: 'int' }
const float: Type = { type: 'float' }
const string: Type = { type: 'string' }

function plain(type: Type): Type {
  return isNumeric(type) ? { type: type.type === 'int' ? 'int' : 'float' } : type
}

/** Numbers, or quantities of one dimension, given one by one or as a list. */
function several(operands: readonly Term[]): Type | undefined {
  const [first] = operands
  const types =
    operands.length === 1 && first?.type.type === 'list' ? [first.type.of] : operands.map(({ type }) => type)
  const joined = types.reduce(join, nothing)
  return isNumeric(joined) || joined.type === 'quantity' ? plain(joined) : undefined
}

const extreme = (name: string): FunctionType => ({
  usage: `${name}(a, b)\` or \`${name}(list)`,
  fewest: 1,
  most: 64,
  result: several,
})

const mathematical = (name: string, gives: Type): FunctionType => ({
  usage: `${name}(number)`,
  fewest: 1,
  most: 1,
  result: ([x]) => (x && isNumeric(x.type) ? gives : undefined),
})

const end = (name: string): FunctionType => ({
  usage: `${name}(list)`,
  fewest: 1,
  most: 1,
  result: ([list]) => (list?.type.type === 'list' ? list.type.of : undefined),
})

const amount = (name: string, dimension: Dimension): FunctionType => ({
  usage: `${name}(quantity)`,
  fewest: 1,
  most: 1,
  result: ([x]) => (x?.type.type === 'quantity' && x.type.dimension === dimension ? float : undefined),
})

/** Without `none`: what is left when it has been taken care of. */
function present(type: Type): Type {
  return alternativesOf(type)
    .filter((alternative) => alternative.type !== 'none')
    .reduce(join, nothing)
}

/** The functions that a program may call. */
export const functionTypes: Readonly<Record<string, FunctionType>> = {
  min: extreme('min'),
  max: extreme('max'),
  sum: extreme('sum'),
  mean: {
    ...extreme('mean'),
    result: (operands) => {
      const type = several(operands)
      return type?.type === 'int' ? float : type
    },
  },
  length: {
    usage: 'length(list)',
    fewest: 1,
    most: 1,
    result: ([list]) => (list?.type.type === 'list' ? int : undefined),
  },
  first: end('first'),
  last: end('last'),
  mod: {
    usage: 'mod(number, divisor)',
    fewest: 2,
    most: 2,
    result: ([a, b]) =>
      a && b && isNumeric(a.type) && isNumeric(b.type) ? plain(join(a.type, b.type)) : undefined,
  },
  pow: {
    usage: 'pow(base, exponent)',
    fewest: 2,
    most: 2,
    result: ([a, b]) => (a && b && isNumeric(a.type) && isNumeric(b.type) ? float : undefined),
  },
  abs: {
    ...mathematical('abs', float),
    result: ([x]) => (x && isNumeric(x.type) ? plain(x.type) : undefined),
  },
  sqrt: mathematical('sqrt', float),
  exp: mathematical('exp', float),
  log: mathematical('log', float),
  round: mathematical('round', int),
  floor: mathematical('floor', int),
  ceil: mathematical('ceil', int),
  seconds: amount('seconds', 'duration'),
  bytes: amount('bytes', 'bytes'),
  join: {
    usage: 'join(list, separator)',
    fewest: 1,
    most: 2,
    result: ([list, separator]) =>
      list?.type.type === 'list' && (!separator || fits(separator.type, string)) ? string : undefined,
  },
  or_else: {
    usage: 'or_else(value, when_none)',
    fewest: 2,
    most: 8,
    result: (operands) => {
      const last = operands.at(-1)
      if (!last) return undefined
      return operands
        .slice(0, -1)
        .reduceRight((type, operand) => join(present(operand.type), type), last.type)
    },
  },
}
