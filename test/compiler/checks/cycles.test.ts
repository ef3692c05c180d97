import { describe, expect, it } from 'vitest'
import { compileText, expectErrors, expectValid } from '../harness.ts'

describe('cycles', () => {
  it('are no diamonds', () => {
    expectValid('let a = b + c\nlet b = d\nlet c = d\nlet d = 1\nstep s { run: "echo ${a}" }')
  })

  it('are told once, from the first of them', () => {
    const text = 'step x { run: "echo ${a}" }\nlet c = a\nlet a = b\nlet b = c'
    expectErrors(text, [
      { message: '`c` needs `a`, which needs `b`, which needs `c`: this never ends.', at: 'c' },
    ])
  })

  it('of one are told too', () => {
    expectErrors('step s { run: "true", needs: [s] }', [{ message: '`s` depends on itself.', at: 's' }])
  })

  it('go through `when`', () => {
    const text = [
      'step a { run: "true", when: b.m.x > 1, outputs: { m: metrics("a.json", { x: int }) } }',
      'step b { run: "true", when: a.m.x > 1, outputs: { m: metrics("b.json", { x: int }) } }',
    ].join('\n')
    expectErrors(text, [{ message: '`a` needs `b`, which needs `a`: this never ends.', at: 'a' }])
  })

  it('of thousands do not exhaust the stack', () => {
    const count = 5000
    const lets = Array.from({ length: count }, (_, index) => `let a${index} = a${(index + 1) % count} + 1`)
    const { diagnostics } = compileText(`${lets.join('\n')}\nstep s { run: "echo \${a0}" }`)
    expect(diagnostics.filter(({ code }) => code === 'PIPE2015')).toHaveLength(1)
  })

  it('are not found in chains of thousands', () => {
    const count = 5000
    const lets = Array.from({ length: count }, (_, index) => `let a${index} = a${index + 1}`)
    expectValid(`${lets.join('\n')}\nlet a${count} = 1\nstep s { run: "echo \${a0}" }`)
  })
})
