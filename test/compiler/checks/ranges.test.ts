import { describe, expect, it } from 'vitest'
import { compileText, expectErrors, expectValid } from '../harness.ts'

const points = 'dataset points { source: two_moons() }\n'

describe('ranges', () => {
  it('hold for what is written, and for what lets come to', () => {
    expectErrors(`${points}let few = 1 - 1\ntrain t { model: mlp(), data: points, epochs: few }`, [
      { message: '`epochs` must be a whole number from 1 to 1000000, and it is 0.', at: 'few' },
    ])
  })

  it('hold for what the defaults of params come to', () => {
    expectErrors(`${points}param n: int = 1\ntrain t { model: mlp(), data: points, epochs: n - 1 }`, [
      {
        message:
          '`epochs` must be a whole number from 1 to 1000000, and it is 0 with the params as they are.',
        at: 'n - 1',
      },
    ])
  })

  it('hold for the params that a run sets', () => {
    const text = `${points}param n: int = 5\ntrain t { model: mlp(), data: points, epochs: n }`
    expectValid(text)
    const { diagnostics } = compileText(text, {}, { params: new Map([['n', 0]]) })
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '`epochs` must be a whole number from 1 to 1000000, and it is 0 with the params as they are.',
    ])
  })

  it('hold inside of lists, records and components', () => {
    expectErrors(`${points}train t { model: mlp(hidden: [8, 0], dropout: 2.0), data: points }`, [
      { message: 'Each item of `hidden` must be a whole number from 1 to 1000000, and it is 0.', at: '0' },
      { message: '`dropout` must be a number from 0 to 0.99, and it is 2.', at: '2.0' },
    ])
  })

  it('keep quantities from being negative, and some from being nothing', () => {
    expectErrors('step s { run: "true", timeout: 1m - 2m }\nstep t { run: "true", timeout: 0s }', [
      { message: '`timeout` must be no less than nothing, and it is -1m.', at: '1m - 2m' },
      { message: '`timeout` must be more than nothing, and it is 0s.', at: '0s' },
    ])
  })
})

describe('what lets can blow up to', () => {
  it('is bounded for texts', () => {
    const lets = Array.from({ length: 60 }, (_, index) => `let a${index + 1} = "\${a${index}}\${a${index}}"`)
    const { diagnostics } = compileText(`let a0 = "x"\n${lets.join('\n')}\nstep s { run: "echo \${a60}" }`)
    expect(diagnostics.map(({ code }) => code)).toContain('PIPE2034')
  })

  it('is bounded for lists and expressions', () => {
    const lists = Array.from({ length: 60 }, (_, index) => `let a${index + 1} = [a${index}, a${index}]`)
    const sums = Array.from({ length: 60 }, (_, index) => `let b${index + 1} = b${index} + b${index}`)
    const text = `param p: int = 1\nlet a0 = 1\nlet b0 = p\n${lists.join('\n')}\n${sums.join('\n')}`
    const { diagnostics } = compileText(`${text}\nstep s { run: "echo \${b60}", inputs: { a: a60 } }`)
    expect(diagnostics.filter(({ code }) => code === 'PIPE2034').length).toBeGreaterThan(0)
  })

  it('is bounded for nesting', () => {
    const nested = `${'('.repeat(5000)}1${')'.repeat(5000)}`
    expectRefused(`let a = ${nested}\nstep s { run: "echo \${a}" }`)
    const sum = Array.from({ length: 5000 }, () => '1').join(' + ')
    expectRefused(`let a = ${sum}\nstep s { run: "echo \${a}" }`)
  })
})

/** Refused, whoever refuses it. */
function expectRefused(text: string): void {
  expect(compileText(text).diagnostics.some(({ severity }) => severity === 'error')).toBe(true)
}
