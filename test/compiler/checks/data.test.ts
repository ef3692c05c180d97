import { describe, it } from 'vitest'
import { expectErrors, expectValid } from '../harness.ts'

const dataset = (fields: string) => `dataset d { source: csv("penguins.csv"), ${fields} }`

describe('columns', () => {
  it('are those of the file', () => {
    expectValid(dataset('target: "species", drop: ["island"], transform: [impute()]'))
  })

  it('are known by name, with a suggestion', () => {
    expectErrors(dataset('target: "specis", features: ["year"]'), [
      { message: '`d` has no column `specis`.', at: '"specis"', hint: 'Did you mean `species`?' },
    ])
  })

  it('may be named through a let', () => {
    expectErrors(`let wanted = ["yeer"]\n${dataset('target: "species", features: wanted')}`, [
      { message: '`d` has no column `yeer`.', at: '"yeer"' },
    ])
  })

  it('may be declared for a file that is not there yet', () => {
    expectValid('dataset d { source: csv("later.csv"), schema: { x: float, y: string }, target: "y" }')
  })

  it('of generated sets are coordinates and a label', () => {
    expectValid('dataset d { source: spirals(dimensions: 4), features: ["x0", "x3"] }')
    expectErrors('dataset d { source: two_moons(), features: ["z"] }', [
      { message: '`d` has no column `z`.', at: '"z"' },
    ])
  })
})

describe('features', () => {
  it('are numbers without gaps after the transforms', () => {
    expectValid(dataset('target: "species", transform: [impute(), one_hot(), standardize()]'))
  })

  it('that are texts or have gaps are named together', () => {
    expectErrors(dataset('target: "body_mass"'), [
      {
        message: 'The columns `species`, `island` of `d` hold texts, and a model learns from numbers.',
        at: 'source',
      },
      { message: 'The column `bill_length` of `d` has missing values.', at: 'source' },
    ])
  })

  it('may lose the rows that lack the target', () => {
    expectValid(
      dataset(
        'target: "species", drop: ["island"], transform: [impute(with: "drop", columns: ["species", "bill_length"])]',
      ),
    )
    expectErrors(
      dataset(
        'target: "species", drop: ["island"], transform: [impute(columns: ["species", "bill_length"])]',
      ),
      [{ message: 'What `d` learns from has no column `species`.', at: '"species"' }],
    )
  })

  it('are followed through the transforms in order', () => {
    expectErrors(
      dataset('target: "species", drop: ["bill_length"], transform: [one_hot(), clip(columns: ["island"])]'),
      [{ message: 'What `d` learns from has no column `island`.', at: '"island"' }],
    )
  })
})

describe('targets', () => {
  const numbers = dataset('target: "bill_depth", features: ["year"], split: hash(train: 50%, val: 50%)')
  const classes = dataset('target: "species", features: ["year"], split: hash(train: 50%, val: 50%)')

  it('of classes take accuracy, of numbers rmse', () => {
    expectValid(
      `${classes}\ntrain t { model: logistic(), data: d.train }\nevaluate e { model: t.model, data: d.val, metrics: { a: accuracy() } }`,
    )
    expectValid(
      `${numbers}\ntrain t { model: linear(), data: d.train, loss: mae() }\nevaluate e { model: t.model, data: d.val, metrics: { a: rmse(), m: mae() } }`,
    )
  })

  it('decide which metrics make sense', () => {
    expectErrors(
      `${numbers}\ntrain t { model: linear(), data: d.train }\nevaluate e { model: t.model, data: d.val, metrics: { a: accuracy() } }`,
      [
        {
          message: '`accuracy` is for a target of classes, and the target `bill_depth` holds numbers.',
          at: 'accuracy()',
          hint: 'For numbers there is mae, rmse, r2.',
        },
      ],
    )
  })

  it('are the same where a model is judged', () => {
    const other = 'dataset o { source: csv("penguins.csv"), target: "island", features: ["year"] }'
    expectErrors(
      `${classes}\n${other}\ntrain t { model: mlp(), data: d.train }\nevaluate e { model: t.model, data: o, metrics: { a: accuracy() } }`,
      [
        {
          message:
            'The model in `e` learns to predict `species` from `d.train`, and the target of `o.all` is `island`.',
          at: 'o',
        },
      ],
    )
  })

  it('decide what validation tells', () => {
    const used = '\nstep s { run: "echo ${t.val.accuracy}" }'
    expectValid(`${classes}\ntrain t { model: mlp(), data: d.train, validate: d.val }${used}`)
    expectErrors(`${numbers}\ntrain t { model: mlp(), data: d.train, validate: d.val }${used}`, [
      { message: 'There is no `accuracy` in `t.val`.', at: 'accuracy', hint: 'There is `loss` and `rmse`.' },
    ])
  })
})

describe('parts', () => {
  it('are those that a split gives rows', () => {
    expectErrors(
      'dataset d { source: two_moons(), split: hash(train: 80%, test: 20%) }\nstep s { run: "cat ${d.val}" }',
      [{ message: '`d` has no output `val`.', at: 'val', hint: 'It has `train` and `test`.' }],
    )
  })

  it('are one without a split, which the dataset names', () => {
    expectValid('dataset d { source: two_moons() }\nstep s { run: "cat ${d} ${d.all}" }')
    expectErrors('dataset d { source: two_moons() }\nstep s { run: "cat ${d.train}" }', [
      { message: '`d` is not split, so it has no part `train`.', at: 'train' },
    ])
  })

  it('add up to at most everything', () => {
    expectValid('dataset d { source: two_moons(), split: hash(train: 70%, val: 15%, test: 15%) }')
    expectErrors(
      'param p: float = 50%\ndataset d { source: two_moons(), split: ratio(train: p, test: 60%) }',
      [
        {
          message: 'The shares of the parts add up to 110%, more than 100%.',
          at: 'ratio(train: p, test: 60%)',
        },
      ],
    )
  })
})
