import { describe, expect, test } from 'vitest'
import { type Environment, evaluate } from '../../src/ir/evaluate.ts'
import type { Expression, Value } from '../../src/ir/expression.ts'

const value = (v: Value): Expression => ({ op: 'value', value: v })
const ambient = (name: string): Expression => ({ op: 'ambient', name })
const apply = (name: string, ...args: Expression[]): Expression => ({
  op: 'apply',
  function: name,
  arguments: args,
})
const seconds = (amount: number): Value => ({ $quantity: 'duration', amount })

function environment(over: Partial<Environment> = {}): Environment {
  return {
    params: new Map(),
    fact: () => undefined,
    output: () => ({ state: 'unknown' }),
    ...over,
  }
}

function known(expression: Expression, over: Partial<Environment> = {}): Value {
  const result = evaluate(expression, environment(over))
  if (result.state !== 'known') throw new Error(`not known: ${JSON.stringify(result)}`)
  return result.value
}

function codeOf(expression: Expression): string | undefined {
  const result = evaluate(expression, environment())
  return result.state === 'failed' ? result.diagnostics[0]?.code : undefined
}

describe('operators', () => {
  test.each<[string, Value[], Value]>([
    ['+', [1, 2], 3],
    ['+', ['a', 'b'], 'ab'],
    ['+', [seconds(1), seconds(2)], seconds(3)],
    ['-', [1, 2], -1],
    ['*', [seconds(2), 3], seconds(6)],
    ['*', [3, seconds(2)], seconds(6)],
    ['/', [1, 4], 0.25],
    ['/', [seconds(6), seconds(3)], 2],
    ['/', [seconds(6), 3], seconds(2)],
    ['negate', [seconds(6)], seconds(-6)],
    [
      '==',
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      true,
    ],
    ['!=', [1, 1], false],
    ['<', [1, 2], true],
    ['<', ['a', 'b'], true],
    ['>=', [seconds(2), seconds(2)], true],
    ['in', [2, [1, 2]], true],
    ['in', [5, { $range: [1, 4] }], false],
    ['in', [4, { $range: [1, 4] }], true],
    ['min', [[3, 1, 2]], 1],
    ['max', [3, 1, 2], 3],
    ['sum', [[seconds(1), seconds(2)]], seconds(3)],
    ['mean', [1, 2, 6], 3],
    ['first', [[7, 8]], 7],
    ['last', [[7, 8]], 8],
    ['length', [[7, 8]], 2],
    ['mod', [-1, 3], 2],
    ['pow', [2, 10], 1024],
    ['seconds', [seconds(90)], 90],
    ['join', [[1, 'b'], '-'], '1-b'],
    ['text', ['a ', 1.5, ' ', seconds(300)], 'a 1.5 5m'],
  ])('%s of %j is %j', (name, operands, expected) => {
    expect(known(apply(name, ...operands.map(value)))).toEqual(expected)
  })

  test.each<[string, Value[], string]>([
    ['/', [1, 0], 'PIPE9001'],
    ['mod', [1, 0], 'PIPE9001'],
    ['+', [1, 'a'], 'PIPE9002'],
    ['<', [seconds(1), 1], 'PIPE9002'],
    ['first', [[]], 'PIPE9004'],
    ['mean', [[]], 'PIPE9004'],
    ['sqrt', [-1], 'PIPE9008'],
    ['pow', [10, 400], 'PIPE9008'],
    ['text', [null], 'PIPE9002'],
  ])('%s of %j is the problem %s', (name, operands, code) => {
    expect(codeOf(apply(name, ...operands.map(value)))).toBe(code)
  })
})

describe('what is not there yet', () => {
  const output: Expression = { op: 'output', node: 'fit', path: ['loss'] }

  test('an output to come makes the whole unknown and names its node', () => {
    expect(evaluate(apply('+', value(1), output), environment())).toEqual({ state: 'unknown', node: 'fit' })
  })

  test('and, or and if look only at what decides', () => {
    expect(known(apply('and', value(false), output))).toBe(false)
    expect(known(apply('or', value(true), output))).toBe(true)
    expect(known({ op: 'if', condition: value(true), yes: value(1), no: output })).toBe(1)
  })

  test('or_else replaces none alone', () => {
    expect(known(apply('or_else', value(null), value(0)))).toBe(0)
    expect(known(apply('or_else', value(false), value(0)))).toBe(false)
  })

  test('first_ok passes over what failed, and waits for what may still come', () => {
    const other: Expression = { op: 'output', node: 'other', path: ['loss'] }
    const both: Expression = { op: 'first_ok', alternatives: [output, other] }
    const states = { fit: { state: 'unavailable' }, other: { state: 'known', value: 2 } } as const
    expect(known(both, { output: (node) => states[node as 'fit'] })).toBe(2)
    expect(evaluate(both, environment())).toEqual({ state: 'unknown', node: 'fit' })
    const none = evaluate(both, environment({ output: () => ({ state: 'unavailable' }) }))
    expect(none).toMatchObject({ state: 'failed', diagnostics: [{ code: 'PIPE9005' }] })
  })

  test('a param that is none is a value, and a missing one is a problem', () => {
    const param: Expression = { op: 'param', name: 'x' }
    expect(known(param, { params: new Map([['x', null]]) })).toBe(null)
    expect(evaluate(param, environment())).toMatchObject({
      state: 'failed',
      diagnostics: [{ code: 'PIPE9006' }],
    })
  })
})

describe('ambient names stay pending until the node knows them', () => {
  const bound = apply('-', value(1.5), apply('*', value(0.5), ambient('progress')))

  test('the rest is folded in', () => {
    expect(known(apply('+', apply('+', value(1), value(2)), ambient('loss')))).toEqual({
      $pending: apply('+', value(3), ambient('loss')),
    })
  })

  test('a component keeps its other arguments as values', () => {
    const limit: Expression = { op: 'component', name: 'at_most', is: 'limit', arguments: { bound } }
    const pending = known(limit) as { arguments: { bound: { $pending: Expression } } }
    const now = known(pending.arguments.bound.$pending, { ambient: () => 0.5 })
    expect(now).toBe(1.25)
  })

  test('a pending condition keeps both branches', () => {
    const choice: Expression = {
      op: 'if',
      condition: apply('<', ambient('epoch'), value(3)),
      yes: value(5),
      no: value(1),
    }
    const pending = known(choice) as { $pending: Expression }
    expect(known(pending.$pending, { ambient: () => 2 })).toBe(5)
    expect(known(pending.$pending, { ambient: () => 3 })).toBe(1)
  })

  test('a list that holds one is pending as an operand', () => {
    const mean = known(apply('mean', { op: 'list', items: [value(1), ambient('x')] })) as {
      $pending: Expression
    }
    expect(known(mean.$pending, { ambient: () => 3 })).toBe(2)
  })
})

test('select maps over lists', () => {
  const trials = value([{ accuracy: 0.5 }, { accuracy: 0.75 }])
  expect(known({ op: 'select', object: trials, field: 'accuracy' })).toEqual([0.5, 0.75])
})
