import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder, pipe } from '../cli/pipe.ts'
import { expectNoTrace, head, run, writes } from './faulty.ts'

const program = `${head}
dataset d { source: csv("x.csv"), target: "y", split: ratio(train: 70%, val: 30%) }
train t { model: logistic(), data: d.train, validate: d.val, epochs: 1 }
`
const rows = Array.from({ length: 20 }, (_, row) => `${row},${row % 7},${row % 2 ? 'p' : 'q'}\n`).join('')

/** What `pipe check` says of a table. */
function said(table: string | Buffer): string {
  const place = folder({ 'p.pipe': program })
  writeFileSync(join(place, 'x.csv'), table)
  const finished = pipe(place, ['check'])
  expectNoTrace(finished)
  expect(finished.status).toBe(finished.stderr === '' ? 0 : 1)
  if (finished.stderr !== '') expect(finished.stderr).toMatch(/--> p\.pipe:3:\d+/)
  return finished.stderr
}

test.each([
  ['empty', '', 'PIPE4003'],
  ['a header alone', 'a,b,y\n', 'PIPE4004'],
  ['a name twice', `a,a,y\n${rows}`, 'names `a` twice'],
  ['a column without a name', `a,,y\n${rows}`, 'Column 2'],
  ['a short row', `a,b,y\n${rows}1,2\n`, 'Line 22 of x.csv has 2 fields'],
  ['a long row', `a,b,y\n${rows}1,2,p,4\n`, 'Line 22 of x.csv has 4 fields'],
  ['an open quote', `a,b,y\n${rows}1,"2,p\n`, 'begins on line 22'],
  ['a word among numbers', `a,b,y\n${rows}two,2,p\n`, 'The column `a` of `d` holds texts'],
  ['infinity', `a,b,y\n${rows}1,inf,p\n`, 'Line 22'],
  ['a missing value', `a,b,y\n${rows}1,,p\n`, 'impute()'],
  ['another target', `a,b,yy\n${rows}`, 'Did you mean `yy`?'],
  ['semicolons', `a,b,y\n${rows}`.replaceAll(',', ';'), 'separator: ";"'],
  ['Latin-1', Buffer.from(`a,b,y\n${rows}1,\xe9,p\n`, 'latin1'), 'Line 22 of x.csv is not UTF-8'],
])('%s', (_, table, text) => {
  expect(said(table)).toContain(text)
})

test('a wrong target is the one thing that is told', () => {
  expect(said(`a,b,yy\n${rows}`)).toContain('1 error')
})

test('files that are not there, or no files', () => {
  const place = folder({ 'p.pipe': program })
  const check = () => {
    const finished = pipe(place, ['check'])
    expectNoTrace(finished)
    expect(finished.status).toBe(1)
    return finished.stderr
  }
  expect(check()).toContain('There is no data file x.csv')
  const csv = (name: string) => join(folder({ 'p.pipe': program }), name)
  const at = (path: string) => pipe(join(path, '..'), ['check']).stderr
  const [dir, dangling, loop] = [csv('x.csv'), csv('x.csv'), csv('x.csv')]
  mkdirSync(dir)
  symlinkSync('nowhere', dangling)
  symlinkSync('x.csv', loop)
  expect(at(dir)).toContain('it is a folder')
  expect(at(dangling)).toContain('its symbolic link leads nowhere')
  expect(at(loop)).toContain('its symbolic links lead in a circle')
})

test('BOM and CRLF are read; what only shows in the last row fails the dataset alone, and is mended by itself', () => {
  const place = folder({ 'p.pipe': program + writes('other'), 'x.csv': '' })
  const fill = (last: string) => {
    // More than is sampled when a program is checked.
    const many = Array.from({ length: 30_000 }, (_, row) => `${row},${row % 7},${row % 2 ? 'p' : 'q'}\r\n`)
    writeFileSync(join(place, 'x.csv'), `\ufeffa,b,y\r\n${many.join('')}${last}`)
  }
  fill('1,2\r\n')
  const first = run(place)
  expect(first.status).toBe(1)
  expect(first.failure('d').text).toContain('Line 30002 of x.csv has 2 fields')
  expect(first.failure('d').diagnostics[0]).toHaveProperty('location')
  expect(first.succeeded).toEqual(['other'])
  expect(first.skipped).toEqual(['t'])
  fill('1,2,p\r\n')
  const second = run(place)
  expect(second).toMatchObject({ status: 0, succeeded: ['d', 't'], cached: ['other'] })
})

test('a single class, and a part without rows', () => {
  const place = folder({ 'p.pipe': program, 'x.csv': `a,b,y\n${rows.replaceAll('q', 'p')}` })
  expect(run(place).failure('t').codes).toEqual(['PIPE7014'])
  writeFileSync(join(place, 'x.csv'), 'a,b,y\n1,2,p\n')
  expect(run(place).failure('d').codes).toEqual(['PIPE4038'])
})

test('rows that a command wrote wrongly are told by the path that the command was given', () => {
  const text = `${head}
step made { run: "printf 'a,y\\n' > \${outputs.rows}", outputs: { rows: dataset("out/rows.csv", { a: float, y: int }) } }
dataset d { source: csv(made.rows), schema: { a: float, y: int }, target: "y" }
`
  const { failure } = run(folder({ 'p.pipe': text }))
  expect(failure('d').text).toContain('out/rows.csv has no rows')
})
