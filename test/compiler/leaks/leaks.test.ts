import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../src/base/diagnostics/diagnostic.ts'
import { compileText, expectValid, nodeOf } from '../harness.ts'

const moons =
  'dataset moons { source: two_moons(samples: 200), split: hash(train: 70%, val: 15%, test: 15%) }'
const fit = 'train fit { model: logistic(), data: moons.train, validate: moons.val }'
const tuning = 'evaluate tuning { model: fit.model, data: moons.val, metrics: { accuracy: accuracy() } }'
const final = 'evaluate final { model: fit.model, data: moons.test, metrics: { accuracy: accuracy() } }'
const schema = '{ x: float, y: float, label: int }'

/** The problems of a program, each as its code and the text that it points at. */
function problems(lines: readonly string[], severity: Diagnostic['severity'] = 'error'): readonly string[] {
  const text = lines.join('\n')
  return compileText(text)
    .diagnostics.filter((diagnostic) => diagnostic.severity === severity)
    .map(({ code, location }) => `${code} ${location ? text.slice(location.start, location.end) : ''}`)
}

describe('choosing by a test part', () => {
  it.each<[string, readonly string[], string]>([
    [
      'a validation',
      ['train fit { model: logistic(), data: moons.train, validate: moons.test }'],
      'moons.test',
    ],
    ['the value of a score', [fit, final, 'score best { from: final, value: accuracy }'], 'accuracy'],
    [
      'a condition of a score',
      [fit, final, 'score best { from: final, value: 1.0, where: { good: accuracy > 0.5 } }'],
      'accuracy > 0.5',
    ],
    [
      'a regulation',
      [
        fit,
        final,
        'regulation stop_there { observe: loss, limit: at_least(final.accuracy), respond: stop() }',
        'train next { model: logistic(), data: moons.train, regulate: [stop_there] }',
      ],
      'final.accuracy',
    ],
    [
      'a setting of a training',
      [
        fit,
        final,
        'train next { model: logistic(), data: moons.train, optimizer: adam(lr: 0.1 * (1.0 - final.accuracy)) }',
      ],
      '0.1 * (1.0 - final.accuracy)',
    ],
    [
      'a choice between models',
      [
        fit,
        final,
        'train other { model: logistic(), data: moons.train }',
        'evaluate chosen { model: if final.accuracy > 0.5 then fit.model else other.model, data: moons.val, metrics: { accuracy: accuracy() } }',
      ],
      'final.accuracy > 0.5',
    ],
    [
      'the objective of a sweep',
      [
        'param lr: float = 1e-3',
        'train fit { model: logistic(), data: moons.train, optimizer: adam(lr: lr) }',
        final,
        'sweep tune { over: { lr: [1e-3, 1e-2] }, maximize: final.accuracy }',
      ],
      'final.accuracy',
    ],
    [
      'an objective that reads another sweep',
      [
        'param lr: float = 1e-3',
        'train fit { model: logistic(), data: moons.train, optimizer: adam(lr: lr) }',
        final,
        'sweep seeds { over: { seed: 1..3 }, collect: { accuracy: final.accuracy } }',
        'sweep tune { over: { lr: [1e-3, 1e-2] }, minimize: 1 - mean(seeds.trials.accuracy) }',
      ],
      '1 - mean(seeds.trials.accuracy)',
    ],
    [
      'rows that a command made of them',
      [
        `step copy { run: ["cp", moons.test, outputs.rows], outputs: { rows: dataset("rows.csv", ${schema}) } }`,
        `dataset copied { source: csv(copy.rows), schema: ${schema}, target: "label" }`,
        'train fit { model: logistic(), data: moons.train, validate: copied.all }',
      ],
      'copied.all',
    ],
  ])('%s', (_, lines, at) => {
    expect(problems([moons, ...lines])).toEqual([`PIPE3201 ${at}`])
  })

  it('is no choice where a test is read to tell, to gate or to compare', () => {
    expectValid(
      [
        moons,
        fit,
        tuning,
        final,
        'score best { from: tuning, value: accuracy }',
        'evaluate last { model: best.chosen.model, data: moons.test, metrics: { accuracy: accuracy() } }',
        'step publish { run: ["echo", final.accuracy, last.accuracy], when: final.accuracy > 0.5 }',
        'notify done { to: webhook("http://localhost"), message: "${final.accuracy}" }',
      ].join('\n'),
    )
  })

  it('is no choice where a version is gated by a test, and a training goes on from it', () => {
    expectValid(
      [
        moons,
        fit,
        final,
        'register champion { name: "moons", model: fit.model, bump: "minor", require: { good: final.accuracy > 0.5 }, metrics: { accuracy: final.accuracy } }',
        'train more { model: logistic(), init_from: champion.model, data: moons.train }',
      ].join('\n'),
    )
  })

  it('offers the validation part', () => {
    const text = `${moons}\ntrain fit { model: logistic(), data: moons.train, validate: moons.test }`
    const [problem] = compileText(text).diagnostics
    expect(problem?.hint).toContain('Choose by `moons.val`')
    expect(problem?.fix?.edits.map((edit) => edit.text)).toEqual(['moons.val'])
  })
})

describe('a transform that learns from more than the train part', () => {
  const dataset = (transform: string, split = ', split: hash(train: 80%, test: 20%)') =>
    `dataset penguins { source: csv("penguins.csv"), drop: ["species", "island"], target: "year"${split}, transform: ${transform} }`

  it.each([
    ['[standardize(fit_on: "all"), impute()]', '"all"'],
    ['[impute(fit_on: "all"), standardize()]', '"all"'],
    ['[impute(), one_hot(fit_on: "all")]', '"all"'],
    ['[impute()] + [standardize(fit_on: "all")]', '"all"'],
    ['[impute(), if wide then standardize(fit_on: "all") else clip()]', '"all"'],
  ])('%s', (transform, at) => {
    expect(problems(['param wide: bool = true', dataset(transform)])).toEqual([`PIPE3202 ${at}`])
  })

  it('is none where there is one part, or nothing to learn', () => {
    expectValid(dataset('[impute(fit_on: "all")]', ''))
    expectValid(dataset('[impute(with: "zero", fit_on: "all"), standardize()]'))
  })
})

describe('judging a model on rows that it was trained on', () => {
  const evaluate = (model: string, data: string) =>
    `evaluate judged { model: ${model}, data: ${data}, metrics: { accuracy: accuracy() } }`

  it.each<[string, readonly string[], string]>([
    ['by itself', [fit, evaluate('fit.model', 'moons.train')], 'moons.train'],
    [
      'on rows that are not split',
      [
        'dataset all_of_it { source: two_moons(samples: 100) }',
        'train fit { model: logistic(), data: all_of_it }',
        evaluate('fit.model', 'all_of_it'),
      ],
      'all_of_it',
    ],
    [
      'through the model that it starts from',
      [
        'train warm { model: logistic(), data: moons.test }',
        'train fit { model: logistic(), init_from: warm.model, data: moons.train }',
        evaluate('fit.model', 'moons.test'),
      ],
      'moons.test',
    ],
    [
      'through an alternative',
      [
        'train wide { model: logistic(), data: moons.test }',
        fit,
        evaluate('first_ok(fit.model, wide.model)', 'moons.test'),
      ],
      'moons.test',
    ],
    [
      'through an export and a command',
      [
        `step copy { run: ["cp", export(moons.test, format: "jsonl"), outputs.rows], outputs: { rows: dataset("rows.jsonl", ${schema}) } }`,
        `dataset copied { source: jsonl(copy.rows), schema: ${schema}, target: "label", split: hash(train: 80%, test: 20%) }`,
        'train fit { model: logistic(), data: copied.train }',
        evaluate('fit.model', 'moons.test'),
      ],
      'moons.test',
    ],
    [
      'through a score',
      [
        fit,
        tuning,
        'score best { from: tuning, value: accuracy }',
        evaluate('best.chosen.model', 'moons.train'),
      ],
      'moons.train',
    ],
    [
      'while it is trained',
      ['train fit { model: logistic(), data: moons.train, validate: moons.train }'],
      'moons.train',
    ],
    [
      'while it goes on from another',
      [
        'train warm { model: logistic(), data: moons.val }',
        'train fit { model: logistic(), init_from: warm.model, data: moons.train, validate: moons.val }',
      ],
      'moons.val',
    ],
    [
      'by a command that measures',
      [
        fit,
        'step measured { run: ["measure", outputs.result], env: { MODEL: fit.model, ROWS: moons.train }, outputs: { result: metrics("m.json", { accuracy: float }) } }',
      ],
      'moons.train',
    ],
  ])('%s', (_, lines, at) => {
    expect(problems([moons, ...lines])).toEqual([`PIPE3203 ${at}`])
  })

  it('is none between the parts of one split, of a split of a part, and in a command that has other rows too', () => {
    expectValid(
      [
        moons,
        fit,
        final,
        `step copy { run: ["cp", moons.train, outputs.rows], outputs: { rows: dataset("rows.csv", ${schema}) } }`,
        `dataset again { source: csv(copy.rows), schema: ${schema}, target: "label", split: hash(train: 80%, test: 20%) }`,
        'train other { model: logistic(), data: again.train }',
        'evaluate inner { model: other.model, data: again.test, metrics: { accuracy: accuracy() } }',
        'evaluate outer { model: other.model, data: moons.test, metrics: { accuracy: accuracy() } }',
        'step drift { run: ["measure", outputs.result], env: { MODEL: fit.model, BEFORE: moons.train, NOW: moons.test }, outputs: { result: metrics("m.json", { shift: float }) } }',
      ].join('\n'),
    )
  })

  it('says which training it was, and where', () => {
    const text = [
      moons,
      'train warm { model: logistic(), data: moons.val }',
      'train fit { model: logistic(), init_from: warm.model, data: moons.train }',
      evaluate('fit.model', 'moons.val'),
    ].join('\n')
    const [problem] = compileText(text).diagnostics
    expect(problem?.message).toBe('`judged` is evaluated on `moons.val`, and `warm` trained the model on it.')
    const [related] = problem?.related ?? []
    expect(related?.message).toBe('`warm` trains on `moons.val` here')
    expect(problem?.hint).toContain('such as `moons.test`')
  })
})

describe('two datasets of one source', () => {
  const first =
    'dataset first { source: csv("penguins.csv"), target: "year", features: ["body_mass"], split: SPLIT }'
  const second = first.replaceAll('first', 'second')
  const both = (one: string, other: string, part = 'test') => [
    first.replace('SPLIT', one),
    second.replace('SPLIT', other),
    'train fit { model: logistic(), data: first.train }',
    `evaluate judged { model: fit.model, data: second.${part}, metrics: { accuracy: accuracy() } }`,
  ]

  it('are a warning where they are dealt in different ways', () => {
    const lines = both('hash(train: 80%, test: 20%)', 'ratio(train: 80%, test: 20%)')
    expect(problems(lines)).toEqual([])
    expect(problems(lines, 'warning')).toEqual(['PIPE3204 second.test'])
    expect(
      problems(both('hash(train: 80%, test: 20%, key: "island")', 'hash(train: 80%, test: 20%)'), 'warning'),
    ).toEqual(['PIPE3204 second.test'])
    expect(problems(both('hash(train: 80%, test: 20%)', 'none', 'all'), 'warning')).toEqual([
      'PIPE3204 second.all',
    ])
  })

  it('are as good as one where they are dealt in one way, or by a common key', () => {
    const alike = 'hash(train: 80%, test: 20%)'
    expect(problems(both(alike, alike), 'warning')).toEqual([])
    expect(problems(both(alike, alike, 'train'))).toEqual(['PIPE3203 second.train'])
    const keyed = (train: number) => `hash(train: ${train}%, test: ${100 - train}%, key: "island")`
    expect(problems(both(keyed(80), keyed(90)), 'warning')).toEqual([])
    expect(problems(both(keyed(80), keyed(90)))).toEqual([])
    expect(problems(both(keyed(80), keyed(50)))).toEqual(['PIPE3203 second.test'])
  })
})

describe('`allow_leak`', () => {
  const leaky =
    'evaluate judged { model: fit.model, data: moons.train, metrics: { accuracy: accuracy() }, allow_leak: "shows how well it fits" }'

  it('lets a leak pass, and the program says what it is and why', () => {
    const program = expectValid([moons, fit, leaky].join('\n'))
    expect(nodeOf(program, 'judged').allowedLeaks).toEqual([
      {
        code: 'PIPE3203',
        message: '`judged` is evaluated on `moons.train`, and `fit` trained the model on it.',
        reason: 'shows how well it fits',
      },
    ])
    expect(nodeOf(program, 'fit').allowedLeaks).toBeUndefined()
  })

  it('is no part of what a node makes', () => {
    const other = leaky.replace('shows how well it fits', 'another reason')
    const configs = [leaky, other].map(
      (line) => nodeOf(expectValid([moons, fit, line].join('\n')), 'judged').config,
    )
    expect(configs[0]).toEqual(configs[1])
  })

  it('needs a reason, and a leak', () => {
    expect(problems([moons, fit, leaky.replace('shows how well it fits', ' ')])).toEqual(['PIPE3206 " "'])
    expect(problems([moons, fit, leaky.replace('moons.train', 'moons.test')], 'warning')).toEqual([
      'PIPE3205 allow_leak',
    ])
  })

  it('is told once: what was selected so is no leak again', () => {
    const lines = [
      moons,
      fit,
      final,
      'score best { from: final, value: accuracy, allow_leak: "a trial" }',
      'evaluate last { model: best.chosen.model, data: moons.test, metrics: { accuracy: accuracy() } }',
      'train more { model: logistic(), init_from: best.chosen.model, data: moons.train }',
    ]
    expect(problems(lines)).toEqual([])
    expect(problems(lines, 'warning')).toEqual([])
  })
})
