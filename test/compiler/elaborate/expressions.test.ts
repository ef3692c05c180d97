import { describe, expect, it } from 'vitest'
import type { Expression } from '../../../src/ir/expression.ts'
import { expectErrors, expectValid, nodeOf } from '../harness.ts'

/** The IR of an expression, as an input of a step. */
function lowered(expression: string, declarations = ''): Expression | undefined {
  const program = expectValid(`${declarations}\nstep s { run: "true", inputs: { x: ${expression} } }`)
  const { inputs } = nodeOf(program, 's').config
  if (inputs?.op === 'record') return inputs.fields.x
  if (inputs?.op !== 'value') return inputs
  return { op: 'value', value: (inputs.value as { x: never }).x }
}

const value = (of: unknown) => ({ op: 'value', value: of })

describe('constants', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['-(4 - 6)', 2],
    ['7 / 2', 3.5],
    ['10% + 5%', 0.15000000000000002],
    ['"a" + "b"', 'ab'],
    ['"a${1 + 1}b"', 'a2b'],
    ['1 < 2 and not false', true],
    ['3 in 1..3', true],
    ['4 in [1, 2]', false],
    ['if 1 > 2 then "x" else "y"', 'y'],
    ['90s', { $quantity: 'duration', amount: 90 }],
    ['2 * 30s + 1m', { $quantity: 'duration', amount: 120 }],
    ['1h / 30m', 2],
    ['16GiB', { $quantity: 'bytes', amount: 16 * 1024 ** 3 }],
    ['[1, 2] + [3]', [1, 2, 3]],
    ['min(3, 1, 2)', 1],
    ['mean([1, 2])', 1.5],
    ['mod(7, 3)', 1],
    ['seconds(5m)', 300],
    ['or_else(none, 3)', 3],
    ['{ a: { b: 4 } }.a.b', 4],
    ['"$${x} costs $5"', '${x} costs $5'],
    ['round(2 * pi)', 6],
  ])('%s', (text, expected) => {
    expect(lowered(text)).toEqual(value(expected))
  })

  it('are computed through lets', () => {
    expect(lowered('b', 'let a = 2\nlet b = a * 3')).toEqual(value(6))
  })
})

describe('params', () => {
  it('stay in the IR by name', () => {
    expect(lowered('n + 1', 'param n: int = 3')).toEqual({
      op: 'apply',
      function: '+',
      arguments: [{ op: 'param', name: 'n' }, value(1)],
    })
  })

  it('have the type of their default', () => {
    const program = expectValid('param n = "a"\nstep s { run: "echo ${n}" }')
    expect(program.params).toEqual([{ name: 'n', type: { type: 'string' }, default: value('a') }])
  })

  it('may be required', () => {
    const program = expectValid('param n: int\nstep s { run: "echo ${n}" }')
    expect(program.params).toEqual([{ name: 'n', type: { type: 'int' } }])
  })
})

describe('wrong operands', () => {
  const step = (expression: string, declarations = '') =>
    `${declarations}step s { run: "true", inputs: { x: ${expression} } }`

  it.each([
    ['1 + "a"', '`+` can\'t be applied to 1 and the text "a".'],
    ['1s + 1MB', "`+` can't be applied to 1s and 1MB."],
    ['1s < 3', "`<` can't be applied to 1s and 3."],
    ['1 == "a"', 'These are never equal: 1 and the text "a".'],
    ['1 / 0', 'This divides by zero.'],
  ])('%s', (text, message) => {
    expectErrors(step(text), [{ message, at: text }])
  })

  it('names a wrong function call', () => {
    expectErrors(step('min("a", "b")'), [
      {
        message: '`min` is called with the wrong arguments.',
        at: 'min("a", "b")',
        hint: 'Write `min(a, b)` or `min(list)`.',
      },
    ])
  })

  it('says that a range stands after in', () => {
    expectErrors(step('1..2'), [{ message: 'A range is no value by itself.', at: '1..2' }])
  })

  it('says once what a let says wrong', () => {
    expectErrors(`let a = 1 + "b"\nstep s { run: "true", inputs: { x: a, y: a } }`, [
      { message: '`+` can\'t be applied to 1 and the text "b".', at: '1 + "b"' },
    ])
  })

  it('knows when an enum can never have a value', () => {
    expectErrors(`param arm: one_of("a", "b") = "a"\n${step('arm == "c"')}`, [
      { message: 'These are never equal: "a" or "b" and the text "c".', at: 'arm == "c"' },
    ])
  })
})
