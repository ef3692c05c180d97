import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostics/diagnostic.ts'
import { compile } from '../../src/compiler/compile.ts'
import { executableGoals, notExecutable, unusedServices } from '../../src/runtime/plan/executable.ts'
import { environmentOf, KnownOutputs } from '../../src/runtime/plan/known-outputs.ts'
import { memoryHost } from '../compiler/memory-host.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`
const environment = environmentOf(new Map(), new Map(), new KnownOutputs())

function programOf(text: string) {
  const { program, diagnostics } = compile(
    memoryHost({ 'main.pipe': text, 'a.jsonl': '{"text":"a"}\n' }),
    'main.pipe',
  )
  const errors = diagnostics.filter((diagnostic: Diagnostic) => diagnostic.severity === 'error')
  expect(errors.map(({ message }) => message)).toEqual([])
  if (!program) throw new Error('a program without errors has an IR')
  return program
}

/** What of the node `it` can't be executed. */
function parts(text: string): readonly string[] {
  const program = programOf(text)
  const node = program.nodes.find(({ name }) => name === 'it')
  if (!node) throw new Error('no node `it`')
  return notExecutable(node, program, environment)
}

const points = 'dataset points { source: two_moons(), split: hash(train: 80%, val: 20%) }\n'
const fit = `${points}train fit { model: mlp(), data: points.train }\n`

describe('what a version can execute', () => {
  it.each([
    [`${points}train it { model: mlp(), data: points.train }`],
    [`${fit}evaluate it { model: fit.model, data: points.val, metrics: { accuracy: accuracy() } }`],
    ['executor here = local()\nstep it { run: "true", runs_on: here, parallel: 2 }'],
    ['secret hook = env("HOOK")\nnotify it { to: slack(url: hook) }\nstep s { run: "true" }'],
    [`${fit}train it { data: points.train, init_from: fit.model, freeze: [] }`],
  ])('all of %s', (text) => {
    expect(parts(text)).toEqual([])
  })

  it.each<[string, string]>([
    [`${fit}register it { name: "m", model: fit.model }`, '`register`'],
    ['train it { run: "true" }', '`run` in `train`'],
    [`step it { run: "true", runs_in: container("a@${digest}") }`, '`runs_in`'],
    ['executor far = ssh(host: "h")\nstep it { run: "true", runs_on: far }', '`runs_on` a machine by `ssh`'],
    ['step it { inputs: { x: each([1, 2]) }, run: "echo ${inputs.x}" }', '`each`'],
    ['step it { run: "true", resources: { gpu: 1, gpu_kind: "a100" } }', '`resources.gpu_kind`'],
    [`${fit}train it { model: fit.model, data: points.train, freeze: ["net"] }`, '`freeze`'],
    [`${points}train it { model: vae(input: 2), data: points.train }`, '`vae`'],
    ['dataset it { source: mnist() }', '`mnist`'],
    ['dataset it { source: two_moons(), strata: ["label"] }', '`strata`'],
    [
      'dataset it { source: jsonl("a.jsonl"), schema: { text: string } }\nstep s { run: "cat ${it.all}" }',
      'a dataset of texts',
    ],
    ['step it { run: "true", when: or_else(registered("m").metrics.f1, 0.0) > 0.5 }', '`registered`'],
    ['notify it { to: email("a@b.example") }\nstep s { run: "true" }', '`email`'],
  ])('not of %s', (text, part) => {
    expect(parts(text)).toEqual([part])
  })

  it('not of what is kept from run to run', () => {
    const text =
      'step it { run: "echo ${or_else(previous.a, "")} > ${outputs.a}", outputs: { a: file("a", append_only: true) } }'
    expect(parts(text)).toEqual(['`previous`', '`append_only`'])
  })

  it('of nothing that waits for what it can not', () => {
    const program = programOf(
      `${fit}train foreign { run: "true" }\nstep after { run: "cat \${foreign.model}" }\nstep alone { run: "true" }`,
    )
    expect(executableGoals(program, environment)).toEqual(['alone', 'points', 'fit'])
  })
})

describe('services of a pipeline', () => {
  it('that nothing is sent to are told', () => {
    const program = programOf(
      'secret p = env("P")\npipeline a { store: s3("b"), lineage: neo4j(url: "bolt://h", password: p), tracking: [mlflow()] }\nstep s { run: "true" }',
    )
    expect(unusedServices(program).map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', 'This version does nothing yet with `store` of the pipeline.'],
      ['warning', 'This version does nothing yet with `lineage` of the pipeline.'],
      ['warning', 'This version does nothing yet with `tracking` of the pipeline.'],
    ])
    expect(unusedServices(programOf('pipeline a { tracking: [] }\nstep s { run: "true" }'))).toEqual([])
  })
})
