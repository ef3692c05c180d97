import { describe, expect, it } from 'vitest'
import { expectErrors, expectValid, expectWarnings, nodeOf } from '../harness.ts'
import { study } from './study.ts'

const arms = (over = 'arm: ["plain", "wide"], seed: 1..5', more = '') =>
  `${study}sweep arms { over: { ${over} }, collect: { score: trial.m.score, loss: fit.loss }${more} }\n`

const compare = (fields: string) => `compare effect { trials: arms.trials, ${fields} }`
const sound = compare('by: "arm", replicate: "seed", baseline: "plain"')

describe('a comparison', () => {
  it('has outputs by arm and metric; the baseline is described and not compared', () => {
    const program = expectValid(
      `${arms()}${sound}
      step say {
        run: "cat \${effect.report} \${effect.wide.score.p_corrected} \${effect.plain.score.mean} \${effect.wide.loss.welch_t.p}"
        when: effect.wide.score.significant
      }`,
    )
    const { outputs, config, dependencies } = nodeOf(program, 'effect')
    expect(Object.keys(outputs).sort()).toEqual(['plain', 'report', 'verdict', 'wide'])
    expect(config.trials).toEqual({ op: 'output', node: 'arms', path: ['trials'] })
    expect(dependencies).toEqual([{ node: 'arms', kind: 'data' }])
    expectErrors(`${arms()}${sound}\nstep say { run: "echo \${effect.plain.score.p}" }`, [
      { message: 'There is no `p` in `effect.plain.score`.', at: 'p' },
    ])
  })

  it('is of the trials of a sweep, and of nothing else', () => {
    expectErrors(`${arms()}compare effect { trials: arms.trials.score, by: "arm", baseline: "plain" }`, [
      { message: 'A comparison is of the trials of a sweep, and this is a list.', at: 'arms.trials.score' },
    ])
  })

  it.each([
    [
      'by: "arn", replicate: "seed", baseline: "plain"',
      '`by` names `arn`, which `arms` does not sweep.',
      '"arn"',
    ],
    ['by: "arm", replicate: "seed", baseline: "deep"', '"deep" is none of the arms.', '"deep"'],
    [
      'by: "arm", replicate: "seed", baseline: "plain", metrics: ["scores"]',
      '`arms` collects no number called `scores`.',
      '"scores"',
    ],
  ])('knows its names: %s', (fields, message, at) => {
    expectErrors(`${arms()}${compare(fields)}`, [{ message, at }])
  })

  it('knows what replicates', () => {
    expectErrors(`${arms()}${compare('by: "arm", replicate: "sed", baseline: "plain"')}`, [
      {
        message: 'Trials of one `arm` also differ in `seed`, so a difference between arms could be that.',
        at: '"arm"',
      },
      {
        message: '`replicate` names `sed`, which `arms` does not sweep.',
        at: '"sed"',
        hint: 'Did you mean `seed`?',
      },
    ])
  })

  it('asks for arms that differ in nothing else', () => {
    expectErrors(`${arms('arm: ["plain", "wide"], seed: 1..5, lr: [1e-3]')}${sound}`, [
      {
        message: 'Trials of one `arm` also differ in `lr`, so a difference between arms could be that.',
        at: '"arm"',
      },
    ])
  })

  it('asks for arms that were tried alike', () => {
    expectErrors(`${arms(undefined, ', strategy: random(trials: 4)')}${sound}`, [
      { message: '`arms` draws its trials by `random`, so its arms are not tried alike.', at: 'arms.trials' },
    ])
  })

  it('asks for arms with names, and for two of them', () => {
    expectErrors(
      `${arms('hidden: 8..16, seed: 1..5, arm: ["plain"]')}${compare('by: "hidden", replicate: "seed", baseline: 8')}`,
      [
        {
          message: 'Trials of one `hidden` also differ in `arm`, so a difference between arms could be that.',
          at: '"hidden"',
        },
        {
          message: 'The arms are the values of `hidden`, and those are not written out in `arms`.',
          at: '"hidden"',
        },
      ],
    )
    expectErrors(`${arms('arm: ["plain"], seed: 1..5')}${sound}`, [
      { message: 'There is one value of `arm`, and a comparison needs two arms.', at: '"arm"' },
    ])
  })

  it('warns where the replicates can show hardly anything', () => {
    expectWarnings(
      `${study
        .replace(/^param hidden.*\n/m, '')
        .replace('[hidden]', '[8]')
        .replace(/^param lr.*\n/m, '')
        .replace('lr: lr', 'lr: 1e-3')}
      sweep arms { over: { arm: ["plain", "wide"], seed: 1..2 }, collect: { score: trial.m.score } }\n${sound}`,
      [{ message: 'With 2 values of `seed` hardly any difference can be shown.', at: '"seed"' }],
    )
  })
})
