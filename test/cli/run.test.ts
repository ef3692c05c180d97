import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { eventsOf, type Finished, folder, pipe, start } from './pipe.ts'

const nodesOf = (finished: Finished, type: string) =>
  eventsOf(finished)
    .filter((event) => event.type === type)
    .map((event) => event.node)

const learning = `pipeline moons { edition: "2026", seed: 3 }
param lr: float in 1e-5..1 = 1e-2
dataset moons { source: two_moons(samples: 300), target: "label", split: hash(train: 70%, val: 15%, test: 15%) }
train small { model: logistic(), data: moons.train, validate: moons.val, optimizer: adam(lr: lr), epochs: 3 }
train large { model: mlp(hidden: [8]), data: moons.train, validate: moons.val, epochs: 3 }
evaluate small_val { model: small.model, data: moons.val, metrics: { accuracy: accuracy() } }
evaluate large_val { model: large.model, data: moons.val, metrics: { accuracy: accuracy() } }
score best { from: [small_val, large_val], value: accuracy }
evaluate final { model: best.chosen.model, data: moons.test, metrics: { accuracy: accuracy() } }
`

describe('a learning program', () => {
  test('runs, then does nothing, then runs just what a changed param reaches and names the field', () => {
    const place = folder({ 'moons.pipe': learning })
    const first = pipe(place, ['run', '--reporter', 'json'])
    expect(first).toMatchObject({ status: 0, stderr: '' })
    expect(nodesOf(first, 'node-succeeded').sort()).toEqual(
      ['best', 'final', 'large', 'large-val', 'moons', 'small', 'small-val'].sort(),
    )
    const second = pipe(place, ['run', '--reporter', 'json'])
    expect(nodesOf(second, 'node-succeeded')).toEqual([])
    expect(nodesOf(second, 'node-cached')).toHaveLength(7)
    expect(pipe(place, ['plan', '--exit-code']).status).toBe(0)

    const plan = pipe(place, ['plan', '--exit-code', '--set', 'lr=0.02', '--json'])
    expect(plan.status).toBe(3)
    const small = JSON.parse(plan.stdout).find((node: { name: string }) => node.name === 'small')
    expect(small).toMatchObject({ decision: 'run', reason: expect.stringMatching(/lr.*0\.01.*0\.02/) })
    const third = pipe(place, ['run', '--set', 'lr=0.02', '--reporter', 'json'])
    expect(nodesOf(third, 'node-succeeded')).toEqual(expect.arrayContaining(['small', 'small-val']))
    expect(nodesOf(third, 'node-cached')).toEqual(expect.arrayContaining(['moons', 'large', 'large-val']))

    expect(pipe(place, ['runs']).stdout.trim().split('\n')).toHaveLength(4)
    expect(pipe(place, ['show', 'last', 'small']).stdout).toContain('val.loss')
    expect(JSON.parse(pipe(place, ['show', '--json']).stdout).run.status).toBe('success')
    expect(pipe(place, ['show', 'nosuch'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('PIPE8007'),
    })
  })

  test('gives the same bytes in another folder', () => {
    const keys = [0, 1].map(() => {
      const place = folder({ 'moons.pipe': learning })
      const events = eventsOf(pipe(place, ['run', '--reporter', 'json', '--jobs', '1']))
      return events
        .filter((event) => event.type === 'node-succeeded')
        .map(({ node, key, metrics }) => ({ node, key, metrics }))
        .sort((a, b) => (String(a.node) < String(b.node) ? -1 : 1))
    })
    expect(keys[0]).toEqual(keys[1])
  })
})

const slow = (marker: string) => `pipeline p { edition: "2026" }
step quick { run: "echo 1 > \${outputs.o}", outputs: { o: file("out/quick.txt") } }
step slow {
  run: "test -e ${marker} || { touch ${marker}; sleep 600; }; cat \${quick.o} > \${outputs.o}"
  outputs: { o: file("out/slow.txt") }
}
`

describe('an interrupted run', () => {
  test('Ctrl-C ends everything, and the next run does only what was left', async () => {
    const place = folder({ 'p.pipe': slow('started') })
    const run = start(place, ['run', '--reporter', 'json'])
    await run.until(
      /"type":"node-started","node":"slow"|"node":"slow"[^\n]*"type":"node-started"|node-started[^\n]*slow/,
    )
    while (!existsSync(join(place, 'started'))) await new Promise((resolve) => setImmediate(resolve))
    run.child.kill('SIGINT')
    expect(await run.finished).toBe(130)
    expect(run.output()).toContain('"cancelled"')
    const { stdout } = pipe(place, ['run', '--reporter', 'json'])
    expect(stdout).toMatch(/"node-cached"/)
    expect(readFileSync(join(place, 'out/slow.txt'), 'utf8')).toBe('1\n')
  })

  test('kill -9 loses only what had not finished', async () => {
    const place = folder({ 'p.pipe': slow('started') })
    const run = start(place, ['run', '--reporter', 'json'])
    while (!existsSync(join(place, 'started'))) await new Promise((resolve) => setImmediate(resolve))
    run.child.kill('SIGKILL')
    await run.finished
    const again = pipe(place, ['run', '--reporter', 'json'])
    expect(again.status).toBe(0)
    expect(nodesOf(again, 'node-cached')).toEqual(['quick'])
    expect(nodesOf(again, 'node-succeeded')).toEqual(['slow'])
  })
})

describe('faults', () => {
  const failing = (run: string, more = '') =>
    `pipeline p { edition: "2026" }\nstep s { run: ${JSON.stringify(run)}${more} }\nstep after { run: "true", needs: [s] }\nstep apart { run: "true" }\n`

  test.each([
    ['exits', 'echo why >&2; exit 3', ''],
    ['is not there', 'no-such-command-here', ''],
    ['is killed', 'kill -9 $$', ''],
    ['hangs', 'sleep 600', ', timeout: 200ms'],
    ['writes no output', 'true', ', outputs: { o: file("o.txt") }'],
  ])('a command that %s: one diagnostic, the rest goes on', (_, run, more) => {
    const finished = pipe(folder({ 'p.pipe': failing(run, more) }), ['run', '--reporter', 'json'])
    expect(finished.status).toBe(1)
    expect(nodesOf(finished, 'node-failed')).toEqual(['s'])
    expect(nodesOf(finished, 'node-skipped')).toEqual(['after'])
    expect(nodesOf(finished, 'node-succeeded')).toEqual(['apart'])
    expect(finished.stderr).not.toMatch(/\n\s+at /)
  })

  test('a damaged store is explained and rebuilt from what is sound', () => {
    const place = folder({
      'p.pipe': `pipeline p { edition: "2026" }\nstep s { run: "echo 1 > \${outputs.o}", outputs: { o: file("o.txt") } }\n`,
    })
    expect(pipe(place, ['run']).status).toBe(0)
    writeFileSync(join(place, '.pipe/store.sqlite'), 'not a database at all'.repeat(500))
    const again = pipe(place, ['run', '--reporter', 'json'])
    expect(again.status).toBe(0)
    expect(again.stderr).toContain('PIPE6')
    expect(nodesOf(again, 'node-cached')).toEqual(['s'])
  })

  test('a secret reaches the command and nothing else', () => {
    const program = `pipeline p { edition: "2026" }
secret token = env("TOKEN")
step s { run: "echo got $TOKEN; echo $TOKEN | rev > \${outputs.o}", env: { TOKEN: token }, outputs: { o: file("o.txt") } }
`
    const place = folder({ 'p.pipe': program })
    const finished = pipe(place, ['run', '--reporter', 'json'], { env: { TOKEN: 'hunter2-very-secret' } })
    expect(finished.status).toBe(0)
    expect(readFileSync(join(place, 'o.txt'), 'utf8')).toBe('terces-yrev-2retnuh\n')
    expect(finished.stdout).not.toContain('hunter2')
    const show = pipe(place, ['show', '--json']).stdout
    expect(show).toContain('got')
    expect(show).not.toContain('hunter2')
  })
})

test('exec does one node whose inputs are there, and says what is missing otherwise', () => {
  const place = folder({
    'p.pipe': `pipeline p { edition: "2026" }
step a { run: "echo 1 > \${outputs.o}", outputs: { o: file("a.txt") } }
step b { run: "cat \${a.o} > \${outputs.o}", outputs: { o: file("b.txt") } }
`,
  })
  expect(pipe(place, ['exec', 'b'])).toMatchObject({ status: 1, stderr: expect.stringContaining('a') })
  expect(pipe(place, ['exec', 'a']).status).toBe(0)
  expect(pipe(place, ['exec', 'b']).status).toBe(0)
  expect(readFileSync(join(place, 'b.txt'), 'utf8')).toBe('1\n')
  expect(nodesOf(pipe(place, ['run', '--reporter', 'json']), 'node-cached').sort()).toEqual(['a', 'b'])
})

test('--watch runs again when a file that the program reads changes', async () => {
  const place = folder({
    'in.txt': 'one',
    'p.pipe': `pipeline p { edition: "2026" }\nstep a { run: "cat in.txt > \${outputs.o}", outputs: { o: file("out/a.txt") } }\n`,
  })
  const run = start(place, ['run', '--watch', '--reporter', 'plain'])
  await run.until(/Watching/)
  writeFileSync(join(place, 'in.txt'), 'two')
  await run.until(/Watching[\s\S]*Watching/)
  expect(readFileSync(join(place, 'out/a.txt'), 'utf8')).toBe('two')
  run.child.kill('SIGINT')
  expect(await run.finished).toBe(0)
})
