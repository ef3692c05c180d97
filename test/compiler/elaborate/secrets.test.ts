import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { programText } from '../../../src/ir/canonical.ts'
import { compileText, expectErrors, expectValid } from '../harness.ts'

const secret = 'secret hana = env("HANA_DSN")'

describe('a secret', () => {
  it('is told with the path by which it came', () => {
    const text = [secret, 'let url = hana', 'let dsn = { url: url }', 'step s { run: "x ${dsn}" }'].join('\n')
    const { diagnostics } = compileText(text)
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "`dsn` holds the secret `hana`, through `url`, and can't be used in a command.",
    ])
    const related = diagnostics[0]?.related?.map(({ message, location }) => [
      message,
      text.slice(location.start, location.end),
    ])
    expect(related).toEqual([
      ['`url` takes `hana`', 'url'],
      ['`dsn` takes `url`', 'dsn'],
    ])
  })

  it('is taken out of a record and handed on', () => {
    expectValid(
      [
        secret,
        'let login = { user: "me", password: hana }',
        'step s { run: "x ${login.user}", env: { DSN: login.password } }',
      ].join('\n'),
    )
  })

  it('does not taint what stands beside it, even where a condition chooses', () => {
    expectValid(
      [
        secret,
        'param local: bool = true',
        'let login = if local then { user: "me", password: hana } else { user: "you", password: hana }',
        'step s { run: "x ${login.user}", env: { DSN: login.password } }',
      ].join('\n'),
    )
  })

  it('may sit in a component, which goes only where such a component is asked for', () => {
    expectValid([secret, 'let hook = webhook(hana)', 'notify me { to: hook }'].join('\n'))
    expectErrors(
      [secret, 'let hook = webhook(hana)', 'step s { run: "x", inputs: { hook: hook } }'].join('\n'),
      [{ message: "`hook` holds the secret `hana` and can't be used in `hook`.", at: 'hook' }],
    )
  })

  it.each([
    ['param p = hana', "The secret `hana` can't be used as the default of the param `p`."],
    ['param p = { a: hana }', "The secret `hana` can't be used as the default of the param `p`."],
    ['param p = [hana]', "The secret `hana` can't be used as the default of the param `p`."],
    ['step s { run: "x", when: hana == none }', "The secret `hana` can't be used in an expression."],
    [
      'step s { run: "x", inputs: { a: first([hana]) } }',
      "The secret `hana` can't be used in an expression.",
    ],
    [
      'step s { run: "x", env: { A: join([hana], "") } }',
      "The secret `hana` can't be used in an expression.",
    ],
    ['step s { run: ["x", [hana]] }', "The secret `hana` can't be used in a command."],
    ['step s { run: "x", code: [hana] }', "The secret `hana` can't be used in each item of `code`."],
    ['step s { run: "x", outputs: { a: file(hana) } }', "The secret `hana` can't be used in `path`."],
    ['dataset d { source: two_moons(), target: hana }', "The secret `hana` can't be used in `target`."],
    ['pipeline p { seed: hana }', "The secret `hana` can't be used in `seed`."],
    ['notify n { to: webhook("x"), message: "${hana}" }', "The secret `hana` can't be used in a text."],
  ])('is refused in %s', (line, message) => {
    expectErrors(`${secret}\n${line}`, [{ message }])
  })
})

/** A text that moves the secret one step further, and says what can be done with it next. */
interface Route {
  readonly lines: readonly string[]
  readonly expression: string
}

const wrap: Readonly<Record<string, (route: Route, name: string) => Route>> = {
  let: ({ lines, expression }, name) => ({
    lines: [...lines, `let ${name} = ${expression}`],
    expression: name,
  }),
  group: ({ lines, expression }) => ({ lines, expression: `(${expression})` }),
  field: ({ lines, expression }) => ({ lines, expression: `{ a: 1, b: ${expression} }.b` }),
  'named field': ({ lines, expression }, name) => ({
    lines: [...lines, `let ${name} = { inner: { value: ${expression} }, other: "x" }`],
    expression: `${name}.inner.value`,
  }),
  conditional: ({ lines, expression }) => ({ lines, expression: `if fast then ${expression} else hana` }),
  'conditional record': ({ lines, expression }) => ({
    lines,
    expression: `(if fast then { v: ${expression} } else { v: "plain" }).v`,
  }),
}

/** Places where a secret may end, and places where none may. */
const goodEnds: readonly ((expression: string) => string)[] = [
  (expression) => `step end { run: "true", env: { X: ${expression} } }`,
  (expression) => `notify end { to: webhook(${expression}) }`,
]

const badEnds: readonly ((expression: string) => string)[] = [
  (expression) => `step end { run: "echo \${${expression}}" }`,
  (expression) => `step end { run: ["echo", ${expression}] }`,
  (expression) => `step end { run: "true", env: { X: "a\${${expression}}" } }`,
  (expression) => `step end { run: "true", inputs: { x: ${expression} } }`,
  (expression) => `step end { run: "true", inputs: { x: { deep: [${expression}] } } }`,
  (expression) => `step end { run: "true", outputs: { x: file(${expression}) } }`,
  (expression) => `step end { run: "true", code: [${expression}] }`,
  (expression) => `step end { run: "true", when: ${expression} == "x" }`,
  (expression) => `step end { run: "true", env: { X: or_else(${expression}, "x") } }`,
  (expression) => `step end { run: "true", env: { X: ${expression} + "x" } }`,
  (expression) => `step end { run: "true", timeout: ${expression} }`,
  (expression) => `notify end { to: webhook("x"), message: ${expression} }`,
  (expression) => `param end = ${expression}`,
  (expression) => `param end: string = ${expression}`,
  (expression) => `secret end = env(${expression})`,
  (expression) => `dataset end { source: csv(${expression}) }`,
  (expression) => `step end { run: "true", allow_leak: ${expression} }`,
]

const route = fc.array(fc.constantFrom(...Object.keys(wrap)), { maxLength: 6 }).map((steps) =>
  steps.reduce<Route>((before, step, index) => wrap[step]?.(before, `name_${index}`) ?? before, {
    lines: [],
    expression: 'hana',
  }),
)

describe('a secret on any way through a program', () => {
  const head = [secret, 'param fast: bool = true']

  it('ends in `env` or in a field for secrets, by its name alone', () => {
    fc.assert(
      fc.property(route, fc.constantFrom(...goodEnds), ({ lines, expression }, end) => {
        const { program, diagnostics } = compileText([...head, ...lines, end(expression)].join('\n'))
        expect(
          diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
        ).toEqual([])
        expect(program && programText(program)).toContain('"$secret":"hana"')
      }),
      { numRuns: 150 },
    )
  })

  it('compiles nowhere else', () => {
    fc.assert(
      fc.property(route, fc.constantFrom(...badEnds), ({ lines, expression }, end) => {
        const text = [...head, ...lines, end(expression)].join('\n')
        const { program, diagnostics } = compileText(text)
        expect(program, text).toBeUndefined()
        const codes = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)
        expect(codes, text).toContain('PIPE3008')
      }),
      { numRuns: 400 },
    )
  })
})

describe('a secret and the rest of the language', () => {
  const component = `component fetched {
  is: "node"
  param key: Secret
  param place: string = "here"
  step get { run: "fetch \${place}", env: { KEY: key } }
}`
  const leaky = component.replace('env: { KEY: key }', 'inputs: { key: key }')

  it('goes through a component into `env`', () => {
    expectValid([secret, component, 'let token = hana', 'fetched it { key: token }'].join('\n'))
  })

  it('is told with the component on its path', () => {
    const { diagnostics } = compileText(
      [secret, leaky, 'let token = hana', 'fetched it { key: token }'].join('\n'),
    )
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "PIPE3008 `key` holds the secret `hana`, through `token`, and can't be used in `key`.",
    ])
  })

  it('never goes into a param of a component that asks for something else', () => {
    expectErrors([secret, component, 'fetched it { key: hana, place: hana }'].join('\n'), [
      { message: "The secret `hana` can't be used in `place`." },
    ])
  })

  const moons = 'dataset moons { source: two_moons(), split: hash(train: 70%, val: 15%, test: 15%) }'
  const fit = 'param lr: float = 1e-3\ntrain fit { model: mlp(), data: moons.train, optimizer: adam(lr: lr) }'
  const judged = 'evaluate judged { model: fit.model, data: moons.val, metrics: { accuracy: accuracy() } }'

  it.each([
    ['sweep tune { over: { lr: [hana] }, maximize: judged.accuracy }'],
    ['sweep tune { over: { lr: [1e-3] }, collect: { accuracy: judged.accuracy, key: hana } }'],
    ['sweep tune { over: { lr: [1e-3] }, fix: { lr: hana }, maximize: judged.accuracy }'],
    ['register champion { name: "m", model: fit.model, bump: "minor", metadata: { key: hana } }'],
    ['register champion { name: "m", model: fit.model, bump: "minor", tags: [hana] }'],
    ['register champion { name: hana, model: fit.model, bump: "minor" }'],
    ['train own { run: "train", data: moons.train, config: { key: hana }, signals: { loss: float } }'],
    ['step many { inputs: { key: each([hana]) }, run: "x ${inputs.key}" }'],
    ['trigger nightly { manual: true, set: { lr: hana } }'],
    ['target github { runner: hana }'],
    ['pipeline p { store: s3(hana) }'],
  ])('is refused in %s', (line) => {
    const { program, diagnostics } = compileText([secret, moons, fit, judged, line].join('\n'))
    expect(program).toBeUndefined()
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ code }) => code)).toContain('PIPE3008')
  })
})
