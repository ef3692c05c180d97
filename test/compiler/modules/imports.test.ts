import { describe, expect, it } from 'vitest'
import { compileText, expectValid, nodeOf } from '../harness.ts'
import { hintsOf, problemsOf } from './problems.ts'

const step = 'step s { run: "true", inputs: { x: x } }'

describe('an import', () => {
  it('brings lets, models, executors and components, under other names where it says so', () => {
    const parts = [
      'let x = [1, 2 + 3]',
      'model net = mlp(hidden: x)',
      'executor here = local()',
      'component gentle { is: "optimizer", param lr: float = 1e-3, value: adam(lr: lr) }',
    ].join('\n')
    const program = expectValid(
      [
        'import { x as numbers, net, here as place, gentle } from "./parts/a.pipe"',
        'dataset d { source: two_moons(), split: ratio(train: 1.0) }',
        'train t { model: net, data: d.train, optimizer: gentle(lr: 0.01), runs_on: place }',
        'step s { run: "true", inputs: { x: numbers } }',
      ].join('\n'),
      { 'parts/a.pipe': parts },
    )
    expect(nodeOf(program, 's').config.inputs).toEqual({ op: 'value', value: { x: [1, 5] } })
    expect(nodeOf(program, 't').config.optimizer).toMatchObject({ name: 'adam', is: 'optimizer' })
    expect(nodeOf(program, 't').policy.runsOn).toEqual({ op: 'value', value: 'place' })
    expect(program.executors.map(({ name }) => name)).toEqual(['place'])
  })

  it('means the same as what it imports written out', () => {
    const imported = expectValid(`import { x } from "./a.pipe"\n${step}`, { 'a.pipe': 'let x = 3 * 4' })
    const own = expectValid(`let x = 3 * 4\n${step}`)
    expect(imported.nodes).toEqual(own.nodes)
  })

  it('sees the names of its own file', () => {
    const files = { 'a.pipe': 'let width = 8\nlet x = width + 1', 'b.pipe': '' }
    const program = expectValid(
      `let width = 1000\nimport { x } from "./a.pipe"\n${step}\nstep t { run: "true", inputs: { x: width } }`,
      files,
    )
    expect(nodeOf(program, 's').config.inputs).toEqual({ op: 'value', value: { x: 9 } })
  })

  it('finds files from the folder of the file that says so', () => {
    const program = expectValid(
      'import { d } from "./lib/deep/a.pipe"\nstep s { run: "true", inputs: { d: d } }',
      {
        'lib/deep/a.pipe': 'import { d as e } from "../b.pipe"\nlet d = e',
        'lib/b.pipe': 'let d = files("data/*.csv")',
        'lib/data/x.csv': 'a\n1\n',
      },
    )
    expect(nodeOf(program, 's').config.inputs).toEqual({
      op: 'value',
      value: { d: { $file: 'lib/data/*.csv' } },
    })
  })

  it('tells a file that is not there, with one that is like it', () => {
    const files = { 'parts/common.pipe': 'let x = 1' }
    expect(
      problemsOf('import { x } from "./parts/comon.pipe"\nstep s { run: "true", inputs: { x: x } }', files),
    ).toEqual([
      'PIPE2100 There is no file `./parts/comon.pipe` to import from. [main.pipe: "./parts/comon.pipe"]',
    ])
    expect(hintsOf('import { x } from "./parts/comon.pipe"', files)).toEqual([
      'Did you mean `./parts/common.pipe`?',
    ])
  })

  it('stays within the project', () => {
    expect(problemsOf('import { x } from "../other/a.pipe"')).toEqual([
      'PIPE2101 `../other/a.pipe` lies outside of the project. [main.pipe: "../other/a.pipe"]',
    ])
  })

  it('takes `.pipe` files only', () => {
    expect(hintsOf('import { x } from "./a.js"', { 'a.js': '' })).toEqual([
      'Declare a component with `implementation: "./a.js"`.',
    ])
  })

  it('tells a name that is not there, with one that is like it', () => {
    const files = { 'a.pipe': 'let rate = 1\nlet depth = 2' }
    expect(problemsOf('import { rat } from "./a.pipe"', files)).toEqual([
      'PIPE2103 a.pipe declares no `rat`. [main.pipe: rat]',
    ])
    expect(hintsOf('import { rat } from "./a.pipe"', files)).toEqual(['Did you mean `rate`?'])
    expect(hintsOf('import { other } from "./a.pipe"', files)).toEqual([
      'What can be imported from it: `rate`, `depth`.',
    ])
  })

  it('never brings nodes, params or secrets', () => {
    const files = { 'a.pipe': 'step s { run: "true" }\nparam p: int = 1\nsecret k = env("K")\nlet x = p' }
    expect(problemsOf('import { s, p, k } from "./a.pipe"', files)).toEqual([
      'PIPE2104 `s` is a step, and nodes are never imported. [main.pipe: s]',
      "PIPE2104 `p` is a param, and a param can't be imported. [main.pipe: p]",
      "PIPE2104 `k` is a secret, and a secret can't be imported. [main.pipe: k]",
    ])
    expect(problemsOf(`import { x } from "./a.pipe"\n${step}`, files)).toEqual([
      "PIPE2109 `x` reads the param `p` of its file, so it can't be used from another one. [a.pipe: p]",
    ])
  })

  it('hands nothing on', () => {
    const files = { 'a.pipe': 'import { x } from "./b.pipe"\nlet y = x', 'b.pipe': 'let x = 1' }
    expect(problemsOf('import { x } from "./a.pipe"', files)).toEqual([
      'PIPE2105 a.pipe imports `x` itself and hands nothing on. [main.pipe: x]',
    ])
  })

  it('gives each name once', () => {
    const files = { 'a.pipe': 'let x = 1\nlet y = 2' }
    expect(
      problemsOf('import { x, y as x } from "./a.pipe"\nstep s { run: "true", inputs: { x: x } }', files),
    ).toEqual(['PIPE2004 `x` is declared twice. [main.pipe: x]'])
    expect(
      problemsOf('let x = 5\nimport { x } from "./a.pipe"\nstep s { run: "true", inputs: { x: x } }', files),
    ).toEqual(['PIPE2004 `x` is declared twice. [main.pipe: x]'])
  })

  it('warns of what is imported for nothing', () => {
    const files = { 'a.pipe': 'let x = 1\nlet y = 2' }
    expect(problemsOf(`import { x, y } from "./a.pipe"\n${step}`, files)).toEqual([
      'PIPE2106 `y` is imported and never used. [main.pipe: y]',
    ])
  })

  it('makes one diagnostic of one mistake', () => {
    expect(
      problemsOf(
        `import { x, net } from "./none.pipe"\n${step}\ndataset d { source: two_moons() }\ntrain t { model: net, data: d.all, optimizer: x(lr: 1) }\nx y { a: 1 }\nstep z { run: "echo \${y.out}" }`,
      ),
    ).toEqual(['PIPE2100 There is no file `./none.pipe` to import from. [main.pipe: "./none.pipe"]'])
  })
})

describe('files that import one another', () => {
  it('may not do so in a circle', () => {
    const files = {
      'a.pipe': 'import { y } from "./lib/b.pipe"\nlet x = y',
      'lib/b.pipe': 'import { z } from "../c.pipe"\nlet y = z',
      'c.pipe': 'import { x } from "./a.pipe"\nlet z = x',
    }
    expect(problemsOf(`import { x } from "./a.pipe"\n${step}`, files)).toEqual([
      'PIPE2102 These files import in a circle: a.pipe -> lib/b.pipe -> c.pipe -> a.pipe. [c.pipe: "./a.pipe"]',
    ])
    expect(problemsOf('import { x } from "./main.pipe"')).toEqual([
      'PIPE2102 main.pipe imports from itself. [main.pipe: "./main.pipe"]',
    ])
  })

  it('are read once by whatever route', () => {
    const files = {
      'a.pipe': 'import { shared } from "./lib/../shared.pipe"\nlet a = shared',
      'b.pipe': 'import { shared } from "./shared.pipe"\nlet b = shared',
      'shared.pipe': 'let shared = 1 / 0',
    }
    const text =
      'import { a } from "./a.pipe"\nimport { b } from "./b.pipe"\nstep s { run: "true", inputs: { a: a, b: b } }'
    const { diagnostics, sources } = compileText(text, files)
    expect(diagnostics.map(({ location }) => location?.file)).toEqual(['shared.pipe'])
    expect([...sources.keys()]).toEqual(['main.pipe', 'a.pipe', 'shared.pipe', 'b.pipe'])
  })

  it('may be a chain of any length', () => {
    const length = 2000
    const files: Record<string, string> = {}
    for (let index = 0; index < length; index++) {
      files[`f${index}.pipe`] =
        index === length - 1 ? 'let x = 7' : `import { x as next } from "./f${index + 1}.pipe"\nlet x = next`
    }
    const program = expectValid(`import { x } from "./f0.pipe"\n${step}`, files)
    expect(nodeOf(program, 's').config.inputs).toEqual({ op: 'value', value: { x: 7 } })
  })

  it('are told of in their order, each with what does not parse', () => {
    const files = {
      'a.pipe': 'let x = 1 / 0\nlet broken = ',
      'b.pipe': 'let y = unknown_name',
    }
    const text = `import { y } from "./b.pipe"\nimport { x } from "./a.pipe"\nstep s { run: "true", inputs: { x: x, y: y, z: nope } }`
    const { diagnostics } = compileText(text, files)
    expect(diagnostics.map(({ location }) => location?.file)).toEqual([
      'main.pipe',
      'b.pipe',
      'a.pipe',
      'a.pipe',
    ])
  })

  it('are looked at only as far as something of them is used', () => {
    const files = { 'a.pipe': 'let x = 1\nlet broken = nowhere\nstep s { run: nothing }' }
    expect(problemsOf(`import { x } from "./a.pipe"\n${step}`, files)).toEqual([])
  })

  it('keep their executors apart', () => {
    const files = {
      'a.pipe': 'executor gpu = local()\ncomponent work { is: "node", step s { run: "true", runs_on: gpu } }',
    }
    const program = expectValid(
      'import { work } from "./a.pipe"\nexecutor gpu = local()\nwork w { }\nstep t { run: "true", runs_on: gpu }',
      files,
    )
    expect(program.executors.map(({ name }) => name)).toEqual(['a_gpu', 'gpu'])
    expect(nodeOf(program, 'w/s').policy.runsOn).toEqual({ op: 'value', value: 'a_gpu' })
  })
})

describe('an edition', () => {
  it('that is newer is all that is said', () => {
    expect(problemsOf('pipeline p { edition: "2031" }\nfrobnicate x { }\nlet broken = ')).toEqual([
      'PIPE2107 main.pipe is written for edition 2031, and this version of Pipewright knows editions up to 2026. [main.pipe: "2031"]',
    ])
  })

  it('of an imported file may be newer as well, or missing', () => {
    const files = { 'a.pipe': 'pipeline a { edition: "2031" }\nlet x = 1\nwhatever y { }' }
    expect(problemsOf(`import { x } from "./a.pipe"\n${step}`, files)).toEqual([
      'PIPE2107 a.pipe is written for edition 2031, and this version of Pipewright knows editions up to 2026. [a.pipe: "2031"]',
    ])
    const same = { 'a.pipe': 'pipeline a { edition: "2026", seed: 3 }\nlet x = 1' }
    expect(problemsOf(`import { x } from "./a.pipe"\n${step}`, same)).toEqual([])
  })

  it('may be that of a component', () => {
    const files = { 'a.pipe': 'component c { is: "optimizer", edition: "2031", amount: 1 }' }
    expect(
      problemsOf(
        'import { c } from "./a.pipe"\ndataset d { source: two_moons() }\ntrain t { model: linear(), data: d.all, optimizer: c() }',
        files,
      ),
    ).toEqual([
      'PIPE2107 The component `c` is written for edition 2031, and this version of Pipewright knows editions up to 2026. [a.pipe: "2031"]',
    ])
  })
})
