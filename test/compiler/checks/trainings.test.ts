import { describe, expect, it } from 'vitest'
import { expectErrors, expectValid, nodeOf } from '../harness.ts'

const points = 'dataset points { source: two_moons(), split: hash(train: 80%, val: 20%) }\n'
const pairs = `dataset pairs { source: jsonl("pairs.jsonl") }\n`
const files = { 'pairs.jsonl': '{"prompt":"a","chosen":"b","other":"c"}\n' }

describe('a training by a command', () => {
  it('has the signals, the model and the checkpoints as outputs', () => {
    const program = expectValid(
      `${points}train fit { run: "python fit.py \${inputs.data} \${outputs.model}", data: points.train, validate: points.val,
  config: { lr: 1e-3, warmup: 100 steps }, signals: { loss: float, val: { accuracy: float in 0..1 } } }
step s { run: "cat \${fit.model} \${last(fit.checkpoints)} \${fit.val.accuracy} \${fit.loss}" }`,
    )
    const fit = nodeOf(program, 'fit')
    expect(Object.keys(fit.outputs)).toEqual(['loss', 'val', 'model', 'checkpoints', 'compliance'])
    expect(fit.config.run).toMatchObject({ function: 'shell' })
    expect(fit.config.optimizer).toBeUndefined()
  })

  it('has fields of its own', () => {
    expectErrors('train fit { run: "true", optimizer: adam() }', [
      { message: '`train` has no field `optimizer`.', at: 'optimizer' },
    ])
  })

  it('tells the signals that it names', () => {
    const regulated = (signals: string, observe: string) =>
      `regulation r { observe: ${observe}, limit: finite(), respond: stop() }
train fit { run: "true", signals: ${signals}, regulate: [r] }`
    expectValid(regulated('{ drift: float }', 'drift'))
    expectValid(regulated('{ val: { wer: float } }', 'val.wer'))
    expectErrors(regulated('{ drift: float }', 'loss'), [
      { message: "The regulation `r` reads `loss`, which `fit` does not have: its `signals` don't name it." },
    ])
    expectErrors(regulated('{ drift: float }', 'dirft'), [
      { message: 'Nothing here is called `dirft`.', at: 'dirft' },
    ])
    expectErrors(regulated('{ model: float, loss: float }', 'loss'), [
      { message: 'The signal `model` of `fit` has the name of an output that every training has.' },
    ])
  })

  it('takes numbers as signals', () => {
    expectErrors('train fit { run: "true", signals: { name: string } }', [
      { message: 'This is no type: a metric is an int, float, bool or quantity, or a record of such.' },
    ])
  })

  it('keeps secrets in its environment', () => {
    expectErrors('secret key = env("K")\ntrain fit { run: "true", config: { key: key } }', [
      { message: "The secret `key` can't be used in `key`.", at: 'key' },
    ])
  })
})

describe('an evaluation by a command', () => {
  it('has the metrics of its schema', () => {
    const program = expectValid(
      `train fit { run: "true" }
evaluate judged { model: fit.model, run: "judge \${inputs.model} > \${outputs.metrics}", metrics: { wer: float in 0..1, took: duration } }
step s { run: "echo \${judged.wer} \${seconds(judged.took)}" }`,
    )
    expect(nodeOf(program, 'judged').outputs).toEqual({
      wer: { type: 'float', min: 0, max: 1 },
      took: { type: 'quantity', dimension: 'duration' },
    })
  })

  it('can be judged instance by instance', () => {
    const program = expectValid(
      `train fit { run: "true" }
evaluate judged { model: each(fit.checkpoints), run: "judge \${inputs.model} > \${outputs.metrics}", metrics: { wer: float } }
score best { from: judged, value: -wer, normalize: "min_max", group: "model" }
register r { name: "r", model: best.chosen.model, metrics: { wer: best.chosen.wer } }`,
    )
    expect(nodeOf(program, 'best').config.from).toMatchObject({
      items: [{ fields: { each: { fields: { model: { node: 'fit', path: ['checkpoints'] } } } } }],
    })
    expectErrors(
      `train fit { run: "true" }
evaluate judged { model: each(fit.checkpoints), run: "judge", metrics: { wer: float } }
score best { from: judged, value: -wer, group: "task" }`,
      [
        {
          message: "The candidates can't be grouped by `task`: no `each` of theirs has that name.",
          at: '"task"',
          hint: 'There is model.',
        },
      ],
    )
  })
})

describe('a training', () => {
  it('has something to train', () => {
    expectErrors(`${points}train fit { data: points.train }`, [
      { message: '`fit` has nothing to train: it names no model.', at: 'fit' },
    ])
    const program = expectValid(
      `${points}train warm { model: mlp(), data: points.train }\ntrain fit { data: points.train, init_from: warm.model }`,
    )
    expect(nodeOf(program, 'fit').config.model).toEqual({ op: 'output', node: 'warm', path: ['model'] })
  })

  it('tells the signals of its model and its loss', () => {
    const text = (model: string) =>
      `${points}regulation r { observe: variance(latent), limit: at_most(1.0), respond: penalty() }
model wide = vae(input: 2)
train fit { model: ${model}, data: points.train, loss: vae_loss(), regulate: [r] }`
    expectValid(text('wide'))
    expectErrors(`${text('mlp()')}\ntrain other { model: wide, data: points.train }`, [
      {
        message:
          'The regulation `r` reads `latent`, which `fit` does not have: neither its model nor its loss tells it.',
      },
    ])
  })

  it('observes numbers', () => {
    expectErrors(
      `${points}regulation r { observe: latent, limit: finite() }
train fit { model: vae(input: 2), data: points.train, loss: vae_loss(), regulate: [r] }`,
      [
        {
          message:
            '`observe` must be a number or a signal such as `variance(latent)`, and it is a tensor of the training, such as `latent`.',
        },
      ],
    )
  })

  it('counts what its responses count', () => {
    expectValid(
      `${points}regulation r { observe: loss, limit: improves(), respond: germinate(unless: loss < 1) }
train fit { model: mlp(), data: points.train, regulate: [r] }
step s { run: "echo \${fit.germinations}" }`,
    )
    expectErrors(
      `${points}train fit { model: mlp(), data: points.train }\nstep s { run: "echo \${fit.germinations}" }`,
      [{ message: '`fit` has no output `germinations`.' }],
    )
  })

  it('has the columns that its loss learns from', () => {
    expectErrors(
      `${pairs}train base { run: "true" }\ntrain fit { model: base.model, data: pairs, loss: bradley_terry() }`,
      [
        {
          message: '`bradley_terry` learns from a column `rejected`, and `pairs.all` has none.',
          hint: 'It has prompt, chosen, other.',
        },
      ],
      files,
    )
  })

  it('leaves texts to commands and to models that are not of the library', () => {
    expectValid(`${pairs}train fit { run: "true", data: pairs }`, files)
    expectErrors(
      `${pairs}train fit { run: "true", data: pairs }\ntrain own { model: mlp(), data: pairs, loss: vae_loss() }`,
      [
        {
          message:
            'The columns `prompt`, `chosen`, `other` of `pairs` hold texts, and a model learns from numbers.',
        },
      ],
      files,
    )
  })
})
