import { describe, expect, it } from 'vitest'
import type { Node, Program } from '../../../src/ir/program.ts'
import { compileText, expectErrors, expectValid, nodeOf } from '../harness.ts'
import { study } from './study.ts'

function reads(program: Program, name: string): readonly string[] {
  return nodeOf(program, name).dependencies.map(({ node }) => node)
}

function cone({ config }: Node): unknown {
  return config.cone
}

const tune = 'sweep tune { over: { lr: [1e-3, 1e-2], hidden: [32, 64] }, maximize: tuning.accuracy }\n'
/** `quality` is read by nothing but a study, so that it belongs to a cone. */
const repeats =
  'sweep repeats { over: { seed: 1..5 }, fix: tune.best.params, collect: { q: quality.accuracy } }\n'
const stem = `${study}${tune}${repeats}`

describe('a sweep in the program', () => {
  it('repeats what its objective reads and a swept param reaches, and waits for what its trials share', () => {
    const program = expectValid(stem)
    expect(cone(nodeOf(program, 'tune'))).toEqual({ op: 'value', value: ['fit', 'tuning'] })
    expect(cone(nodeOf(program, 'repeats'))).toEqual({ op: 'value', value: ['fit', 'quality'] })
    expect(reads(program, 'tune')).toEqual(['moons'])
    expect(reads(program, 'repeats')).toEqual(['moons', 'tune'])
  })

  it('says of each node which swept params reach it; what is split by the pipeline keeps its split', () => {
    const program = expectValid(stem)
    expect(nodeOf(program, 'fit').axes).toEqual(['hidden', 'lr', 'seed'])
    expect(nodeOf(program, 'moons').axes).toBeUndefined()
    expect(nodeOf(program, 'tune').axes).toEqual(['seed'])
    // What it fixes is found by a search that the seed reaches, outside of its own trials.
    expect(nodeOf(program, 'repeats').axes).toEqual(['seed'])
  })

  it('leaves nodes without a sweep as they are', () => {
    const program = expectValid(study)
    for (const node of program.nodes) expect(node).not.toHaveProperty('axes')
  })

  it('follows a param through lets, models and the defaults of others', () => {
    const program = expectValid(`
      param base: int = 2
      param width: int = base * 2
      let units = [width, width]
      model net = mlp(hidden: units)
      dataset moons { source: two_moons() }
      train fit { model: net, data: moons }
      sweep study { over: { base: [1, 2] }, collect: { loss: fit.loss } }`)
    expect(nodeOf(program, 'fit').axes).toEqual(['base'])
  })

  it('lies in the cone of another whose objective reads it', () => {
    const nested = `${study}
      sweep seeds { over: { seed: 1..3 }, collect: { accuracy: tuning.accuracy } }
      sweep outer { over: { lr: [1e-3, 1e-2], hidden: [8] }, maximize: mean(seeds.trials.accuracy) }
      evaluate last { model: first(outer.best.seeds.trials.fit.model), data: moons.test, metrics: { a: accuracy() } }`
    const program = expectValid(
      `${nested}\nsweep q { over: { seed: 1..2 }, fix: outer.best.params, collect: { q: quality.accuracy } }`,
    )
    expect(cone(nodeOf(program, 'outer'))).toEqual({ op: 'value', value: ['fit', 'seeds', 'tuning'] })
    expect(nodeOf(program, 'seeds').axes).toEqual(['hidden', 'lr'])
    const { model } = nodeOf(program, 'last').config
    const path = ['best', 'seeds', 'trials', 'fit', 'model']
    expect(model).toEqual({
      op: 'apply',
      function: 'first',
      arguments: [{ op: 'output', node: 'outer', path }],
    })
  })
})

describe('what a sweep found', () => {
  it('is read by paths; the base is the node itself', () => {
    const program = expectValid(`${stem}
      let winner = tune.best
      step say { run: "echo \${winner.params.lr} \${tune.best.objective} \${max(repeats.trials.q)}" }
      evaluate best { model: winner.fit.model, data: moons.test, metrics: { a: accuracy() } }
      evaluate base { model: tune.base.fit.model, data: moons.test, metrics: { a: accuracy() } }`)
    expect(nodeOf(program, 'best').config.model).toEqual({
      op: 'output',
      node: 'tune',
      path: ['best', 'fit', 'model'],
    })
    expect(nodeOf(program, 'base').config.model).toEqual({ op: 'output', node: 'fit', path: ['model'] })
    expect(reads(program, 'say')).toEqual(['repeats', 'tune'])
  })

  it('knows its names', () => {
    expectErrors(`${stem}step say { run: "echo \${tune.best.params.ler}" }`, [
      { message: 'There is no `ler` in `tune.best.params`.', at: 'ler', hint: 'Did you mean `lr`?' },
    ])
    expectErrors(`${stem}step say { run: "echo \${tune.bast.objective}" }`, [
      { message: '`tune` has no output `bast`.', at: 'bast' },
    ])
    expectErrors(`${stem}step say { run: "echo \${tune.base.moons.train}" }`, [
      { message: 'There is no `moons` in `tune.base`.', at: 'moons' },
    ])
  })

  it('has the types of what it is', () => {
    expectErrors(
      `${stem}evaluate e { model: tune.best.objective, data: moons.test, metrics: { a: accuracy() } }`,
      [
        {
          message: '`model` must be a trained model or a checkpoint, and it is a number.',
          at: 'tune.best.objective',
        },
      ],
    )
  })
})

describe('a bare read of a node that a sweep tunes', () => {
  const hint =
    'Write `tune.best.fit.model` for the best that `tune` finds, or `tune.base.fit.model` for the params as they are.'
  const message = '`fit` is tuned by `tune`, so it must be said which of its instances is meant here.'

  it('is refused outside of the cone, with the read of the best as a fix', () => {
    const text = `${stem}evaluate final { model: fit.model, data: moons.test, metrics: { a: accuracy() } }`
    expectErrors(text, [{ message, at: 'fit', hint }])
  })

  it('is mended by its fix', () => {
    const text = `${stem}step say { run: "echo \${fit.loss}" }`
    const [edit] = compileText(text).diagnostics[0]?.fix?.edits ?? []
    if (!edit) throw new Error('the read has a fix')
    const mended = text.slice(0, edit.location.start) + edit.text + text.slice(edit.location.end)
    const command = JSON.stringify(nodeOf(expectValid(mended), 'say').config.run)
    expect(command).toContain(JSON.stringify(['best', 'fit', 'loss']))
  })

  it('is told through the let that reads it', () => {
    const text = `${stem}let m = fit.model\nevaluate final { model: m, data: moons.test, metrics: { a: accuracy() } }`
    expectErrors(text, [{ message, at: 'm', hint }])
  })

  it('is told in each place', () => {
    expectErrors(`${stem}step say { run: "echo \${fit.loss} \${fit.epochs}" }`, [
      { message, at: 'fit' },
      { message, at: 'fit' },
    ])
  })

  it('is told of what a study alone repeats, when it is made of what is tuned', () => {
    expectErrors(`${stem}step say { run: "echo \${quality.accuracy}" }`, [
      {
        message: '`quality` is made of `fit`, which `tune` tunes, so here it would stand for untuned params.',
        at: 'quality',
        hint: 'Read `tune.best.fit` in a node of its own for the winner, or write `repeats.base.quality.accuracy` for the params as they are.',
      },
    ])
  })

  it('is told of a study that reads it without repeating it', () => {
    expectErrors(
      `${stem}sweep other { over: { arm: ["plain"] }, collect: { t: trial.m.score, loss: fit.loss } }`,
      [{ message, at: 'fit' }],
    )
  })

  it('is fine under studies alone, and through the base', () => {
    expectValid(`${study}
      sweep repeats { over: { lr: [1e-3], hidden: [8], arm: ["plain"], seed: 1..3 }, collect: { q: quality.accuracy, t: trial.m.score, v: tuning.accuracy } }
      step say { run: "echo \${fit.loss} \${quality.accuracy}" }`)
    expectValid(`${stem}step say { run: "echo \${tune.base.fit.loss} \${repeats.base.quality.accuracy}" }`)
  })
})

describe('a component of nodes', () => {
  const component = `
    param lr: float = 1e-3
    dataset moons { source: two_moons(), split: hash(train: 70%, val: 15%, test: 15%) }
    component fitted {
      is: "node"
      param rate: float
      param rows: Dataset
      train fit { model: mlp(), data: rows, optimizer: adam(lr: rate) }
      evaluate judged { model: fit.model, data: moons_val, metrics: { accuracy: accuracy() } }
      param moons_val: Dataset
      output model: Model = fit.model
      output accuracy: float = judged.accuracy
    }
    fitted a { rate: lr, rows: moons.train, moons_val: moons.val }
    sweep tune { over: { lr: [1e-3, 1e-2] }, maximize: a.accuracy }
  `
  const final = (model: string) =>
    `${component}evaluate final { model: ${model}, data: moons.test, metrics: { accuracy: accuracy() } }`

  it('is repeated by what is inside of it, and its winner is read by its outputs', () => {
    const program = expectValid(final('tune.best.a.model'))
    expect(cone(nodeOf(program, 'tune'))).toEqual({ op: 'value', value: ['a--fit', 'a--judged'] })
    const path = ['best', 'a/fit', 'model']
    expect(nodeOf(program, 'final').config.model).toEqual({ op: 'output', node: 'tune', path })
    const base = expectValid(final('tune.base.a.model'))
    expect(nodeOf(base, 'final').config.model).toEqual({ op: 'output', node: 'a--fit', path: ['model'] })
  })

  it('is not read bare', () => {
    expectErrors(final('a.model'), [
      {
        message: '`a` is tuned by `tune`, so it must be said which of its instances is meant here.',
        at: 'a.model',
        hint: 'Write `tune.best.a.model` for the best that `tune` finds, or `tune.base.a.model` for the params as they are.',
      },
    ])
  })

  it('is handed the winner, and not what is tuned', () => {
    const judge = (model: string) => `${component}
      component judge {
        is: "node"
        param judged: Model
        param rows: Dataset
        evaluate last { model: judged, data: rows, metrics: { accuracy: accuracy() } }
        output accuracy: float = last.accuracy
      }
      judge final { judged: ${model}, rows: moons.test }`
    expectValid(judge('tune.best.a.model'))
    expectErrors(judge('a.model'), [
      {
        message: '`a` is tuned by `tune`, so it must be said which of its instances is meant here.',
        at: 'a.model',
      },
    ])
  })
})

describe('the spaces of a sweep', () => {
  const over = (spaces: string, more = '') =>
    `${study}sweep s { over: { ${spaces} }, collect: { v: tuning.accuracy, t: trial.m.score, q: quality.accuracy }${more} }`

  it('are lists, ranges and components that fit the params', () => {
    expectValid(
      over(
        'lr: quantized(0.1..0.5, step: 0.1), hidden: 8..16, arm: ["plain", "wide"], seed: categorical([1, 2])',
      ),
    )
    expectValid(
      over(
        'lr: 0.1..0.5, hidden: log_int(8..128), seed: 1..3, arm: ["deep"]',
        ', strategy: sobol(trials: 8)',
      ),
    )
  })

  it.each([
    [
      'hidden: ["8"]',
      'Each item of `hidden` must be a whole number from 1 to 1024, and it is the text "8".',
      '"8"',
    ],
    ['hidden: [0]', 'Each item of `hidden` must be a whole number from 1 to 1024, and it is 0.', '0'],
    [
      'arm: ["plane"]',
      'Each item of `arm` must be "plain" or "wide" or "deep", and it is "plane".',
      '"plane"',
    ],
    ['seed: -1..3', '`seed` must be a whole number from 0 to 4294967295, and it is -1.', '-1..3'],
    ['lr: quantized(0.1..2, step: 0.1)', '`lr` must be a number from 0.00001 to 1, and it is 2.', '0.1..2'],
    [
      'hidden: quantized(8..64, step: 0.5)',
      '`quantized` gives numbers, and `hidden` must be a whole number from 1 to 1024.',
      'quantized(8..64, step: 0.5)',
    ],
    [
      'hidden: 8.0..16',
      '`hidden` must be a list, each item a whole number from 1 to 1024 or a range such as `1..5` or a space such as `log_uniform(1e-4..1e-1)`, and it is a range such as `0.1..0.9`.',
      '8.0..16',
    ],
  ])('refuse %s', (space, message, place) => {
    expectErrors(over(space), [{ message, at: place }])
  })
})

describe('effects', () => {
  it('are refused in a cone, wherever they lie in it', () => {
    expectErrors(
      `${study}
      register champion { name: "moons", model: fit.model, bump: "minor" }
      step after { run: "x \${outputs.m}", needs: [champion], outputs: { m: metrics("after.json", { v: float }) } }
      sweep s { over: { lr: [1e-3] }, collect: { v: after.m.v, t: tuning.accuracy } }`,
      [
        {
          message: '`s` would repeat `champion` in every trial, and a register changes the world outside.',
          at: 'champion',
          hint: 'Let it read the winner, `s.best`, instead of being read by the sweep.',
        },
      ],
    )
  })
})
