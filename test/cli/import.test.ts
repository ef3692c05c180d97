import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder, pipe } from './pipe.ts'

const dvc = `stages:
  Train:
    cmd: echo \${lr} > model.bin
    outs:
      - model.bin:
          remote: archive
`
const workflow = 'on: push\njobs:\n  hello:\n    runs-on: ubuntu-latest\n    steps: [{run: echo hello}]\n'

test('writes a program that is formatted, checks and runs', () => {
  const place = folder({ 'dvc.yaml': dvc, 'params.yaml': 'lr: 0.5\n' })
  const { status, stdout, stderr } = pipe(place, ['import', '.', '--out', 'train.pipe'])
  expect(status).toBe(0)
  expect(stdout).toContain('wrote train.pipe')
  expect(stdout).toMatch(/Train +train +\(step\)/)
  expect(stderr).toMatch(/PIPE8330[\s\S]*dvc\.yaml:6:11/)
  expect(pipe(place, ['fmt', '--check', 'train.pipe']).status).toBe(0)
  expect(pipe(place, ['check', 'train.pipe']).status).toBe(0)
  expect(pipe(place, ['run', 'train.pipe', '--set', 'lr=0.25']).status).toBe(0)
  expect(readFileSync(join(place, 'model.bin'), 'utf8')).toBe('0.25\n')
})

test('without --out the program goes to the terminal alone', () => {
  const place = folder({ 'dvc.yaml': dvc, 'params.yaml': 'lr: 0.5\n' })
  const { stdout } = pipe(place, ['import', 'dvc.yaml'])
  expect(pipe(place, ['fmt', '-'], { input: stdout }).stdout).toBe(stdout)
  expect(existsSync(join(place, 'dvc.pipe'))).toBe(false)
})

test('a workflow runs at the root of its repository, wherever it is named from', () => {
  const place = folder({ '.github/workflows/ci.yml': workflow })
  for (const argument of ['.', '.github/workflows/ci.yml']) {
    const { status, stdout } = pipe(place, ['import', argument, '--json'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ from: 'github', out: null, errors: 0 })
  }
  expect(pipe(place, ['import', '.', '--out', '.github/workflows/ci.pipe'])).toMatchObject({ status: 2 })
})

test('--json lists what is not carried over and what became of names', () => {
  const place = folder({ 'dvc.yaml': dvc, 'params.yaml': 'lr: 0.5\n' })
  const report = JSON.parse(pipe(place, ['import', '.', '--json']).stdout)
  expect(report.renames).toEqual([{ what: 'step', from: 'Train', to: 'train' }])
  expect(report.diagnostics).toMatchObject([
    { code: 'PIPE8330', location: { file: 'dvc.yaml', start: { line: 6, column: 11 } } },
  ])
})

test.each([
  ['nothing to import', { 'a.txt': '' }, ['.'], 'PIPE8306'],
  ['several', { 'dvc.yaml': dvc, '.github/workflows/a.yml': workflow }, ['.'], 'PIPE8307'],
  ['no such file', {}, ['dvc.yaml'], 'PIPE8001'],
  ['an existing program', { 'dvc.yaml': dvc, 'a.pipe': '' }, ['.', '--out', 'a.pipe'], 'PIPE8315'],
  ['another folder', { 'dvc.yaml': dvc, 'b/x': '' }, ['.', '--out', 'b/a.pipe'], 'PIPE8316'],
] as const)('wrong usage exits 2: %s', (_, files, args, code) => {
  const { status, stderr } = pipe(folder(files), ['import', ...args])
  expect(status).toBe(2)
  expect(stderr).toContain(code)
})

test.each([
  ['another form', { 'compose.yaml': 'services: {}\n' }, 'PIPE8308'],
  ['an unknown variable', { 'compose.yaml': dvc }, 'PIPE8310'],
  ['no YAML', { 'compose.yaml': 'a: [\n' }, 'PIPE8300'],
] as const)('what can not be imported exits 1 and writes nothing: %s', (_, files, code) => {
  const place = folder(files)
  const { status, stderr } = pipe(place, ['import', 'compose.yaml', '--out', 'a.pipe'])
  expect(status).toBe(1)
  expect(stderr).toContain(code)
  expect(existsSync(join(place, 'a.pipe'))).toBe(false)
})
