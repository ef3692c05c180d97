import { type Mistake, moons } from './mistake.ts'

const version = `${moons}
train fit { model: mlp(), data: moons.train }
register ▸champion { name: "moons", model: fit.model, bump: "minor" }`

/** Rule 4: the same file on every engine. Names, paths and settings hold on all of them. */
export const engines: readonly Mistake[] = [
  {
    name: 'a target that there is not',
    program: 'step build { run: "make" }\ntarget ▸jenkins { runner: "x" }',
    code: 'PIPE3101',
    hint: /github/,
  },
  {
    name: 'a setting that an engine does not have',
    program: 'step build { run: "make" }\ntarget github { ▸namespace: "ml" }',
    code: 'PIPE2007',
    hint: /./,
  },
  {
    name: 'an executor that a target maps and nobody declared',
    program: 'step build { run: "make" }\ntarget github { executors: { ▸gpu: ["ubuntu-24.04"] } }',
    code: 'PIPE3116',
    hint: /none/,
  },
  {
    name: 'state that an engine would lose',
    program: `step count { run: "count \${outputs.state}", outputs: { state: ▸file("state.json", append_only: true) } }
target github {}`,
    code: 'PIPE3117',
    hint: /store/,
  },
  {
    name: 'a name that no engine takes as a job',
    program: 'step ▸buildAll { run: "make" }',
    code: 'PIPE2005',
    hint: /`build_all`/,
  },
  {
    name: 'a variable that no shell can have',
    program: 'step build { run: "make", env: { ▸"my-var": "x" } }',
    code: 'PIPE2036',
    hint: /letters/,
  },
  {
    name: 'a path with a backslash',
    program: 'dataset rows { source: csv(▸"data\\rows.csv") }',
    code: 'PIPE4002',
    hint: /./,
  },
  {
    name: 'a schedule that is no cron text',
    program: 'step build { run: "make" }\ntrigger nightly { schedule: ▸"every night" }',
    code: 'PIPE3103',
    hint: /0 2 \* \* 1/,
  },
  {
    name: 'a zone that engines do not know',
    program:
      'step build { run: "make" }\ntrigger nightly { schedule: "0 2 * * *", timezone: ▸"Europe/Madird" }',
    code: 'PIPE3104',
    hint: /Europe\/Madrid/,
  },
  {
    name: 'a trigger that sets what is no param',
    program:
      'param fast: bool = false\nstep build { run: ["make", fast] }\ntrigger nightly { manual: true, set: { ▸quick: true } }',
    code: 'PIPE3106',
    hint: /./,
  },
  {
    name: 'a place to run that is not declared',
    program: 'step build { run: "make", runs_on: ▸gpu }',
    code: 'PIPE2001',
    hint: /executor gpu/,
  },
  {
    name: 'shells that disagree on the quoting',
    program: `param name: string = "x"
step greet { run: "echo $'a' \${▸name}" }`,
    code: 'PIPE3044',
    hint: /plain quotes/,
  },
  {
    name: 'a deployment in a sweep',
    program: `param lr: float = 1e-3
${version.replace('data: moons.train }', 'data: moons.train, optimizer: adam(lr: lr) }')}
evaluate judged { model: fit.model, data: moons.val, metrics: { accuracy: accuracy() } }
deploy prod { model: champion.version, strategy: rolling() }
sweep tune { over: { lr: [1e-3, 1e-2] }, collect: { accuracy: judged.accuracy, made: champion.version } }`,
    code: 'PIPE2214',
    hint: /./,
  },
]
