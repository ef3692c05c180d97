import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folder, pipe } from './pipe.ts'

const program = `pipeline p { edition: "2026" }

step first { run: "echo one > \${outputs.text}", outputs: { text: file("out/1.txt") } }
step second { run: "cat \${first.text} > \${outputs.text}", outputs: { text: file("out/2.txt") } }
step broken { run: "cat \${second.text} && exit 3" }
step aside { run: "echo aside" }
`

describe('graph', () => {
  test('draws in the terminal without colours where none are wanted', () => {
    const { status, stdout, stderr } = pipe(folder({ 'p.pipe': program }), ['graph'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('│ first ')
    expect(stdout).not.toContain('\u001b')
  })

  test('and with colours where they are', () => {
    const env = { NO_COLOR: '', FORCE_COLOR: '1' }
    expect(pipe(folder({ 'p.pipe': program }), ['graph'], { env }).stdout).toContain('\u001b[1mfirst')
  })

  test.each([
    ['g.svg', '<svg '],
    ['g.mmd', 'flowchart TD'],
    ['g.dot', 'digraph '],
    ['g.json', '{\n  "format": "pipewright-graph"'],
    ['g.txt', 'p\n'],
  ])('the name %s says the format, and nothing else is left behind', (name, start) => {
    const place = folder({ 'p.pipe': program })
    expect(pipe(place, ['graph', '--out', name])).toMatchObject({ status: 0, stdout: '' })
    expect(readFileSync(join(place, name), 'utf8').startsWith(start)).toBe(true)
    expect(readdirSync(place).filter((file) => file.endsWith('.new'))).toEqual([])
  })

  test('what a goal does not need is not drawn', () => {
    const { stdout } = pipe(folder({ 'p.pipe': program }), ['graph', '--json', '--goal', 'second'])
    expect(JSON.parse(stdout).nodes.map(({ id }: { id: string }) => id)).toEqual(['first', 'second'])
  })

  test('a run is told by how its nodes ended', () => {
    const place = folder({ 'p.pipe': program })
    mkdirSync(join(place, '.git'))
    expect(pipe(place, ['graph', '--run']).stderr).toContain('PIPE8008')
    expect(pipe(place, ['run']).status).toBe(1)
    const { run, nodes } = JSON.parse(pipe(place, ['graph', '--json', '--run']).stdout)
    expect(run.status).toBe('failure')
    const ended = Object.fromEntries(
      nodes.map((node: { id: string; state: object }) => [node.id, node.state]),
    )
    expect(ended).toMatchObject({ first: { succeeded: 1 }, second: { succeeded: 1 }, broken: { failed: 1 } })
    expect(pipe(place, ['graph', '--run', run.id]).stdout).toMatch(/broken\s+✗/)
  })

  test('a run of another program is not taken for one of this', () => {
    const place = folder({ 'p.pipe': program, 'other.pipe': program.replaceAll('broken', 'cracked') })
    mkdirSync(join(place, '.git'))
    pipe(place, ['run', 'other.pipe', '--only', 'first'])
    const [run] = JSON.parse(pipe(place, ['runs', '--json']).stdout)
    expect(pipe(place, ['graph', 'p.pipe', '--run', run.id])).toMatchObject({ status: 2 })
    expect(pipe(place, ['graph', 'p.pipe', '--run', run.id]).stderr).toContain('PIPE8022')
  })

  test.each([
    [['--goal', 'secnd'], 2, 'PIPE5025'],
    [['--expand', 'secnd'], 2, 'PIPE5025'],
    [['--run', '20200101-000000-none'], 2, 'PIPE8007'],
    [['--out', 'g.bmp'], 2, 'PIPE8020'],
    [['--out', 'nowhere/g.svg'], 1, 'PIPE8021'],
  ])('%j is explained', (words, code, problem) => {
    const { status, stderr } = pipe(folder({ 'p.pipe': program }), ['graph', ...words])
    expect(stderr).toContain(problem)
    expect(status).toBe(code)
  })
})
