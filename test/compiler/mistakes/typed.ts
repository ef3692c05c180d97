import { type Mistake, moons, points } from './mistake.ts'

const fit = 'train fit { model: mlp(), data: moons.train, validate: moons.val }'

/** Rule 2: everything is typed and checked before anything runs. */
export const typed: readonly Mistake[] = [
  {
    name: 'a name with a letter missing',
    program: `param hidden: int = 64
${moons}
train fit { model: mlp(hidden: [▸hiden]), data: moons.train }
step show { run: ["echo", hidden] }`,
    code: 'PIPE2001',
    hint: /`hidden`/,
  },
  {
    name: 'a field that a kind does not have',
    program: `${moons}
train fit { model: mlp(), data: moons.train, ▸epoch: 5 }`,
    code: 'PIPE2007',
    hint: /`epochs`/,
  },
  {
    name: 'a metric that was not asked for',
    program: `${moons}
${fit}
evaluate quality { model: fit.model, data: moons.test, metrics: { accuracy: accuracy() } }
notify done { to: webhook("http://localhost"), message: "\${quality.▸acuracy}" }`,
    code: 'PIPE2013',
    hint: /`accuracy`/,
  },
  {
    name: 'a number without its unit',
    program: 'step slow { run: "sleep 1", timeout: ▸30 }',
    code: 'PIPE3001',
    hint: /30s/,
  },
  {
    name: 'a number out of its range',
    program: `${moons}
train fit { model: mlp(dropout: ▸1.5), data: moons.train }`,
    code: 'PIPE3002',
    hint: /range/,
  },
  {
    name: 'a word that is none of the choices',
    program: `${moons}
train fit { model: mlp(activation: ▸"rellu"), data: moons.train }`,
    code: 'PIPE3003',
    hint: /"relu"/,
  },
  {
    name: 'a sum of unlike quantities',
    program: 'step slow { run: "true", timeout: ▸5m + 3 epochs }',
    code: 'PIPE3004',
    hint: /dimension/,
  },
  {
    name: 'a column that the data does not have',
    program: `dataset rows { source: csv("points.csv"), target: ▸"lable", split: hash(train: 80%, test: 20%) }
train fit { model: mlp(), data: rows.train }`,
    files: { 'points.csv': points },
    code: 'PIPE3021',
    hint: /`label`/,
  },
  {
    name: 'a metric of classes for a target of numbers',
    program: `dataset rows { source: csv("points.csv"), target: "x", split: hash(train: 80%, test: 20%) }
train fit { model: mlp(), data: rows.train }
evaluate quality { model: fit.model, data: rows.test, metrics: { good: ▸accuracy() } }`,
    files: { 'points.csv': points },
    code: 'PIPE3025',
    hint: /rmse/,
  },
  {
    name: 'a model where data belongs',
    program: `${moons}
${fit}
train more { model: mlp(), data: ▸fit.model }`,
    code: 'PIPE3001',
    hint: /Dataset|part/,
  },
  {
    name: 'a part of a dataset that is not split',
    program: `dataset whole { source: two_moons() }
train fit { model: mlp(), data: whole.▸train }`,
    code: 'PIPE3034',
    hint: /split/,
  },
  {
    name: 'a limit on time that only a result knows',
    program: `${moons}
${fit}
evaluate quality { model: fit.model, data: moons.test, metrics: { accuracy: accuracy() } }
step slow { run: "true", timeout: ▸1m * quality.accuracy }`,
    code: 'PIPE3007',
    hint: /param/,
  },
  {
    name: 'a secret in the text of a command',
    program: `secret token = env("TOKEN")
let header = token
step fetch { run: "curl -H \${▸header} https://example.org" }`,
    code: 'PIPE3008',
    hint: /`env:`/,
  },
  {
    name: 'a secret in a message',
    program: `secret token = env("TOKEN")
notify done { to: webhook("http://localhost"), message: "it was \${▸token}" }`,
    code: 'PIPE3008',
    hint: /`env:`/,
  },
  {
    name: 'a hole inside of quotes',
    program: `param name: string = "x"
step greet { run: "echo 'hello \${▸name}'" }`,
    code: 'PIPE3009',
    hint: /quotes away/,
  },
  {
    name: 'a list in the middle of a word',
    program: `param names: list(string) = ["a", "b"]
step greet { run: "greet --names=\${▸names}" }`,
    code: 'PIPE3210',
    hint: /join/,
  },
  {
    name: 'a regulation of a signal that the training does not have',
    program: `${moons}
regulation patience { observe: val.loss, limit: improves(), respond: stop() }
train fit { model: mlp(), data: moons.train, regulate: [▸patience] }`,
    code: 'PIPE3026',
    hint: /validate/,
  },
  {
    name: 'a swept model that is read as if it were tuned',
    program: `param lr: float = 1e-3
${moons}
train fit { model: mlp(), data: moons.train, optimizer: adam(lr: lr) }
evaluate judged { model: fit.model, data: moons.val, metrics: { accuracy: accuracy() } }
sweep tune { over: { lr: [1e-3, 1e-2] }, maximize: judged.accuracy }
register champion { name: "moons", model: ▸fit.model, bump: "minor" }`,
    code: 'PIPE2212',
    hint: /tune\.best\.fit\.model/,
  },
  {
    name: 'a rollback that nothing sets off',
    program: `${moons}
${fit}
register champion { name: "moons", model: fit.model, bump: "minor" }
deploy prod { model: champion.version, strategy: rolling(), rollback: ▸"auto" }`,
    code: 'PIPE3107',
    hint: /watch/,
  },
  {
    name: 'a canary that shrinks',
    program: `${moons}
${fit}
register champion { name: "moons", model: fit.model, bump: "minor" }
deploy prod { model: champion.version, strategy: canary([10%, 50%, ▸25%], hold: 5m) }`,
    code: 'PIPE3108',
    hint: /in order/,
  },
]
