import { describe, expect, it } from 'vitest'
import { expectValid, nodeOf } from '../harness.ts'
import { hintsOf, problemsOf } from '../modules/problems.ts'

const fitted = [
  'component fitted {',
  '  is: "node"',
  '  param data: Dataset',
  '  param check: Dataset',
  '  param hidden: list(int in 1..1000) = [8]',
  '  let net = mlp(hidden: hidden)',
  '  train fit { model: net, data: data, validate: check, epochs: 2 }',
  '  evaluate judged { model: fit.model, data: check, metrics: { accuracy: accuracy() } }',
  '  output model: Model = fit.model',
  '  output accuracy = judged.accuracy',
  '  output val = fit.val',
  '}',
].join('\n')

const data = 'dataset d { source: two_moons(), split: ratio(train: 80%, val: 20%) }'
const use = 'fitted a { data: d.train, check: d.val }'

describe('a component of nodes', () => {
  it('becomes its inner nodes, with the path of its use as their name and in their id', () => {
    const program = expectValid(
      [fitted, data, use, 'fitted b { data: d.train, check: d.val, hidden: [4] }'].join('\n'),
    )
    expect(program.nodes.map(({ id, name }) => [id, name])).toEqual([
      ['a--fit', 'a/fit'],
      ['a--judged', 'a/judged'],
      ['b--fit', 'b/fit'],
      ['b--judged', 'b/judged'],
      ['d', 'd'],
    ])
    expect(nodeOf(program, 'a/fit').config.model).toMatchObject({ name: 'mlp' })
    expect(nodeOf(program, 'b/fit').config.model).toMatchObject({ arguments: { hidden: { value: [4] } } })
    expect(nodeOf(program, 'a/judged').dependencies).toEqual([
      { node: 'a--fit', kind: 'data' },
      { node: 'd', kind: 'data' },
    ])
  })

  it('is read by its outputs, which are those of its nodes', () => {
    const program = expectValid(
      [fitted, data, use, 'step s { run: "echo ${a.accuracy} ${a.val.loss}", inputs: { m: a.model } }'].join(
        '\n',
      ),
    )
    const step = nodeOf(program, 's')
    expect(step.config.inputs).toMatchObject({
      fields: { m: { op: 'output', node: 'a--fit', path: ['model'] } },
    })
    expect(step.config.run).toMatchObject({
      arguments: [
        { value: 'echo ' },
        { op: 'output', node: 'a--judged', path: ['accuracy'] },
        { value: ' ' },
        { op: 'output', node: 'a--fit', path: ['val', 'loss'] },
        { value: '' },
      ],
    })
    expect(step.dependencies.map(({ node }) => node)).toEqual(['a--fit', 'a--judged'])
  })

  it('keeps what is inside to itself', () => {
    expect(
      problemsOf([fitted, data, use, 'step s { run: "echo ${a.fit.loss} ${a.acuracy}" }'].join('\n')),
    ).toEqual([
      'PIPE2013 `a` has no output `fit`. [main.pipe: fit]',
      'PIPE2013 `a` has no output `acuracy`. [main.pipe: acuracy]',
    ])
  })

  it('is a candidate like a node with its outputs', () => {
    const program = expectValid(
      [
        fitted,
        data,
        use,
        'fitted b { data: d.train, check: d.val }',
        'score best { from: [a, b], value: accuracy }',
        'step s { run: "echo ${best.chosen.name}", inputs: { m: best.chosen.model } }',
      ]
        .join('\n')
        .replace('  output val = fit.val\n', ''),
    )
    expect(nodeOf(program, 'best').config.from).toMatchObject({
      items: [
        {
          fields: {
            name: { value: 'a' },
            model: { node: 'a--fit', path: ['model'] },
            metrics: { fields: { accuracy: { node: 'a--judged', path: ['accuracy'] } } },
          },
        },
        { fields: { name: { value: 'b' } } },
      ],
    })
  })

  it('waits for, and is waited for, as a whole', () => {
    const program = expectValid(
      [
        fitted,
        data,
        'step first { run: "true" }',
        'fitted a { data: d.train, check: d.val, needs: [first] }',
        'step last { run: "true", needs: [a] }',
      ].join('\n'),
    )
    expect(nodeOf(program, 'a/fit').dependencies).toContainEqual({ node: 'first', kind: 'order' })
    expect(nodeOf(program, 'a/judged').dependencies).toContainEqual({ node: 'first', kind: 'order' })
    expect(nodeOf(program, 'last').dependencies.map(({ node }) => node)).toEqual(['a--fit', 'a--judged'])
  })

  it('hands the fields of every node on: defaults, but for those that hold at once', () => {
    const inner = [
      'component c {',
      '  is: "node"',
      '  param go: bool',
      '  step one { run: "true", timeout: 1m, when: go, cache: true }',
      '  step two { run: "true", needs: [one], on_demand: true }',
      '}',
      'param early: bool = true',
      'param late: bool = true',
      'step before { run: "true" }',
      'c x { go: early, when: late, timeout: 1h, retry: { times: 2 }, cache: false, needs: [before] }',
    ].join('\n')
    const program = expectValid(inner)
    const [one, two] = [nodeOf(program, 'x/one'), nodeOf(program, 'x/two')]
    expect(one.policy.timeout).toEqual({ op: 'value', value: { $quantity: 'duration', amount: 60 } })
    expect(two.policy.timeout).toEqual({ op: 'value', value: { $quantity: 'duration', amount: 3600 } })
    expect([one.policy.retry, two.policy.retry]).toMatchObject([
      { value: { times: 2 } },
      { value: { times: 2 } },
    ])
    expect([one.policy.cache, two.policy.cache, one.policy.onDemand, two.policy.onDemand]).toEqual([
      false,
      false,
      false,
      true,
    ])
    expect(one.when).toEqual({
      op: 'apply',
      function: 'and',
      arguments: [
        { op: 'param', name: 'late' },
        { op: 'param', name: 'early' },
      ],
    })
    expect(two.when).toEqual({ op: 'param', name: 'late' })
    expect(two.dependencies).toEqual([
      { node: 'before', kind: 'order' },
      { node: 'x--one', kind: 'order' },
    ])
  })

  it('may use others, which hand on what they were handed', () => {
    const program = expectValid(
      [
        'component inner { is: "node", param n: int, step s { run: "echo ${n}" } }',
        'component outer { is: "node", param n: int, inner left { n: n }, inner right { n: n + 1, timeout: 1m } }',
        'outer o { n: 1, timeout: 5m }',
      ].join('\n'),
    )
    expect(program.nodes.map(({ id, name }) => [id, name])).toEqual([
      ['o--left--s', 'o/left/s'],
      ['o--right--s', 'o/right/s'],
    ])
    expect(nodeOf(program, 'o/left/s').policy.timeout).toMatchObject({ value: { amount: 300 } })
    expect(nodeOf(program, 'o/right/s').policy.timeout).toMatchObject({ value: { amount: 60 } })
  })

  it('means the same as its inside written out', () => {
    const component = expectValid(
      'component c { is: "node", param n: int = 3, step s { run: "echo ${n}", code: ["*.sh"] } }\nc x { n: 4 }',
      { 'a.sh': '' },
    )
    const plain = expectValid('step s { run: "echo ${4}", code: ["*.sh"] }', { 'a.sh': '' })
    expect(nodeOf(component, 'x/s').config).toEqual(nodeOf(plain, 's').config)
  })

  it('takes files from who gives them, and its own from beside it', () => {
    const files = {
      'lib/c.pipe':
        'component c { is: "node", param given: File, step s { run: "cat", inputs: { a: given, b: files("own.txt") } } }',
      'lib/own.txt': '',
      'mine.txt': '',
    }
    const program = expectValid('import { c } from "./lib/c.pipe"\nc x { given: "mine.txt" }', files)
    const step = nodeOf(program, 'x/s')
    expect(step.config.inputs).toEqual({
      op: 'value',
      value: { a: { $file: 'mine.txt' }, b: { $file: 'lib/own.txt' } },
    })
    expect(step.folder).toBe('lib')
    expect(program.locations['x--s']).toMatchObject({ file: 'lib/c.pipe' })
  })

  it('takes secrets as params, and lets them go no further than elsewhere', () => {
    const component = (field: string) =>
      `component c { is: "node", param key: Secret, step s { ${field} } }\nsecret k = env("K")\nc x { key: k }`
    const program = expectValid(component('run: "true", env: { K: key }'))
    expect(nodeOf(program, 'x/s').config.env).toMatchObject({ value: { K: { $secret: 'k' } } })
    expect(problemsOf(component('run: "echo ${key}"')).map((problem) => problem.slice(0, 8))).toEqual([
      'PIPE3008',
    ])
  })
})

describe('the signature of a component', () => {
  const component =
    'component c { is: "node", param count: int in 1..10, param mode: one_of("fast", "slow") = "fast", step s { run: "echo ${count} ${mode}" } }'

  it('is checked as those of the library are', () => {
    expect(problemsOf(`${component}\nc x { }`)).toEqual(['PIPE2008 The c `x` needs `count`. [main.pipe: x]'])
    expect(problemsOf(`${component}\nc x { count: 3, mod: "fast" }`)).toEqual([
      'PIPE2007 `c` has no field `mod`. [main.pipe: mod]',
    ])
    expect(
      problemsOf(`${component}\nc x { count: 30, mode: "quick" }`).map((problem) => problem.slice(0, 8)),
    ).toEqual(['PIPE3002', 'PIPE3003'].sort())
  })

  it('holds its defaults to their types', () => {
    expect(
      problemsOf('component c { is: "node", param n: int = "x", step s { run: "echo ${n}" } }').length,
    ).toBe(1)
  })

  it('holds its outputs to their types', () => {
    const text =
      'component c { is: "node", step s { run: "true", outputs: { f: file("f.txt") } }, output model: Model = s.f }\nc x { }'
    expect(problemsOf(text).map((problem) => problem.slice(0, 8))).toEqual(['PIPE3001'])
  })

  it('says what it is', () => {
    expect(problemsOf('component c { step s { run: "true" } }')).toEqual([
      'PIPE2112 The component `c` does not say what it is. [main.pipe: c]',
    ])
    expect(problemsOf('component c { is: "optimiser", value: adam() }')).toEqual([
      'PIPE2113 A component can\'t be a `optimiser`. [main.pipe: "optimiser"]',
    ])
    expect(hintsOf('component c { is: "optimiser", value: adam() }')).toEqual(['Did you mean `optimizer`?'])
  })

  it('has what its role needs, and nothing else', () => {
    expect(problemsOf('component c { is: "node", param n: int = 1 }')).toEqual([
      'PIPE2115 The component `c` lacks a node inside. [main.pipe: c]',
    ])
    expect(
      problemsOf('component c { is: "node", value: 1, trigger t { manual: true }, step s { run: "true" } }'),
    ).toEqual([
      "PIPE2114 `value` can't stand in this component. [main.pipe: value]",
      "PIPE2114 A `trigger` can't stand in this component. [main.pipe: trigger]",
    ])
    expect(problemsOf('component c { is: "optimizer", value: adam(), step s { run: "true" } }')).toEqual([
      "PIPE2114 A `step` can't stand in this component. [main.pipe: step]",
    ])
  })
})

describe('what a component sees', () => {
  it('is what it is given, and what its file declares for all', () => {
    const text =
      'param lr: float = 0.1\nlet shared = 5\ncomponent c { is: "node", step s { run: "echo ${lr} ${shared}" } }\nc x { }\nstep t { run: "echo ${lr}" }'
    expect(problemsOf(text)).toEqual([
      'PIPE2110 A component sees only what it is given, and the param `lr` stands outside of it. [main.pipe: lr]',
    ])
  })

  it('is not what stands where it is used', () => {
    const files = { 'a.pipe': 'component c { is: "node", step s { run: "echo ${here}" } }' }
    expect(
      problemsOf(
        'import { c } from "./a.pipe"\nlet here = 1\nc x { }\nstep t { run: "echo ${here}" }',
        files,
      ),
    ).toEqual(['PIPE2001 Nothing here is called `here`. [a.pipe: here]'])
  })

  it('is tried out where nothing uses it', () => {
    const text =
      'component c { is: "node", param n: int, param m: int = 2, step s { run: "echo ${n + m} ${oops}" } }\nstep t { run: "true" }'
    expect(problemsOf(text)).toEqual(['PIPE2001 Nothing here is called `oops`. [main.pipe: oops]'])
    const sound =
      'component c { is: "node", param data: Dataset, train t { model: linear(), data: data } }\nstep t { run: "true" }'
    expect(problemsOf(sound)).toEqual(['PIPE2016 The component `c` is never used. [main.pipe: c]'])
  })

  it('tells params that nothing inside reads', () => {
    expect(
      problemsOf('component c { is: "node", param n: int = 1, step s { run: "true" } }\nc x { }'),
    ).toEqual(['PIPE2016 The param `n` is never used. [main.pipe: n]'])
  })
})

describe('components that use one another', () => {
  it('may not do so in a circle', () => {
    expect(
      problemsOf('component a { is: "node", b x { } }\ncomponent b { is: "node", a x { } }\na y { }'),
    ).toEqual(['PIPE2111 These components use one another in a circle: `a` -> `b` -> `a`. [main.pipe: a]'])
    expect(problemsOf('component a { is: "optimizer", value: a() }\nstep s { run: "true" }')).toEqual([
      'PIPE2111 The component `a` uses itself: this never ends. [main.pipe: a]',
      'PIPE2016 The component `a` is never used. [main.pipe: a]',
    ])
  })

  it('may not grow without end', () => {
    const levels = Array.from(
      { length: 40 },
      (_, level) => `component c${level} { is: "node", c${level + 1} x { }, c${level + 1} y { } }`,
    )
    const text = [...levels, 'component c40 { is: "node", step s { run: "true" } }', 'c0 z { }'].join('\n')
    const problems = problemsOf(text)
    expect(problems.length).toBe(1)
    expect(problems[0]).toContain('PIPE2116')
  })

  it('may be nested as deep as a person does', () => {
    const levels = Array.from(
      { length: 40 },
      (_, level) => `component c${level} { is: "node", c${level + 1} x { } }`,
    )
    const program = expectValid(
      [...levels, 'component c40 { is: "node", step s { run: "true" } }', 'c0 z { }'].join('\n'),
    )
    expect(program.nodes.map(({ id }) => id)).toEqual([expect.stringMatching(/^z--x--.*--h[0-9a-f]{10}$/)])
  })
})

describe('a use of a component', () => {
  it('may be part of a circle of nodes, which is told once', () => {
    const text =
      'component c { is: "node", param n: string, step s { run: "echo ${n} > ${outputs.f}", outputs: { f: file("f.txt") } }, output f: File = s.f }\nc x { n: "${t.f}" }\nstep t { run: "cat ${x.f} > ${outputs.f}", outputs: { f: file("g.txt") } }'
    expect(problemsOf(text).filter((problem) => problem.startsWith('PIPE2015'))).toHaveLength(1)
  })

  it('is a block, which a component that is a value is not', () => {
    expect(problemsOf('component net { is: "model", value: mlp() }\nnet x { }')).toEqual([
      'PIPE2117 `net` is a model, which is no block. [main.pipe: net]',
    ])
    expect(
      problemsOf(
        'component c { is: "node", step s { run: "true" } }\nlet x = c()\nstep t { run: "true", inputs: { x: x } }',
      ),
    ).toEqual(['PIPE2118 `c` is a component of nodes, and no value. [main.pipe: c]'])
  })

  it('wins over a kind of the library', () => {
    const program = expectValid(
      'component step { is: "node", param n: int, notify s { to: file("log.txt"), message: "${n}" } }\nstep x { n: 3 }',
    )
    expect(program.nodes.map(({ name, kind }) => [name, kind])).toEqual([['x/s', 'notify']])
  })
})
