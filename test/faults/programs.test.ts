import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder, pipe } from '../cli/pipe.ts'
import { expectNoTrace, head, writes } from './faulty.ts'

/** What `pipe check` says of a program with these lines after its header, as code and place. */
function found(...lines: readonly string[]): readonly string[] {
  const place = folder({ 'p.pipe': `${head}${lines.join('\n')}\n` })
  const finished = pipe(place, ['check', '--json'])
  expectNoTrace(finished)
  const { diagnostics } = JSON.parse(finished.stdout)
  expect(finished.status).toBe(diagnostics.length > 0 ? 1 : 0)
  return diagnostics.map(
    ({ code, location }: { code: string; location: { line?: number; start?: { line: number } } }) =>
      `${code} ${location.line ?? location.start?.line}`,
  )
}

test('a syntax error anywhere leaves the other declarations checked', () => {
  const wrong = 'dataset d { source: two_mons(samples: 10) }'
  for (const broken of ['step a { run: "echo ${', 'train t { model: }', 'param : int = 3', 'let x 4', ')']) {
    const codes = found(broken, wrong)
    expect(codes.some((one) => /PIPE(1...|2018) 2/.test(one))).toBe(true)
    expect(codes).toContain('PIPE2010 3')
  }
})

test('unknown names, wrong units and values out of range are told together, each at its line', () => {
  expect(
    found(
      'step a { run: "true", needs: [b] }',
      'step c { run: "true", timeout: 5MB }',
      'step d { run: "true", resources: { cpu: 0 } }',
      'step e { rum: "true", run: "x" }',
    ),
  ).toEqual(['PIPE2001 2', 'PIPE3001 3', 'PIPE3002 4', 'PIPE2007 5'])
})

test('a cycle is told with its path', () => {
  const step = (name: string, reads: string) =>
    `step ${name} { run: "cat \${${reads}.o} > \${outputs.o}", outputs: { o: file("${name}") } }\n`
  const place = folder({ 'p.pipe': `${head}${step('a', 'c')}${step('b', 'a')}${step('c', 'b')}` })
  const { status, stderr } = pipe(place, ['run'])
  expect(status).toBe(1)
  expect(stderr).toContain('`a` needs `c`, which needs `b`, which needs `a`: this never ends.')
})

test('outputs that escape, and two nodes with one output, are refused before anything runs', () => {
  const out = (name: string, path: string) =>
    `step ${name} { run: "echo > \${outputs.o}", outputs: { o: file("${path}") } }`
  const paths = ['../a', '/etc/x', '.pipe/x', 'same', './same', 'same/x', 'p.pipe']
  expect(found(...paths.map((path, index) => out(`s${index}`, path)))).toEqual([
    'PIPE2028 2',
    'PIPE2028 3',
    'PIPE2029 4',
    'PIPE2027 6',
    'PIPE2027 7',
    'PIPE2029 8',
  ])
  const place = folder({ 'p.pipe': head + out('a', 'out/x') })
  symlinkSync(folder(), join(place, 'out'))
  const run = pipe(place, ['run'])
  expect(run).toMatchObject({ status: 1, stderr: expect.stringContaining('outside of the project') })
})

test.each([
  ['random bytes', Buffer.from([0x89, 0x50, 0xff, 0xfe, 0x00, 0x7d, 0x7d])],
  ['one byte of Latin-1', Buffer.from('step a { run: "caf\xe9" }', 'latin1')],
  ['a NUL', Buffer.from('step a { run: "a\0b" }')],
])('%s are told in one word, and fmt leaves them alone', (_, bytes) => {
  const place = folder()
  writeFileSync(join(place, 'p.pipe'), bytes)
  for (const command of ['check', 'run', 'fmt']) {
    const finished = pipe(place, [command])
    expect(finished).toMatchObject({ status: 1, stderr: expect.stringMatching(/PIPE2037.*line 1/is) })
    expectNoTrace(finished)
  }
  expect(readFileSync(join(place, 'p.pipe'))).toEqual(bytes)
})

test('an empty program is a warning', () => {
  const finished = pipe(folder({ 'p.pipe': '' }), ['run'])
  expect(finished).toMatchObject({ status: 0, stderr: expect.stringContaining('PIPE2035') })
})

test('BOM and CRLF are no matter', () => {
  const text = `\ufeff${head}${writes('a')}`.replaceAll('\n', '\r\n')
  expect(pipe(folder({ 'p.pipe': text }), ['run']).status).toBe(0)
})

test('no program, a folder, a link to nowhere, and the store itself are no programs', () => {
  const place = folder({ 'folder.pipe/x': '', '.pipe/x': '' })
  symlinkSync('nowhere', join(place, 'link.pipe'))
  mkdirSync(join(place, 'empty'))
  expect(pipe(place, ['run'])).toMatchObject({ status: 2, stderr: expect.stringContaining('PIPE8002') })
  const said = (name: string) => {
    const { status, stderr } = pipe(place, ['run', name])
    expect(status).toBe(2)
    return stderr
  }
  expect(said('folder.pipe')).toContain('folder.pipe is a folder')
  expect(said('link.pipe')).toContain('leads nowhere')
  expect(said('gone.pipe')).toContain('There is no file gone.pipe')
})

test('a file in place of the store is told as such', () => {
  const finished = pipe(folder({ 'p.pipe': head + writes('a'), '.pipe': 'mine' }), ['run'])
  expectNoTrace(finished)
  expect(finished.status).toBe(1)
  expect(finished.stderr).toContain('.pipe')
})
