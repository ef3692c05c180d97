import { describe, expect, it } from 'vitest'
import { expectValid, nodeOf } from '../harness.ts'
import { hintsOf, problemsOf } from '../modules/problems.ts'

const data = 'dataset d { source: two_moons(), split: ratio(train: 80%, val: 20%) }'
const train = (fields: string) =>
  `${data}\ntrain t { model: linear(), data: d.train, validate: d.val, ${fields} }`

describe('a component that is a value', () => {
  it('stands for its value with its arguments filled in', () => {
    const gentle =
      'component gentle { is: "optimizer", param lr: float in 0..1 = 1e-3, let b = 0.9 + 0.09, value: adam(lr: lr / 2, beta2: b) }'
    const own = expectValid(`${gentle}\n${train('optimizer: gentle(lr: 0.5)')}`)
    const plain = expectValid(train('optimizer: adam(lr: 0.25, beta2: 0.99)'))
    expect(nodeOf(own, 't').config).toEqual(nodeOf(plain, 't').config)
  })

  it('takes its arguments by position and name, as the library’s do', () => {
    const gentle =
      'component gentle { is: "optimizer", param lr: float in 0..1, param b: float = 0.9, value: adam(lr: lr, beta1: b) }'
    expectValid(`${gentle}\n${train('optimizer: gentle(0.5, b: 0.8)')}`)
    expect(problemsOf(`${gentle}\n${train('optimizer: gentle()')}`)).toEqual([
      'PIPE2008 `gentle` needs `lr`. [main.pipe: gentle]',
    ])
    expect(problemsOf(`${gentle}\n${train('optimizer: gentle(lr: 5.0, c: 1)')}`).length).toBe(2)
    expect(
      problemsOf(`${gentle}\n${train('optimizer: gentle(lr: "x")')}`).map((one) => one.slice(0, 8)),
    ).toEqual(['PIPE3001'])
  })

  it('is of its category, in what it gives and where it stands', () => {
    const wrong = 'component gentle { is: "optimizer", value: linear() }'
    expect(problemsOf(`${wrong}\n${train('optimizer: gentle()')}`).map((one) => one.slice(0, 8))).toEqual([
      'PIPE3001',
    ])
    const right = 'component net { is: "model", value: mlp() }'
    expect(problemsOf(`${right}\n${train('optimizer: net()')}`).map((one) => one.slice(0, 8))).toEqual([
      'PIPE3001',
    ])
  })

  it('wins over a component of the library of that name', () => {
    const own = expectValid(
      `component adam { is: "optimizer", param lr: float = 0.1, value: sgd(lr: lr) }\n${train('optimizer: adam()')}`,
    )
    expect(nodeOf(own, 't').config.optimizer).toMatchObject({
      name: 'sgd',
      arguments: { lr: { value: 0.1 } },
    })
  })

  it('sees no ambient names of the place where it is used', () => {
    const text = `component low { is: "limit", value: at_most(loss) }\nregulation r { observe: loss, limit: low(), respond: stop() }\n${train('regulate: [r]')}`
    expect(problemsOf(text)).toEqual(['PIPE2001 Nothing here is called `loss`. [main.pipe: loss]'])
  })
})

describe('a component that is a regulation', () => {
  const capped =
    'component capped { is: "regulation", param most: float in 0..100 = 1.0, observe: gradient_norm, limit: at_most(most), respond: stop() }'

  it('is one, by the name of its use or of itself', () => {
    const program = expectValid(
      `${capped}\ncapped tight { most: 0.5 }\n${train('regulate: [tight, capped()]')}\nstep s { run: "echo \${t.compliance.tight} \${t.compliance.capped}" }`,
    )
    const regulate = nodeOf(program, 't').config.regulate
    expect(regulate).toMatchObject({
      items: [
        { fields: { name: { value: 'tight' }, limit: { arguments: { bound: { value: 0.5 } } } } },
        { fields: { name: { value: 'capped' }, limit: { arguments: { bound: { value: 1 } } } } },
      ],
    })
  })

  it('is checked like one', () => {
    expect(
      problemsOf(
        `component capped { is: "regulation", observe: gradient_nrm, limit: at_most(1.0) }\n${train('regulate: [capped()]')}`,
      ),
    ).toEqual(['PIPE2001 Nothing here is called `gradient_nrm`. [main.pipe: gradient_nrm]'])
    expect(problemsOf('component capped { is: "regulation", observe: loss }')).toEqual([
      'PIPE2115 The regulation component `capped` lacks `limit`. [main.pipe: capped]',
    ])
  })
})

describe('a component in JavaScript', () => {
  const metric = (rest = '') =>
    `component worst { is: "metric", param power: int = 1, output value: float in 0..1, implementation: "./worst.js"${rest} }\n${train('epochs: 1')}\nevaluate e { model: t.model, data: d.val, metrics: { worst: worst(power: 2) } }`

  it('is in the IR with its file and the type of what it gives', () => {
    const program = expectValid(metric(), { 'worst.js': 'export default () => 1' })
    expect(nodeOf(program, 'e').config.metrics).toEqual({
      op: 'record',
      fields: {
        worst: {
          op: 'component',
          name: 'worst',
          is: 'metric',
          arguments: { power: { op: 'value', value: 2 } },
          implementation: { file: { $file: 'worst.js' }, gives: { type: 'float', min: 0, max: 1 } },
        },
      },
    })
    expect(nodeOf(program, 'e').outputs).toEqual({ worst: { type: 'float', min: 0, max: 1 } })
  })

  it('is looked at and not run', () => {
    expectValid(metric(), { 'worst.js': 'throw new Error("ran")\nexport { compute as default }' })
  })

  it('needs a file that is there and exports what its role needs', () => {
    const place = '[main.pipe: "./worst.js"]'
    expect(problemsOf(metric())).toEqual([
      `PIPE2119 \`./worst.js\` can't implement a component: there is no such file. ${place}`,
    ])
    expect(
      problemsOf(metric(), {
        'worst.js': '// export default function () {}\nexport const worst = "export default"',
      }),
    ).toEqual([
      `PIPE2120 \`./worst.js\` can't implement this component: it lacks \`export default function …\`. ${place}`,
    ])
    expect(
      problemsOf(metric(), { 'worst.js': 'import { help } from "./help.js"\nexport default help' }),
    ).toEqual([
      `PIPE2121 \`./worst.js\` imports \`./help.js\`, and an implementation imports nothing but Node's own modules. ${place}`,
    ])
    expectValid(metric(), { 'worst.js': 'import { sum } from "node:util"\nexport default () => 1' })
  })

  it('is for its task as those of the library are', () => {
    const problems = problemsOf(metric(', task: "regression"'), { 'worst.js': 'export default () => 1' })
    expect(problems.map((one) => one.slice(0, 8))).toEqual(['PIPE3025'])
  })

  it('has a value or an implementation', () => {
    const text = 'component c { is: "optimizer", value: adam(), implementation: "./c.js" }'
    expect(problemsOf(text, { 'c.js': 'export default 1' })[0]).toContain('PIPE2114')
    expect(problemsOf('component c { is: "optimizer" }')).toEqual([
      'PIPE2115 The optimizer component `c` lacks a `value`, or an `implementation`. [main.pipe: c]',
    ])
  })
})

it('names of components are offered where one is misspelled', () => {
  const gentle = 'component gentle { is: "optimizer", value: adam() }'
  expect(hintsOf(`${gentle}\n${train('optimizer: gentel()')}`)).toEqual(['Did you mean `gentle`?'])
  expect(hintsOf(`${gentle}\n${train('optimizer: gentle')}`)).toEqual([
    '`gentle` is an optimizer; write `gentle()`.',
  ])
})

it('a regulation that a component is given is held to the training inside', () => {
  const text = [
    'component fitted { is: "node", param data: Dataset, param guard: Regulation, train fit { model: linear(), data: data, regulate: [guard] } }',
    'regulation late { observe: val.loss, limit: finite(), respond: stop() }',
    data,
    'fitted a { data: d.train, guard: late }',
  ].join('\n')
  expect(problemsOf(text).map((one) => one.slice(0, 8))).toEqual([expect.stringMatching(/^PIPE3/)])
})
