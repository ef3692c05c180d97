import { describe, expect, it } from 'vitest'
import { expectErrors, expectValid, nodeOf } from '../harness.ts'

const released = [
  'dataset points { source: two_moons(), split: hash(train: 70%, val: 15%, test: 15%) }',
  'train fit { model: mlp(), data: points.train }',
  'evaluate quality { model: fit.model, data: points.test, metrics: { accuracy: accuracy() } }',
  'register release { name: "moons", model: fit.model, require: { good: quality.accuracy >= 0.9 } }',
  '',
].join('\n')

function deploy(fields: string): string {
  return `${released}deploy api { model: release.version, ${fields} }`
}

describe('a registration', () => {
  it('has a version, a model and a number for others', () => {
    const program = expectValid(
      `${released}step note { run: "echo \${release.number} \${release.model}", when: release.number != "" }`,
    )
    expect(nodeOf(program, 'release')).toMatchObject({
      kind: 'register',
      config: { bump: { op: 'value', value: 'minor' }, stage: { op: 'value', value: null } },
      dependencies: [
        { node: 'fit', kind: 'data' },
        { node: 'quality', kind: 'data' },
      ],
    })
  })

  it('takes what the registry knows', () => {
    const program = expectValid(
      `${released}register undo { name: "moons", model: registered("moons", version: "1.2.0"), on_demand: true,
  parent: registered("moons"), metrics: { before: or_else(registered("moons", stage: "production").metrics.f1, 0.0) } }`,
    )
    expect(nodeOf(program, 'undo').config.model).toEqual({
      op: 'registered',
      name: { op: 'value', value: 'moons' },
      version: { op: 'value', value: '1.2.0' },
      path: [],
    })
    expect(nodeOf(program, 'undo').config.metrics).toMatchObject({
      fields: { before: { arguments: [{ op: 'registered', path: ['metrics', 'f1'] }, { value: 0 }] } },
    })
  })

  it('names one version', () => {
    const undo = (look: string) => `register undo { name: "moons", model: ${look} }`
    expectErrors(undo('registered("moons", version: "1.2")'), [
      { message: '`1.2` is no version number.', at: '"1.2"' },
    ])
    expectErrors(undo('registered("moons", version: "1.2.0", stage: "production")'), [
      { message: 'A version of "moons" is looked up by its number or by its stage, not by both.' },
    ])
    expectErrors(undo('registered("moons", stage: "prod")'), [
      {
        message:
          '`stage` must be "development" or "staging" or "production" or "archived", and it is "prod".',
        at: '"prod"',
      },
    ])
    expectErrors('step s { run: "echo ${registered("moons").owner}" }', [
      { message: 'There is no `owner` in a registered version.', at: 'owner' },
    ])
  })

  it('is looked up when the run has begun', () => {
    expectErrors('step s { run: "true", timeout: or_else(registered("a").metrics.seconds, 1.0) * 1s }', [
      {
        message:
          '`timeout` must be known before the run starts; `registered("a")` is known only during the run.',
      },
    ])
  })
})

describe('a deployment', () => {
  it('takes a registered version', () => {
    expectErrors(`${released}deploy api { model: fit.model }`, [
      {
        message: '`model` must be a registered version, and it is a trained model.',
        at: 'fit.model',
        hint: 'Give it a version first: `register release { name: "…", model: … }`, and take `release.version`.',
      },
    ])
  })

  it('keeps its signals for whoever watches', () => {
    const program = expectValid(deploy('watch: { fast: p95_latency <= 50ms }, rollback: "auto"'))
    expect(nodeOf(program, 'api').config.watch).toMatchObject({
      op: 'record',
      fields: { fast: { function: '<=', arguments: [{ op: 'ambient', name: 'p95_latency' }, {}] } },
    })
  })

  it('has a word for each condition', () => {
    const hint = 'What must hold while the service lives is said in `watch`.'
    expectErrors(deploy('require: { fast: p95_latency <= 50ms }'), [
      {
        message:
          '`require` must be known before the node starts; `p95_latency` is known only inside of the running node.',
        at: 'p95_latency <= 50ms',
        hint,
      },
    ])
    expectErrors(deploy('when: error_rate < 1%'), [
      {
        message:
          '`when` must be known before the node starts; `error_rate` is known only inside of the running node.',
        hint,
      },
    ])
    expectErrors(deploy('watch: { good: quality.accuracy > 0.9 }'), [
      { message: '`good` in `watch` never changes while the service runs.', at: 'quality.accuracy > 0.9' },
    ])
    expectErrors(deploy('alerts: { broken: { fires: true } }'), [
      { message: '`fires` in `alerts` never changes while the service runs.', at: 'true' },
    ])
  })

  it('watches what it rolls back by', () => {
    const message = '`api` rolls back by itself, and nothing says when.'
    expectErrors(deploy('rollback: "auto"'), [{ message, at: '"auto"' }])
    expectErrors(deploy('rollback: "auto", watch: {}'), [{ message }])
    expectValid(deploy('rollback: "manual"'))
  })

  it('grows as a canary', () => {
    expectValid(deploy('strategy: canary([10%, 25%, 100%], hold: 30s)'))
    expectErrors(deploy('strategy: canary([10%, 50%, 50%])'), [
      { message: 'The shares of a canary grow from step to step, and 50% follows 50%.', at: '50%' },
    ])
    expectErrors(deploy('strategy: canary([0%, 50%])'), [
      { message: 'A canary has a share of the requests at every step, and this is none.', at: '0%' },
    ])
    expectErrors(deploy('strategy: canary([])'), [
      { message: 'A canary has a share of the requests at every step, and this one has no step.' },
    ])
    expectErrors(deploy('strategy: canary([50%, 120%])'), [
      { message: 'Each item of `shares` must be a number from 0 to 1, and it is 1.2.' },
    ])
    expectErrors(`param first: float = 0.5\n${deploy('strategy: canary([first, 20%])')}`, [
      { message: 'The shares of a canary grow from step to step, and 20% follows 50%.' },
    ])
  })

  it('may be made by a command, which is quoted like any other', () => {
    const program = expectValid(deploy('strategy: command(run: "./up.sh ${inputs.model}")'))
    expect(nodeOf(program, 'api').config.strategy).toMatchObject({
      op: 'component',
      name: 'command',
      arguments: { run: { op: 'apply', function: 'shell' } },
    })
    expectErrors(deploy(`strategy: command(run: "./up.sh '\${inputs.model}'")`), [
      { message: "A hole can't stand inside single quotes: its quoting would break the command." },
    ])
  })

  it('decides its strategy before the run', () => {
    expectErrors(deploy('strategy: blue_green(instances: round(10 * quality.accuracy))'), [
      {
        message:
          '`strategy` must be known before the run starts; `quality.accuracy` is known only after `quality` has run.',
      },
    ])
  })
})

describe('an experiment', () => {
  const experiment = (fields: string) => `${deploy('port: 8080')}
experiment ab { service: api.service, unit: "user", samples: 1000, duration: 7d, ${fields} }`
  const arms = 'arms: { old: registered("moons"), new: release.version }'
  const weights = 'weights: { old: 50%, new: 50% }'
  const metrics = 'metrics: { success: rate("success"), wait: lower(mean("latency")) }'

  it('becomes a start and a conclusion that others read', () => {
    const program = expectValid(
      `${experiment(`${arms}, ${weights}, ${metrics}`)}
step full { run: "true", when: ab.winner == "new" and ab.success.p < 5% and ab.wait.arms.new < 1.0 }`,
    )
    const parts = program.nodes.filter(({ name }) => name === 'ab')
    expect(parts.map(({ id, config }) => [id, config.part])).toEqual([
      ['ab', { op: 'value', value: 'conclude' }],
      ['ab--start', { op: 'value', value: 'start' }],
    ])
    expect(parts[0]?.dependencies).toContainEqual({ node: 'ab--start', kind: 'order' })
    expect(nodeOf(program, 'full').dependencies).toEqual([{ node: 'ab', kind: 'order' }])
  })

  it('gives every arm a weight', () => {
    expectErrors(experiment(`${arms}, ${metrics}, weights: { old: 50%, newer: 50% }`), [
      { message: 'The arm `new` is in `arms` and not in `weights`.', at: 'new' },
      { message: 'The arm `newer` is in `weights` and not in `arms`.', at: 'newer' },
    ])
    expectErrors(experiment(`${arms}, ${metrics}, weights: { old: 50%, new: 40% }`), [
      { message: 'The weights of the arms add up to 90%, not to 100%.', at: '{ old: 50%, new: 40% }' },
    ])
  })

  it('compares arms', () => {
    expectErrors(experiment(`arms: { new: release.version }, weights: { new: 100% }, ${metrics}`), [
      { message: 'The experiment `ab` compares nothing: it needs two arms.' },
    ])
  })

  it('knows its arms', () => {
    const wrong = `${experiment(`${arms}, ${weights}, ${metrics}`)}
step full { run: "true", when: ab.winner == "newest" }`
    expectErrors(wrong, [
      { message: 'These are never equal: "old" or "new" or `none` and the text "newest".' },
    ])
  })
})
