import { type Mistake, moons, points } from './mistake.ts'

const fit = 'train fit { model: mlp(), data: moons.train, validate: moons.val }'
const final = 'evaluate final { model: fit.model, data: moons.test, metrics: { accuracy: accuracy() } }'
const swept = `param lr: float = 1e-3
${moons}
train fit { model: mlp(), data: moons.train, optimizer: adam(lr: lr) }
${final}`
const split = (how: string) =>
  `dataset rows { source: csv("points.csv"), target: "label", split: hash(train: 80%, val: 10%, test: 10%), transform: ${how} }`
const files = { 'points.csv': points }

/** Leak 1: choosing by a test part. */
export const choosing: readonly Mistake[] = [
  {
    name: 'a training that stops by the test part',
    program: `${moons}
regulation patience { observe: val.loss, limit: improves(), respond: stop() }
train fit { model: mlp(), data: moons.train, validate: ▸moons.test, regulate: [patience] }`,
    code: 'PIPE3201',
    hint: /moons\.val/,
  },
  {
    name: 'a sweep that maximizes a test metric',
    program: `${swept}
sweep tune { over: { lr: [1e-3, 1e-2] }, maximize: ▸final.accuracy }`,
    code: 'PIPE3201',
    hint: /test the winner once/,
  },
  {
    name: 'a sweep of sweeps that ends at a test metric',
    program: `${swept}
sweep seeds { over: { seed: 1..3 }, collect: { accuracy: final.accuracy } }
sweep tune { over: { lr: [1e-3, 1e-2] }, maximize: ▸mean(seeds.trials.accuracy) }`,
    code: 'PIPE3201',
    hint: /test the winner once/,
  },
  {
    name: 'a score by a test metric',
    program: `${moons}
${fit}
${final}
score best { from: final, value: ▸accuracy }`,
    code: 'PIPE3201',
    hint: /moons\.val/,
  },
  {
    name: 'a condition of a score on a test metric',
    program: `${moons}
${fit}
evaluate checked { model: fit.model, data: moons.test, metrics: { accuracy: accuracy() } }
score best { from: checked, value: 1.0, where: { good: ▸accuracy >= 0.9 } }`,
    code: 'PIPE3201',
    hint: /moons\.val/,
  },
  {
    name: 'a limit of a regulation from a test metric',
    program: `${moons}
${fit}
${final}
regulation enough { observe: loss, limit: at_least(▸final.accuracy), respond: stop() }
train next { model: mlp(), data: moons.train, regulate: [enough] }`,
    code: 'PIPE3201',
    hint: /allow_leak/,
  },
  {
    name: 'a release that is chosen by two tests',
    program: `${moons}
train a { model: mlp(), data: moons.train }
train b { model: logistic(), data: moons.train }
evaluate of_a { model: a.model, data: moons.test, metrics: { accuracy: accuracy() } }
evaluate of_b { model: b.model, data: moons.test, metrics: { accuracy: accuracy() } }
register best { name: "moons", bump: "minor", model: if ▸of_a.accuracy > of_b.accuracy then a.model else b.model }`,
    code: 'PIPE3201',
    hint: /moons\.val/,
  },
]

/** Leak 2: a transform that learns from more than the train part. */
export const fitting: readonly Mistake[] = [
  {
    name: 'a standardization over all rows',
    program: split('[standardize(fit_on: ▸"all")]'),
    files,
    code: 'PIPE3202',
    hint: /fit_on/,
  },
  {
    name: 'a fill that is worked out from all rows',
    program: split('[impute(with: "median", fit_on: ▸"all"), standardize()]'),
    files,
    code: 'PIPE3202',
    hint: /train part/,
  },
  {
    name: 'the values of all rows',
    program: split('[one_hot(columns: ["id"], fit_on: ▸"all")]'),
    files,
    code: 'PIPE3202',
    hint: /train part/,
  },
  {
    name: 'in a let',
    program: `let everything = "all"
${split('[standardize(fit_on: ▸everything)]')}`,
    files,
    code: 'PIPE3202',
    hint: /train part/,
  },
  {
    name: 'where a param chooses it',
    program: `param wide: bool = false
${split('[if wide then standardize(fit_on: ▸"all") else clip()]')}`,
    files,
    code: 'PIPE3202',
    hint: /allow_leak/,
  },
]

/** Leak 3: a model judged on rows that it was trained on. */
export const judging: readonly Mistake[] = [
  {
    name: 'an evaluation on the train part',
    program: `${moons}
${fit}
evaluate quality { model: fit.model, data: ▸moons.train, metrics: { accuracy: accuracy() } }`,
    code: 'PIPE3203',
    hint: /moons\.test/,
  },
  {
    name: 'through the model that it starts from',
    program: `${moons}
train warm { model: mlp(), data: moons.test }
train fit { init_from: warm.model, data: moons.train }
evaluate quality { model: fit.model, data: ▸moons.test, metrics: { accuracy: accuracy() } }`,
    code: 'PIPE3203',
    hint: /moons\.val/,
  },
  {
    name: 'through the second choice',
    program: `${moons}
${fit}
train spare { model: logistic(), data: moons.test }
evaluate quality { model: first_ok(fit.model, spare.model), data: ▸moons.test, metrics: { accuracy: accuracy() } }`,
    code: 'PIPE3203',
    hint: /allow_leak/,
  },
  {
    name: 'through rows that a command wrote',
    program: `${moons}
step harder { run: ["augment", export(moons.test, format: "jsonl"), outputs.rows], outputs: { rows: dataset("rows.csv", { x: float, y: float, label: int }) } }
dataset more { source: csv(harder.rows), schema: { x: float, y: float, label: int }, target: "label" }
train fit { model: mlp(), data: more.all }
evaluate quality { model: fit.model, data: ▸moons.test, metrics: { accuracy: accuracy() } }`,
    code: 'PIPE3203',
    hint: /moons\.val/,
  },
  {
    name: 'through the winner of a sweep',
    program: `param lr: float = 1e-3
${moons}
train fit { model: mlp(), data: moons.train, optimizer: adam(lr: lr) }
evaluate judged { model: fit.model, data: moons.val, metrics: { accuracy: accuracy() } }
sweep tune { over: { lr: [1e-3, 1e-2] }, maximize: judged.accuracy }
evaluate final { model: tune.best.fit.model, data: ▸moons.train, metrics: { accuracy: accuracy() } }`,
    code: 'PIPE3203',
    hint: /moons\.test/,
  },
  {
    name: 'a validation on the rows of the training',
    program: `${moons}
train fit { model: mlp(), data: moons.train, validate: ▸moons.train }`,
    code: 'PIPE3203',
    hint: /moons\.val/,
  },
  {
    name: 'through a component',
    program: `component trained {
  is: "node"
  param rows: Dataset
  train inner { model: mlp(), data: rows }
  output model: Model = inner.model
}
${moons}
trained first { rows: moons.test }
evaluate quality { model: first.model, data: ▸moons.test, metrics: { accuracy: accuracy() } }`,
    code: 'PIPE3203',
    hint: /moons\.val/,
  },
]

const pair = (
  first: string,
  second: string,
  data: string,
) => `dataset small { source: csv("points.csv"), target: "label"${first} }
dataset large { source: csv("points.csv"), target: "label"${second} }
train fit { model: mlp(), data: ${data} }`
const evaluate = (data: string) =>
  `evaluate quality { model: fit.model, data: ▸${data}, metrics: { accuracy: accuracy() } }`

/** Leak 4: two datasets that read one source without a common key. */
export const sharing: readonly Mistake[] = [
  {
    name: 'split in two ways',
    program: `${pair(', split: hash(train: 80%, test: 20%)', ', split: ratio(train: 80%, test: 20%)', 'small.train')}
${evaluate('large.test')}`,
    files,
    code: 'PIPE3204',
    severity: 'warning',
    hint: /hash\(…, key/,
  },
  {
    name: 'split by two keys',
    program: `${pair(', split: hash(train: 80%, test: 20%, key: "id")', ', split: hash(train: 80%, test: 20%, key: "x")', 'small.train')}
${evaluate('large.test')}`,
    files,
    code: 'PIPE3204',
    severity: 'warning',
    hint: /one key/,
  },
  {
    name: 'whole, and split',
    program: `${pair('', ', split: hash(train: 80%, test: 20%)', 'small.all')}
${evaluate('large.test')}`,
    files,
    code: 'PIPE3204',
    severity: 'warning',
    hint: /one dataset/,
  },
  {
    name: 'a glob that meets the other file',
    program: `dataset small { source: csv("data/a.csv"), target: "label", split: hash(train: 80%, test: 20%) }
dataset large { source: csv("data/*.csv"), target: "label", split: hash(train: 80%, test: 20%) }
train fit { model: mlp(), data: large.train }
${evaluate('small.test')}`,
    files: { 'data/a.csv': points, 'data/b.csv': points },
    code: 'PIPE3204',
    severity: 'warning',
    hint: /one dataset/,
  },
  {
    name: 'a training on one and a validation on the other',
    program: `${pair(', split: hash(train: 80%, val: 20%)', ', split: ratio(train: 80%, val: 20%)', 'small.train, validate: ▸large.val')}`,
    files,
    code: 'PIPE3204',
    severity: 'warning',
    hint: /one key/,
  },
]
