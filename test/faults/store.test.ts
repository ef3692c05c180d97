import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder, pipe } from '../cli/pipe.ts'
import { expectNoTrace, flipByte, head, linesOf, run, storedFiles } from './faulty.ts'

const program = `${head}
step a { run: "echo a >> log; echo one > \${outputs.o}", outputs: { o: file("a.txt") } }
step b { run: "echo b >> log; cat \${a.o} > \${outputs.o}; echo two >> \${outputs.o}", outputs: { o: file("b.txt") } }
step c { run: "echo c >> log; cat \${b.o} \${b.o} > \${outputs.o}", outputs: { o: file("c.txt") } }
`
const result = 'one\ntwo\none\ntwo\n'

/** A project in which everything has run once. */
function finished(): string {
  const place = folder({ 'p.pipe': program })
  expect(run(place).status).toBe(0)
  return place
}

function fileWith(place: string, content: string): string {
  const path = storedFiles(place).find((file) => readFileSync(file, 'utf8') === content)
  if (path === undefined) throw new Error(`nothing stored holds ${content}`)
  return path
}

function expectWhole(place: string): void {
  expect(readFileSync(join(place, 'c.txt'), 'utf8')).toBe(result)
  expect(run(place)).toMatchObject({ status: 0, cached: ['a', 'b', 'c'], stderr: '' })
}

test.each([
  ['truncated', (path: string) => truncateSync(path)],
  ['gone', (path: string) => rmSync(path)],
])('an object that is %s: what it belonged to is made again, and it is told', (_, damage) => {
  const place = finished()
  damage(fileWith(place, 'one\ntwo\n'))
  const second = run(place)
  expect(second).toMatchObject({ status: 0, cached: ['a', 'c'], stderr: expect.stringContaining('PIPE6002') })
  expect(second.succeeded).toEqual(['b'])
  expectWhole(place)
})

test('an object with a flipped byte is neither placed nor read by others', () => {
  const place = finished()
  flipByte(fileWith(place, 'one\ntwo\n'))
  rmSync(join(place, 'b.txt'))
  expect(run(place)).toMatchObject({
    status: 0,
    succeeded: ['b'],
    stderr: expect.stringContaining('PIPE6002'),
  })
  expect(readFileSync(join(place, 'b.txt'), 'utf8')).toBe('one\ntwo\n')

  flipByte(fileWith(place, 'one\ntwo\n'))
  writeFileSync(join(place, 'p.pipe'), program.replace('echo c >>', 'echo again >>'))
  const reads = run(place)
  expect(reads).toMatchObject({ status: 0, cached: ['a'], succeeded: ['b', 'c'] })
  expect(JSON.stringify(reads.of('node-planned'))).toContain('its stored result was damaged')
  expectWhole(place)
})

test('doctor finds every damaged object', () => {
  const place = finished()
  for (const path of storedFiles(place)) flipByte(path)
  const doctor = pipe(place, ['doctor'])
  expect(doctor).toMatchObject({ status: 1, stdout: expect.stringContaining('3 damaged') })
  expect(run(place).succeeded).toEqual(['a', 'b', 'c'])
  expectWhole(place)
})

test('all objects gone', () => {
  const place = finished()
  rmSync(join(place, '.pipe/objects'), { recursive: true })
  expect(run(place)).toMatchObject({ status: 0, succeeded: ['a', 'b', 'c'] })
  expectWhole(place)
})

test('a database of noise is rebuilt from the journal, a lost journal from the database', () => {
  const place = finished()
  writeFileSync(join(place, '.pipe/store.sqlite'), Buffer.alloc(5000, 0xa5))
  const rebuilt = run(place)
  expect(rebuilt).toMatchObject({ status: 0, cached: ['a', 'b', 'c'] })
  expect(rebuilt.stderr).toContain('PIPE6003')
  rmSync(join(place, '.pipe/results.jsonl'))
  expect(run(place)).toMatchObject({ cached: ['a', 'b', 'c'], stderr: expect.stringContaining('PIPE6004') })
  expectWhole(place)
  expect(linesOf(place, 'log')).toBe(3)
})

test('half a journal and no database: what was lost runs, and nothing else', () => {
  const place = finished()
  const journal = join(place, '.pipe/results.jsonl')
  truncateSync(journal, Math.floor(readFileSync(journal).length / 2))
  rmSync(join(place, '.pipe/store.sqlite'))
  const { status, cached, succeeded } = run(place)
  expect(status).toBe(0)
  expect(cached).toContain('a')
  expect(cached.length + succeeded.length).toBe(3)
  expectWhole(place)
})

test('a history of noise is told by show, and hinders nothing', () => {
  const place = finished()
  const [{ run: id } = {}] = JSON.parse(pipe(place, ['runs', '--json']).stdout).map(
    (record: { id: string }) => ({ run: record.id }),
  )
  writeFileSync(join(place, '.pipe/runs', id, 'events.jsonl'), Buffer.alloc(300, 0xa5))
  const show = pipe(place, ['show'])
  expectNoTrace(show)
  expect(show).toMatchObject({ status: 1, stderr: expect.stringContaining('PIPE8013') })
  expectWhole(place)
})

test('a store that was moved with its project still serves', () => {
  const place = finished()
  const moved = join(folder(), 'moved')
  renameSync(place, moved)
  expect(run(moved)).toMatchObject({ status: 0, cached: ['a', 'b', 'c'] })
})
