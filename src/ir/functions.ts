import { canonicalJson, type Json } from '../base/canonical-json.ts'
import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import { evaluationProblems } from '../base/diagnostics/evaluation-problems.ts'
import { formatQuantity } from '../base/units.ts'
import type { QuantityValue, RangeValue, Value } from './expression.ts'

/** Ends an evaluation with a diagnostic; `evaluate` turns it into a value. */
export class EvaluationFailure {
  readonly diagnostic: Diagnostic

  constructor(diagnostic: Diagnostic) {
    this.diagnostic = diagnostic
  }
}

/** A quantity, told from other records by its tag. */
export function isQuantity(value: Value | undefined): value is QuantityValue {
  return typeof value === 'object' && value !== null && '$quantity' in value
}

/** A range, told from other records by its tag. */
export function isRange(value: Value | undefined): value is RangeValue {
  return typeof value === 'object' && value !== null && '$range' in value
}

/** A value in the words of a message: `the text "a"`, `5m`, `a list of 3`. */
export function describeValue(value: Value | undefined): string {
  if (value === undefined) return 'nothing'
  if (value === null) return '`none`'
  if (typeof value === 'string') return `the text ${JSON.stringify(value)}`
  if (typeof value !== 'object') return `${value}`
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (isQuantity(value)) return formatQuantity({ dimension: value.$quantity, amount: value.amount })
  if ('$component' in value) return `\`${value.$component}(…)\``
  if ('$artifact' in value) return `a ${value.$artifact}`
  if ('$file' in value) return `the file ${value.$file}`
  if ('$secret' in value) return 'a secret'
  return 'a record'
}

function wrong(name: string, expected: string, found: Value | undefined): EvaluationFailure {
  const parameters = { function: name, expected, found: describeValue(found) }
  return new EvaluationFailure(diagnose(evaluationProblems.wrongOperand, parameters))
}

function number(name: string, value: Value | undefined): number {
  if (typeof value !== 'number') throw wrong(name, 'a number', value)
  return value
}

function finite(name: string, value: number): number {
  if (!Number.isFinite(value)) {
    throw new EvaluationFailure(diagnose(evaluationProblems.notFinite, { function: name }))
  }
  return value
}

function boolean(name: string, value: Value | undefined): boolean {
  if (typeof value !== 'boolean') throw wrong(name, '`true` or `false`', value)
  return value
}

function list(name: string, value: Value | undefined): readonly Value[] {
  if (!Array.isArray(value)) throw wrong(name, 'a list', value)
  return value
}

/** Two numbers, or two quantities of one dimension: their amounts, and how to put the result back. */
function alike(
  name: string,
  a: Value | undefined,
  b: Value | undefined,
): [number, number, (n: number) => Value] {
  if (isQuantity(a) && isQuantity(b) && a.$quantity === b.$quantity) {
    return [a.amount, b.amount, (amount) => ({ $quantity: a.$quantity, amount })]
  }
  if (isQuantity(a)) throw wrong(name, `two of ${a.$quantity}`, b)
  return [number(name, a), number(name, b), (n) => n]
}

function add(a: Value | undefined, b: Value | undefined): Value {
  if (typeof a === 'string' && typeof b === 'string') return a + b
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b]
  const [x, y, back] = alike('+', a, b)
  return back(finite('+', x + y))
}

function subtract(a: Value | undefined, b: Value | undefined): Value {
  const [x, y, back] = alike('-', a, b)
  return back(finite('-', x - y))
}

function multiply(a: Value | undefined, b: Value | undefined): Value {
  if (isQuantity(a)) return { $quantity: a.$quantity, amount: finite('*', a.amount * number('*', b)) }
  if (isQuantity(b)) return { $quantity: b.$quantity, amount: finite('*', b.amount * number('*', a)) }
  return finite('*', number('*', a) * number('*', b))
}

function divide(a: Value | undefined, b: Value | undefined): Value {
  const divisor = isQuantity(b) ? b.amount : number('/', b)
  if (divisor === 0) throw new EvaluationFailure(diagnose(evaluationProblems.divisionByZero, {}))
  if (isQuantity(a) && !isQuantity(b)) return { $quantity: a.$quantity, amount: a.amount / divisor }
  const [x, y] = alike('/', a, b)
  return finite('/', x / y)
}

function equal(a: Value | undefined, b: Value | undefined): boolean {
  return canonicalJson(a as Json) === canonicalJson(b as Json)
}

function compare(name: string, test: (x: number, y: number) => boolean): Implementation {
  return ([a, b]) => {
    if (typeof a === 'string' && typeof b === 'string') return test(a < b ? -1 : a > b ? 1 : 0, 0)
    const [x, y] = alike(name, a, b)
    return test(x, y)
  }
}

function contains(member: Value | undefined, whole: Value | undefined): boolean {
  if (isRange(whole)) {
    const [low, high] = whole.$range
    const [x, from] = alike('in', member, low)
    const [, to] = alike('in', member, high)
    return x >= from && x <= to
  }
  return list('in', whole).some((item) => equal(item, member))
}

/** `min(a, b)` and `min([a, b])` alike. */
function several(name: string, values: readonly Value[]): readonly Value[] {
  const items = values.length === 1 && Array.isArray(values[0]) ? (values[0] as readonly Value[]) : values
  if (items.length === 0)
    throw new EvaluationFailure(diagnose(evaluationProblems.emptyList, { function: name }))
  return items
}

function extreme(name: string, better: (x: number, y: number) => boolean): Implementation {
  return (values) =>
    several(name, values).reduce((best, value) => {
      const [x, y] = alike(name, value, best)
      return better(x, y) ? value : best
    })
}

function total(values: readonly Value[]): Value {
  return values.reduce((sum, value) => add(sum, value))
}

function end(name: string, pick: (items: readonly Value[]) => Value | undefined): Implementation {
  return ([value]) => {
    const items = list(name, value)
    const found = pick(items)
    if (found === undefined)
      throw new EvaluationFailure(diagnose(evaluationProblems.emptyList, { function: name }))
    return found
  }
}

function mathematical(name: string, f: (x: number) => number): Implementation {
  return ([x]) => finite(name, f(number(name, x)))
}

/** What stands in a text for a value. */
function textOf(value: Value | undefined): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (isQuantity(value)) return formatQuantity({ dimension: value.$quantity, amount: value.amount })
  throw wrong('a text', 'texts, numbers and quantities', value)
}

function amountIn(name: string, dimension: QuantityValue['$quantity']): Implementation {
  return ([value]) => {
    if (!isQuantity(value) || value.$quantity !== dimension)
      throw wrong(name, `a quantity of ${dimension}`, value)
    return value.amount
  }
}

type Implementation = (values: readonly Value[]) => Value

/**
 * The operators and functions of the language by the name that `Apply` uses. `and`, `or` and `or_else` are not here:
 * they don't need all of their arguments, so `evaluate` treats them itself.
 */
export const functions: { readonly [name: string]: Implementation } = {
  '+': ([a, b]) => add(a, b),
  '-': ([a, b]) => subtract(a, b),
  '*': ([a, b]) => multiply(a, b),
  '/': ([a, b]) => divide(a, b),
  negate: ([a]) => multiply(a, -1),
  not: ([a]) => !boolean('not', a),
  '==': ([a, b]) => equal(a, b),
  '!=': ([a, b]) => !equal(a, b),
  '<': compare('<', (x, y) => x < y),
  '<=': compare('<=', (x, y) => x <= y),
  '>': compare('>', (x, y) => x > y),
  '>=': compare('>=', (x, y) => x >= y),
  in: ([a, b]) => contains(a, b),
  '..': ([a, b]) => ({ $range: [a ?? null, b ?? null] }),
  min: extreme('min', (x, y) => x < y),
  max: extreme('max', (x, y) => x > y),
  sum: (values) => total(several('sum', values)),
  mean: (values) => {
    const items = several('mean', values)
    return divide(total(items), items.length)
  },
  length: ([a]) => list('length', a).length,
  first: end('first', (items) => items[0]),
  last: end('last', (items) => items.at(-1)),
  mod: ([a, b]) => {
    const divisor = number('mod', b)
    if (divisor === 0) throw new EvaluationFailure(diagnose(evaluationProblems.divisionByZero, {}))
    return number('mod', a) - divisor * Math.floor(number('mod', a) / divisor)
  },
  pow: ([a, b]) => finite('pow', number('pow', a) ** number('pow', b)),
  abs: mathematical('abs', Math.abs),
  sqrt: mathematical('sqrt', Math.sqrt),
  exp: mathematical('exp', Math.exp),
  log: mathematical('log', Math.log),
  round: mathematical('round', Math.round),
  floor: mathematical('floor', Math.floor),
  ceil: mathematical('ceil', Math.ceil),
  seconds: amountIn('seconds', 'duration'),
  bytes: amountIn('bytes', 'bytes'),
  join: ([items, separator]) =>
    list('join', items)
      .map(textOf)
      .join(textOf(separator ?? ' ')),
  /** A template: texts and holes in turn. */
  text: (values) => values.map(textOf).join(''),
  /** A command for the shell: literal text at even places, holes (to be quoted by the runtime) at odd ones. */
  shell: (values) => [...values],
}
