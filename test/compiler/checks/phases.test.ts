import { describe, it } from 'vitest'
import { expectErrors, expectValid } from '../harness.ts'

const trained = [
  'dataset points { source: two_moons(), split: hash(train: 80%, val: 20%) }',
  'train fit { model: mlp(), data: points.train }',
  'evaluate quality { model: fit.model, data: points.val, metrics: { accuracy: accuracy() } }',
  '',
].join('\n')

describe('phases', () => {
  it('let a condition, a hole and a setting read results', () => {
    expectValid(
      `${trained}step s { run: "echo \${quality.accuracy}", when: quality.accuracy > 0.5 }
train again { model: fit.model, data: points.train, epochs: if quality.accuracy > 0.9 then 1 else 10 }`,
    )
  })

  it('let how a node is run read params', () => {
    expectValid(
      'param wait: duration = 5m\nstep s { run: "true", timeout: 2 * wait, retry: { times: 3, backoff: wait } }',
    )
  })

  it('keep results out of what is needed before', () => {
    expectErrors(`${trained}step s { run: "true", timeout: 1h * quality.accuracy }`, [
      {
        message:
          '`timeout` must be known before the run starts; `quality.accuracy` is known only after `quality` has run.',
        at: '1h * quality.accuracy',
      },
    ])
  })

  it('see through lets and blame the innermost part', () => {
    expectErrors(
      `${trained}let some = 3 * quality.accuracy\nstep s { run: "true", retry: { times: 1, backoff: some * 1s } }`,
      [
        {
          message:
            '`retry` must be known before the run starts; `quality.accuracy` is known only after `quality` has run.',
          at: 'some * 1s',
        },
      ],
    )
  })

  it('keep params out of names', () => {
    expectErrors('param p: string = "x"\nstep s { run: "true", outputs: { a: file("${p}.txt") } }', [
      {
        message: '`path` must be known when the file is checked; `p` is known only when a run is planned.',
        at: '"${p}.txt"',
      },
    ])
  })

  it('keep signals inside of the node', () => {
    const text = `${trained}regulation r { observe: loss, limit: at_most(1.0 * epoch), respond: restore(lr_factor: progress) }
train other { model: mlp(), data: points.train, regulate: [r] }`
    expectErrors(text, [
      {
        message:
          '`lr_factor` must be known before the node starts; `progress` is known only inside of the running node.',
        at: 'progress',
      },
    ])
  })
})
