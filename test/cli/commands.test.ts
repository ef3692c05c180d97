import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { validateProgram } from '../../src/ir/validate.ts'
import { folder, pipe, root } from './pipe.ts'

const good = `pipeline p { edition: "2026" }

step hello { run: "echo hi > \${outputs.text}", outputs: { text: file("out/hi.txt") } }
`
const bad = `pipeline p { edition: "2026" }

step hello { run: "echo hi", outputz: { text: file("hi.txt") } }
`

describe('help', () => {
  const commands = [
    'init',
    'check',
    'fmt',
    'plan',
    'run',
    'exec',
    'runs',
    'show',
    'explain',
    'import',
    'doctor',
  ]

  test('names every command', () => {
    const { status, stdout } = pipe(folder(), ['--help'])
    expect(status).toBe(0)
    for (const command of commands) expect(stdout).toContain(command)
  })

  test.each(commands)('%s --help shows examples', (command) => {
    const { status, stdout } = pipe(folder(), [command, '--help'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/Examples:\n {2}\$ pipe /)
  })

  test.each([['runn'], ['run', '--jbs', '2'], ['run', '--jobs', 'two'], ['explain']])(
    'wrong usage exits 2: %s %s',
    (...args) => {
      const { status, stderr } = pipe(folder({ 'p.pipe': good }), args)
      expect(status).toBe(2)
      expect(stderr).not.toMatch(/\n\s+at /)
    },
  )
})

describe('check', () => {
  test('a good program', () => {
    expect(pipe(folder({ 'p.pipe': good }), ['check'])).toMatchObject({ status: 0, stderr: '' })
  })

  test('a wrong one is explained where it is wrong', () => {
    const { status, stderr } = pipe(folder({ 'p.pipe': bad }), ['check'])
    expect(status).toBe(1)
    expect(stderr).toContain('p.pipe:3:')
    expect(stderr).toContain('outputs')
  })

  test('--json and --sarif are JSON with the place', () => {
    const place = folder({ 'p.pipe': bad })
    const json = JSON.parse(pipe(place, ['check', '--json']).stdout)
    expect(JSON.stringify(json)).toContain('PIPE2')
    const sarif = JSON.parse(pipe(place, ['check', '--sarif']).stdout)
    expect(sarif.version).toBe('2.1.0')
    expect(sarif.runs[0].results[0].locations[0].physicalLocation.region.startLine).toBe(3)
  })

  test('--ir is a program that the published schema accepts', async () => {
    const json = JSON.parse(pipe(folder({ 'p.pipe': good }), ['check', '--ir']).stdout)
    expect(await validateProgram(json)).toMatchObject({ ok: true })
    const published = JSON.parse(readFileSync(join(root, 'dist/program.schema.json'), 'utf8'))
    expect(published.$id).toContain('program-1')
  })

  test('no program, several, a missing one', () => {
    expect(pipe(folder(), ['check'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('PIPE8002'),
    })
    const two = folder({ 'a.pipe': good, 'b.pipe': good })
    expect(pipe(two, ['check'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('a.pipe, b.pipe'),
    })
    expect(pipe(two, ['check', 'a.pipe', 'b.pipe'])).toMatchObject({ status: 0 })
    expect(pipe(two, ['check', 'c.pipe'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('PIPE8001'),
    })
  })
})

describe('fmt', () => {
  const untidy = `pipeline p {edition:"2026"}\nlet a   =   1 # one\n`

  test('--check says so and changes nothing; fmt mends it; then --check is content', () => {
    const place = folder({ 'p.pipe': untidy })
    const before = pipe(place, ['fmt', '--check'])
    expect(before).toMatchObject({ status: 1, stderr: expect.stringContaining('PIPE8011') })
    expect(readFileSync(join(place, 'p.pipe'), 'utf8')).toBe(untidy)
    expect(pipe(place, ['fmt']).status).toBe(0)
    expect(readFileSync(join(place, 'p.pipe'), 'utf8')).toBe(
      'pipeline p { edition: "2026" }\nlet a = 1  # one\n',
    )
    expect(pipe(place, ['fmt', '--check']).status).toBe(0)
  })

  test('reads standard input', () => {
    expect(pipe(folder(), ['fmt', '-'], { input: untidy }).stdout).toBe(
      'pipeline p { edition: "2026" }\nlet a = 1  # one\n',
    )
  })

  test('leaves a file with syntax errors alone', () => {
    const broken = 'pipeline p { edition: \n'
    const place = folder({ 'p.pipe': broken })
    expect(pipe(place, ['fmt']).status).toBe(1)
    expect(readFileSync(join(place, 'p.pipe'), 'utf8')).toBe(broken)
  })
})

describe('explain', () => {
  test.each([
    ['PIPE2001', 'Nothing here is called'],
    ['train', 'batch_size'],
    ['train.optimizer', 'adam()'],
    ['adam', 'Kingma'],
  ])('%s', (topic, text) => {
    expect(pipe(folder(), ['explain', topic])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(text),
    })
  })

  test.each([
    ['PIPE0000', 'PIPE8009'],
    ['trian', 'train'],
    ['train.optimiser', 'train.optimizer'],
  ])('%s is not there', (topic, text) => {
    expect(pipe(folder(), ['explain', topic])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(text),
    })
  })
})

test('init writes what runs, and overwrites nothing', () => {
  const place = folder()
  expect(pipe(place, ['init', 'words', '--starter', 'commands']).status).toBe(0)
  const here = join(place, 'words')
  expect(pipe(here, ['fmt', '--check']).status).toBe(0)
  expect(pipe(here, ['run']).status).toBe(0)
  expect(JSON.parse(readFileSync(join(here, 'out/report.json'), 'utf8'))).toEqual({ words: 5 })
  expect(pipe(place, ['init', 'words', '--starter', 'commands'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('PIPE8006'),
  })
})

test('doctor says what is there', () => {
  const { status, stdout } = pipe(folder(), ['doctor'])
  expect(status).toBe(0)
  expect(stdout).toContain(process.version)
  expect(stdout).toContain('tfjs')
  expect(JSON.parse(pipe(folder(), ['doctor', '--json']).stdout)).toBeInstanceOf(Array)
})

describe('params', () => {
  const program = `pipeline p { edition: "2026" }
param n: int in 1..9 = 3
param wait: duration = 5m
step s { run: "echo \${n} \${seconds(wait)} > \${outputs.o}", outputs: { o: file("o.txt") } }
`
  const written = (place: string) => readFileSync(join(place, 'o.txt'), 'utf8').trim()

  test('the environment, a file and --set, the stronger over the weaker', () => {
    const place = folder({ 'p.pipe': program, 'a.yaml': 'n: 5\nwait: 1h\n', 'b.json': '{"n": 6}' })
    expect(pipe(place, ['run'], { env: { PIPE_PARAM_N: '4' } }).status).toBe(0)
    expect(written(place)).toBe('4 300')
    pipe(place, ['run', '--params', 'a.yaml'], { env: { PIPE_PARAM_N: '4' } })
    expect(written(place)).toBe('5 3600')
    pipe(place, ['run', '--params', 'a.yaml', '--params', 'b.json', '--set', 'wait=2s'])
    expect(written(place)).toBe('6 2')
  })

  test.each([
    [['--set', 'n=10'], '1..9'],
    [['--set', 'm=1'], '`n`'],
    [['--set', 'wait=5'], '"5m"'],
    [['--set', 'n'], 'PIPE8004'],
    [['--params', 'none.yaml'], 'PIPE8005'],
  ])('%j is refused with a reason', (args, text) => {
    const { status, stderr } = pipe(folder({ 'p.pipe': program }), ['plan', ...args])
    expect(status).not.toBe(0)
    expect(stderr).toContain(text)
  })
})

describe('a large program', () => {
  const steps = (last: string) =>
    `${Array.from({ length: 250 }, (_, index) => `step s${index} { run: "true ${index}" }`).join('\n')}\n${last}\n`

  test('is compiled again only when something that it reads has changed', () => {
    const project = folder({ 'large.pipe': steps('param unread = 1') })
    expect(pipe(project, ['run']).status).toBe(0)
    const first = pipe(project, ['plan'])
    const [kept] = readdirSync(join(project, '.pipe/compiled'))
    expect(kept).toBeDefined()
    expect(pipe(project, ['plan'])).toEqual(first)
    expect(first.stderr).toContain('unread')
    writeFileSync(join(project, 'large.pipe'), steps('step wrong { run: trve }'))
    expect(pipe(project, ['plan']).stderr).toContain('PIPE2001')
    writeFileSync(join(project, 'large.pipe'), steps('param unread = 1'))
    writeFileSync(join(project, '.pipe/compiled', String(kept)), '{"torn')
    expect(pipe(project, ['plan'])).toEqual(first)
  })
})
