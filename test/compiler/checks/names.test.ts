import { describe, it } from 'vitest'
import { expectErrors, expectValid } from '../harness.ts'

describe('names', () => {
  it('are words of lower-case letters and digits', () => {
    expectValid('step a { run: "true" }\nstep a_b2_c { run: "true" }')
  })

  it.each([
    ['A', 'Call it `a`.'],
    ['myStep', 'Call it `my_step`.'],
    ['a__b', 'Call it `a_b`.'],
    ['_a', 'Call it `a`.'],
    ['a_', 'Call it `a`.'],
  ])('%s is none', (name, hint) => {
    const message = `\`${name}\` can't be a name: names are lower-case words and digits, joined by single \`_\`.`
    expectErrors(`step ${name} { run: "true" }`, [{ message, at: name, hint }])
  })

  it('of variables follow other rules', () => {
    expectValid('step a { run: "true", env: { PATH_2: "x", _x: "y" } }')
    expectErrors('step a { run: "true", env: { "A-B": "x" } }', [
      { message: "`A-B` can't be the name of an environment variable.", at: '"A-B"' },
    ])
  })
})
