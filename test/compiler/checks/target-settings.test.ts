import { describe, expect, it } from 'vitest'
import { expectErrors, expectValid } from '../harness.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

const program = [
  'param rounds: int = 1',
  'secret token = env("TOKEN")',
  'executor gpu = labelled("gpu")',
  'step go { run: "echo ${rounds}", env: { T: token }, runs_on: gpu }',
  '',
].join('\n')

describe('a target', () => {
  it('is the settings of an engine, all of them', () => {
    const { targets } = expectValid(
      `${program}target github { executors: { gpu: ["self-hosted", "gpu"] }, dispatch: ["rounds"] }
target kubernetes { image: "ghcr.io/a/pipe@${digest}", secrets: { token: secret_key("ci", "token") },
  serving: { replicas: 1..10, cpu_target: 70% }, artifacts: s3("bucket"), without: ["trigger"] }`,
    )
    expect(targets.map(({ name }) => name)).toEqual(['github', 'kubernetes'])
    expect(targets[0]?.settings).toMatchObject({
      runner: { op: 'value', value: 'ubuntu-24.04' },
      executors: { op: 'value', value: { gpu: ['self-hosted', 'gpu'] } },
      without: { op: 'value', value: [] },
    })
    expect(targets[1]?.settings.serving).toEqual({
      op: 'value',
      value: { replicas: { $range: [1, 10] }, cpu_target: 0.7, memory_target: null },
    })
  })

  it('is of an engine that there is', () => {
    expectErrors('step go { run: "true" }\ntarget githup { runner: "x" }', [
      { message: 'There is no target `githup`.', at: 'githup', hint: 'Did you mean `github`?' },
    ])
  })

  it('has the fields of its engine', () => {
    expectErrors('step go { run: "true" }\ntarget dvc { runner: "x" }', [
      { message: '`target` has no field `runner`.', at: 'runner' },
    ])
  })

  it('names what the program has', () => {
    const target = (fields: string) => `${program}target github { ${fields} }`
    expectErrors(target('executors: { gpus: ["x"] }'), [
      {
        message:
          '`executors` of the target `github` names the executor `gpus`, which the program does not have.',
        at: 'gpus',
        hint: 'Did you mean `gpu`?',
      },
    ])
    expectErrors(target('dispatch: ["go"]'), [
      {
        message: '`dispatch` of the target `github` names the param `go`, which the program does not have.',
        at: '"go"',
        hint: 'It has rounds.',
      },
    ])
    expectErrors(`${program}target kubernetes { secrets: { key: secret_key("a", "b") } }`, [
      {
        message:
          '`secrets` of the target `kubernetes` names the secret `key`, which the program does not have.',
      },
    ])
  })

  it('is known when the file is checked', () => {
    expectErrors(`${program}target dvc { remote: "s3://\${rounds}" }`, [
      {
        message:
          '`remote` must be known when the file is checked; `rounds` is known only when a run is planned.',
      },
    ])
  })

  it('has an image with a digest', () => {
    expectErrors(`${program}target kubernetes { image: "ghcr.io/a/pipe:1" }`, [
      { message: 'The image `ghcr.io/a/pipe:1` may be another one tomorrow: it has no digest.' },
    ])
  })

  it('is no value', () => {
    expectErrors('step s { run: "echo ${dvc}" }\ntarget dvc { remote: "x" }', [
      { message: "The target `dvc` can't be used as a value.", at: 'dvc' },
    ])
  })
})

describe('state from run to run', () => {
  const kept =
    'step s { run: "cat ${or_else(previous.seen, "none")} > ${outputs.seen}", outputs: { seen: file("seen.json", append_only: true) } }\n'

  it('is read as the last run left it', () => {
    const { nodes } = expectValid(kept)
    expect(nodes[0]?.config.run).toMatchObject({
      arguments: [
        {},
        { function: 'or_else', arguments: [{ op: 'previous', output: 'seen' }, {}] },
        {},
        {},
        {},
      ],
    })
  })

  it('is kept for what is append-only', () => {
    expectErrors('step s { run: "cat ${or_else(previous.a, "")}", outputs: { a: file("a.txt") } }', [
      { message: '`previous.a` has no value: `a` is made anew in each run.', at: 'previous.a' },
    ])
    expectErrors('step s { run: "cat ${or_else(previous.b, "")}", outputs: { a: file("a.txt") } }', [
      { message: 'There is no `b` in `previous`.', at: 'b' },
    ])
  })

  it('needs a store where every run begins on an empty machine', () => {
    expectErrors(`${kept}target github { runner: "ubuntu-24.04" }`, [
      {
        message: '`s.seen` is kept from run to run, and `github` starts each run on an empty machine.',
        at: 'file("seen.json", append_only: true)',
      },
    ])
    expectValid(`pipeline p { store: s3("bucket") }\n${kept}target github { runner: "ubuntu-24.04" }`)
    expectValid(`${kept}target dvc { remote: "s3://bucket" }`)
  })
})

describe('what a command runs in', () => {
  const step = (place: string) => `step s { run: "true", runs_in: ${place} }`

  it('is part of the node', () => {
    const { nodes } = expectValid(`let ruby = container("ruby:3.3@${digest}")\n${step('ruby')}`)
    expect(nodes[0]?.environment).toEqual({
      op: 'component',
      name: 'container',
      is: 'environment',
      arguments: { image: { op: 'value', value: `ruby:3.3@${digest}` } },
    })
  })

  it.each([
    `container("ruby:3.3@${digest}")`,
    'python(version: "3.11", packages: ["torch==2.4.0", "uvicorn[standard]==0.30.0", "nw @ git+https://a/b@1"])',
    'python(version: "3.11", lock: "requirements.lock")',
    'conda("environment.lock")',
    'node(version: "22", lock: "package-lock.json")',
  ])('may be %s', (place) => {
    expectValid(step(place), { 'requirements.lock': '', 'environment.lock': '', 'package-lock.json': '{}' })
  })

  it('is the same tomorrow', () => {
    expectErrors(step('container("ruby:3.3")'), [
      { message: 'The image `ruby:3.3` may be another one tomorrow: it has no digest.', at: '"ruby:3.3"' },
    ])
    expectErrors(step('container("ruby@sha256:12")'), [
      { message: 'The image `ruby` may be another one tomorrow: it has no digest.' },
    ])
    expectErrors(step('python(version: "3.11", packages: ["torch", "numpy>=1.2", "jax==*"])'), [
      {
        message: 'The package `torch` may be another one tomorrow: it has no version.',
        hint: 'Write `torch==1.2.3`, or name a lock file: `lock: "…"`.',
      },
      { message: 'The package `numpy>=1.2` may be another one tomorrow: it has no version.' },
      { message: 'The package `jax==*` may be another one tomorrow: it has no version.' },
    ])
    expectErrors(step('node(version: "22")'), [
      { message: '`node` names neither packages nor a lock file, so nothing is known of what is in it.' },
    ])
    expectErrors(step('conda("nowhere.lock")'), [
      { message: 'No file of the project matches `nowhere.lock`.', at: '"nowhere.lock"' },
    ])
  })
})
