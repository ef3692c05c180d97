import { describe, it } from 'vitest'
import { expectErrors, expectValid, expectWarnings } from '../harness.ts'

const points = 'dataset points { source: two_moons(), split: hash(train: 80%, val: 20%) }\n'

describe('what nothing reads', () => {
  it('is a warning', () => {
    expectWarnings('let a = 1\nparam p: int = 3\nmodel m = mlp()\nstep s { run: "true" }', [
      { message: 'The let `a` is never used.', at: 'a' },
      { message: 'The param `p` is never used.', at: 'p' },
      { message: 'The model `m` is never used.', at: 'm' },
    ])
  })

  it('is not told where something else is wrong: it may be used there', () => {
    expectErrors('let a = 1\nstep s { run: "echo ${b.c}" }', [{ message: 'Nothing here is called `b`.' }])
  })

  it('may be a node', () => {
    expectValid('step s { run: "true" }')
  })
})

describe('a name of the user that means something else here', () => {
  it('is a warning', () => {
    const text = `${points}let loss = 3
regulation r { observe: loss, limit: finite() }
train t { model: mlp(), data: points.train, regulate: [r], epochs: loss }`
    expectWarnings(text, [
      { message: '`loss` is a signal of the training here, not your let `loss`.', at: 'loss' },
    ])
  })

  it("is the user's outside of that scope", () => {
    expectValid(`${points}let epoch = 3\ntrain t { model: mlp(), data: points.train, epochs: epoch }`)
  })
})

describe('secrets', () => {
  it('go into variables and fields that ask for one, through names and conditions', () => {
    expectValid(
      'secret a = env("A")\nlet b = a\nparam p: bool = true\nstep s { run: "true", env: { X: b, Y: if p then a else none } }\nnotify n { to: webhook(url: a) }',
    )
  })

  it.each([
    ['run: "x ${key}"', "The secret `key` can't be used in a command."],
    ['run: "true", inputs: { x: [key] }', "The secret `key` can't be used in `x`."],
    ['run: "true", env: { X: "a${named}" }', "`named` holds the secret `key` and can't be used in a text."],
    ['run: "true", when: named == "x"', "`named` holds the secret `key` and can't be used in an expression."],
    ['run: "true", timeout: key', "The secret `key` can't be used in `timeout`."],
  ])('never into %s', (fields, message) => {
    expectErrors(`secret key = env("K")\nlet named = key\nstep s { ${fields} }`, [{ message }])
  })
})
