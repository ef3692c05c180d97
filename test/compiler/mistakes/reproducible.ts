import { type Mistake, moons } from './mistake.ts'

/** Rule 5: reproducible by default. What may differ tomorrow is said, or refused. */
export const reproducible: readonly Mistake[] = [
  {
    name: 'the date in a node that is cached',
    program: 'step stamp { run: ▸"echo ${run.date} > ${outputs.out}", outputs: { out: file("stamp.txt") } }',
    code: 'PIPE3033',
    hint: /cache: false/,
  },
  {
    name: 'the id of the run as an input',
    program: 'step stamp { run: "echo ${inputs.id}", inputs: ▸{ id: run.id } }',
    code: 'PIPE3033',
    hint: /cache: false/,
  },
  {
    name: 'an image that may be another one tomorrow',
    program: 'step build { run: "make", runs_in: container(▸"python:3.12") }',
    code: 'PIPE3113',
    hint: /sha256/,
  },
  {
    name: 'a package that may be another one tomorrow',
    program: 'step build { run: "make", runs_in: python(version: "3.11", packages: [▸"torch"]) }',
    code: 'PIPE3114',
    hint: /==/,
  },
  {
    name: 'packages that nothing names',
    program: 'step build { run: "make", runs_in: ▸python(version: "3.11") }',
    code: 'PIPE3124',
    hint: /lock/,
  },
  {
    name: 'a state that is made anew in each run',
    program: `step count { run: "count $BEFORE \${outputs.state}", env: { BEFORE: or_else(▸previous.state, "") }, outputs: { state: file("state.json") } }`,
    code: 'PIPE3118',
    hint: /append_only/,
  },
  {
    name: 'a seed that is no seed',
    program: `pipeline p { seed: ▸-1 }
step build { run: "make" }`,
    code: 'PIPE3002',
    hint: /range/,
  },
  {
    name: 'shares that deal more rows than there are',
    program: `dataset rows { source: two_moons(), split: ▸hash(train: 80%, val: 20%, test: 20%) }
train fit { model: mlp(), data: rows.train }`,
    code: 'PIPE3027',
    hint: /100%/,
  },
  {
    name: 'the status of a run that goes on',
    program: 'step tell { run: ["echo", ▸run.status], cache: false }',
    code: 'PIPE2026',
    hint: /notify/,
  },
  {
    name: 'a grid over what has no end',
    program: `param lr: float = 1e-3
${moons}
train fit { model: mlp(), data: moons.train, optimizer: adam(lr: lr) }
evaluate judged { model: fit.model, data: moons.val, metrics: { accuracy: accuracy() } }
sweep tune { over: { lr: ▸log_uniform(1e-4..1e-1) }, maximize: judged.accuracy, strategy: grid() }`,
    code: 'PIPE2205',
    hint: /tpe/,
  },
]
