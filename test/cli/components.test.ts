import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { eventsOf, folder, pipe } from './pipe.ts'

let place = ''

beforeEach(() => {
  place = folder()
  write('.git', 'gitdir: nowhere\n')
})

function write(name: string, text: string): void {
  writeFileSync(join(place, name), text)
}

const metric = 'component half { is: "metric", output value: float in 0..1, implementation: "./half.js" }'
const program = [
  metric,
  'dataset d { source: two_moons(samples: 60), split: ratio(train: 80%, val: 20%) }',
  'train t { model: linear(), data: d.train, epochs: 1 }',
  'evaluate e { model: t.model, data: d.val, metrics: { half: half() } }',
].join('\n')

describe('a metric in JavaScript', () => {
  it('is in the key of the nodes that use it by its text, and not by its name', () => {
    write('half.js', 'export default () => 0.5')
    write('main.pipe', program)
    const first = pipe(place, ['run', 'main.pipe', '--reporter', 'json'])
    expect(first).toMatchObject({ status: 0, stderr: '' })
    const found = eventsOf(first).find((event) => event.type === 'node-succeeded' && event.node === 'e')
    expect(found).toMatchObject({ metrics: { half: 0.5 } })

    write('other.js', readFileSync(join(place, 'half.js'), 'utf8'))
    write('main.pipe', program.replace('./half.js', './other.js'))
    expect(pipe(place, ['plan', 'main.pipe', '--exit-code']).status).toBe(0)

    write('other.js', 'export default () => 0.25')
    const plan = pipe(place, ['plan', 'main.pipe', '--exit-code'])
    expect(plan.status).toBe(3)
    expect(plan.stdout).toContain('config.metrics.half.implementation.file: other.js changed')
    expect(plan.stdout).toMatch(/cached\s+t\s+train/)
  })

  it('that fails is told at its node, with its line', () => {
    write('half.js', 'export default function half() {\n  throw new Error("no half")\n}')
    write('main.pipe', program)
    const run = pipe(place, ['run', 'main.pipe'])
    expect(run.status).toBe(1)
    expect(run.stdout + run.stderr).toContain(
      'error[PIPE2122]: The component `half` failed while it computed its value: no half (line 2).',
    )
  })
})

it('a role that no worker can execute is refused before anything runs', () => {
  write('half.js', 'export default () => 0.5')
  write(
    'main.pipe',
    program
      .replace('linear(), data', 'linear(), loss: mine(), data')
      .replace(metric, `${metric}\ncomponent mine { is: "loss", implementation: "./half.js" }`),
  )
  expect(pipe(place, ['check', 'main.pipe'])).toMatchObject({ status: 0, stderr: '' })
  const run = pipe(place, ['run', 'main.pipe'])
  expect(run.status).toBe(1)
  expect(run.stderr).toContain(
    "`t` can't be run by this version yet: it does not execute `mine`, a loss in JavaScript.",
  )
})
