import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Puppets } from './puppets.ts'
import {
  list,
  node,
  param,
  program,
  project,
  ran,
  record,
  seconds,
  sh,
  staged,
  step,
  value,
  write,
} from './workshop.ts'

/** The processes whose command line holds a text, this one left out. */
function processesWith(text: string): readonly string[] {
  const all = execFileSync('ps', ['-eo', 'pid,stat,args'], { encoding: 'utf8' }).split('\n')
  return all.filter((line) => line.includes(text) && !/^\s*\d+ Z/.test(line) && !line.includes('ps -eo'))
}

test('a command that is not there', async () => {
  const result = await ran(
    project(),
    program([step('a', 'no-such-tool --x'), step('b', list(value('no-such-tool')))]),
  )
  for (const id of ['a', 'b']) {
    expect(result.problems(id)).toMatchObject([
      {
        code: 'PIPE5002',
        message: `The command of \`${id}\` calls \`no-such-tool\`, which is not installed here.`,
      },
    ])
  }
})

test('a file that may not be executed', async () => {
  const root = project({ 'tool.sh': 'true' })
  const result = await ran(root, program([step('a', './tool.sh'), step('b', list(value('./tool.sh')))]))
  for (const id of ['a', 'b']) expect(result.problems(id)).toMatchObject([{ code: 'PIPE5003' }])
  expect(result.problems('a')[0]?.message).toBe(
    'The command of `a` calls `./tool.sh`, which may not be executed.',
  )
})

test('a folder that is not there', async () => {
  const result = await ran(project(), program([step('a', 'true', { folder: 'gone' })]))
  expect(result.problems('a')).toMatchObject([{ code: 'PIPE5006' }])
})

test('a command that hangs is stopped at its timeout, with what it started', async () => {
  const root = project()
  const mark = `sleep 98${Math.floor(Math.random() * 1e6)}`
  const what = program([
    step('hang', `trap '' TERM; ${mark} & ${mark}; ${mark}`, { policy: { timeout: seconds(0.2) } }),
    step('next', 'true'),
  ])
  const result = await ran(root, what, { grace: 100 })
  expect(result.problems('hang')).toMatchObject([
    { code: 'PIPE5005', message: '`hang` did not finish within its timeout of 200ms and was stopped.' },
  ])
  expect(result.ends).toContain('next: succeeded')
  expect(processesWith(mark)).toEqual([])
})

test('a command that is killed from outside', async () => {
  const root = project()
  const puppets = new Puppets(root)
  const running = ran(root, program([puppets.step('victim')]), { on: puppets.listen })
  await puppets.up('victim')
  const [line = ''] = processesWith(join(root, 'puppets/victim'))
  process.kill(Number(line.trim().split(' ')[0]), 'SIGKILL')
  expect((await running).problems('victim')).toMatchObject([
    {
      code: 'PIPE5001',
      message: 'The command of `victim` failed: it was ended by SIGKILL: someone or something killed it.',
    },
  ])
})

test('processes that are left behind are ended, also one that left the group', async () => {
  const root = project()
  const inside = `sleep 97${Math.floor(Math.random() * 1e6)}`
  const outside = `sleep 96${Math.floor(Math.random() * 1e6)}`
  const silent = `sleep 94${Math.floor(Math.random() * 1e6)}`
  const quietly = `setsid ${silent} > /dev/null 2>&1 &`
  const result = await ran(
    root,
    program([step('litter', `${inside} & setsid ${outside} & ${quietly} echo done`)]),
  )
  expect(result.status).toBe('success')
  expect(result.of('run-warning').map(({ diagnostic }) => diagnostic.code)).toEqual(['PIPE5016'])
  expect(processesWith(inside)).toEqual([])
  expect(processesWith(outside)).toEqual([])
  expect(processesWith(silent)).toEqual([])
})

test('what a killed run left behind is ended by the next', async () => {
  const root = project()
  const mark = `sleep 95${Math.floor(Math.random() * 1e6)}`
  const script = join(root, 'run.mjs')
  // The run is killed from inside of its own step, the hard way.
  const what = program([step('orphan', `kill -9 $PPID; ${mark}`)])
  const { bundleOf } = await import('./bundle.ts')
  write(root, { 'run.mjs': await bundleOf(what) })
  expect(() => execFileSync(process.execPath, [script], { cwd: root, stdio: 'ignore' })).toThrow()
  expect(processesWith(mark)).not.toEqual([])
  const result = await ran(root, program([step('other', 'true')]))
  expect(result.status).toBe('success')
  expect(processesWith(mark)).toEqual([])
})

test('200 MB of output: memory and the journal stay small, the last lines are told', async () => {
  const root = project()
  const command = `yes 0123456789012345678901234567890123456789 | head -c 200000000; echo; echo the end; exit 1`
  const before = process.memoryUsage().rss
  const result = await ran(root, program([step('flood', command)]))
  const grown = process.memoryUsage().rss - before
  // Whoever kept the output would grow by more than it; what is seen below that is garbage not yet collected.
  expect(grown).toBeLessThan(200e6)
  expect(result.problems('flood')[0]).toMatchObject({ hint: expect.stringContaining('the end') })
  const lines = result.of('node-log').map(({ line }) => line)
  expect(lines.at(-1)).toBe('the end')
  expect(lines.some((line) => line.includes('are left out here'))).toBe(true)
  const runs = join(root, '.pipe/runs', result.run ?? '')
  expect(statSync(join(runs, 'events.jsonl')).size).toBeLessThan(10e6)
  expect(statSync(join(runs, 'logs/flood.log')).size).toBeLessThan(65 * 1024 * 1024)
})

test('a line without end is cut', async () => {
  const result = await ran(
    project(),
    program([step('long', 'head -c 3000000 /dev/zero | tr "\\0" x; echo; echo after')]),
  )
  const lines = result.of('node-log').map(({ line }) => line)
  expect(lines.map(({ length }) => length)).toEqual([8192, 5])
})

const text = { outputs: { text: 'file:out.txt' } } as const

test('outputs that are missing, or written to their place past the staging', async () => {
  const result = await ran(project(), program([step('none', sh`true ${staged('text')}`, text)]))
  expect(result.problems('none')).toMatchObject([
    {
      code: 'PIPE5010',
      message: '`none` ended well, but it did not write its output `text`.',
      hint: 'Have the command write it to `${outputs.text}`.',
    },
  ])
  const past = await ran(project(), program([step('past', 'echo x > out.txt', text)]))
  expect(past.problems('past')[0]?.hint).toContain('It wrote out.txt itself')
})

test('an output that is a link, and a link in a folder', async () => {
  const root = project({ secret: 'x' })
  const what = program([
    step('link', sh`ln -s /etc/passwd ${staged('text')}`, text),
    step('inside', sh`ln -s ../../../../secret ${staged('dir')}/escape`, {
      outputs: { dir: 'directory:dir' },
    }),
  ])
  const result = await ran(root, what)
  expect(result.problems('link')[0]?.message).toContain('/etc/passwd')
  expect(result.problems('inside')[0]?.message).toContain('escape')
  expect(existsSync(join(root, 'out.txt'))).toBe(false)
})

test('an output of the wrong kind, and a folder that stays empty', async () => {
  const what = program([
    step('folder', sh`mkdir ${staged('text')}; touch ${staged('text')}/x`, text),
    step('empty', sh`true ${staged('dir')}`, { outputs: { dir: 'directory:dir' } }),
  ])
  const result = await ran(project(), what)
  expect(result.problems('folder')).toMatchObject([{ code: 'PIPE5011' }])
  expect(result.problems('empty')).toMatchObject([{ code: 'PIPE5010' }])
})

test('outputs that would lie outside of the project are refused before anything runs', async () => {
  const root = project()
  const elsewhere = project()
  symlinkSync(elsewhere, join(root, 'leak'))
  mkdirSync(join(root, 'fine'))
  for (const path of [
    '../out.txt',
    '/tmp/out.txt',
    'leak/out.txt',
    '.pipe/store.sqlite',
    '.git/config',
    '.',
  ]) {
    const result = await ran(root, program([step('a', 'true', { outputs: { text: `file:${path}` } })]))
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['PIPE5013'])
    expect(result.events).toEqual([])
  }
  const fine = await ran(
    root,
    program([step('a', sh`echo > ${staged('text')}`, { outputs: { text: 'file:fine/../fine/x' } })]),
  )
  expect(fine.status).toBe('success')
})

test('two nodes with one output, or one inside of the other', async () => {
  const same = program([step('a', 'true', text), step('b', 'true', { outputs: { text: 'file:./out.txt' } })])
  expect((await ran(project(), same)).diagnostics.map(({ message }) => message)).toEqual([
    'Both `a` and `b` write out.txt.',
  ])
  const inside = program([
    step('a', 'true', { outputs: { dir: 'directory:out' } }),
    step('b', 'true', { outputs: { text: 'file:out/b.txt' } }),
  ])
  expect((await ran(project(), inside)).diagnostics.map(({ code }) => code)).toEqual(['PIPE5014'])
})

test('inputs that are missing or unreadable', async () => {
  const root = project()
  symlinkSync('loop', join(root, 'loop'))
  const reads = (path: string) => program([step('a', sh`cat ${value({ $file: path })}`)])
  expect((await ran(root, reads('gone.csv'))).diagnostics).toMatchObject([
    { code: 'PIPE5017', message: '`a` reads gone.csv, and there is no such file.' },
  ])
  expect((await ran(root, reads('data/*.csv'))).diagnostics).toMatchObject([{ code: 'PIPE5019' }])
  expect((await ran(root, reads('loop'))).diagnostics).toMatchObject([
    {
      code: 'PIPE5018',
      message: "`a` reads loop, which can't be read: its symbolic links lead in a circle.",
    },
  ])
})

test('a missing input that an earlier command may still make is waited for', async () => {
  const root = project()
  const reads = step('b', sh`cat ${value({ $file: 'side.txt' })}`, { needs: ['a'] })
  const makes = await ran(root, program([step('a', 'echo x > side.txt'), reads]))
  expect(makes.ends).toEqual(['a: succeeded', 'b: succeeded'])
  const never = await ran(project(), program([step('a', 'true'), reads]))
  expect(never.problems('b')).toMatchObject([{ code: 'PIPE5017' }])
})

test('metrics that are not as declared', async () => {
  const cases = {
    'it is no JSON': 'nonsense',
    'it is no JSON object': '[1]',
    '`loss` is not there': '{"score": 1}',
    'expected a number of at least 0': '{"score": 1, "loss": -1}',
    'expected a number in `score`': '{"score": "high", "loss": 1}',
  }
  for (const [reason, content] of Object.entries(cases)) {
    const run = sh`printf %s ${value(content)} > ${staged('m')}`
    const result = await ran(project(), program([step('a', run, { outputs: { m: 'metrics:m.json' } })]))
    expect(result.problems('a')[0]?.message).toContain(reason)
  }
})

test('metrics become values, their file is placed, and both come back from the cache', async () => {
  const root = project()
  const run = sh`echo '{"score": 0.5, "loss": 2, "note": "x"}' > ${staged('m')}`
  const what = program([step('a', run, { outputs: { m: 'metrics:out/m.json' } })])
  for (const type of ['node-succeeded', 'node-cached'] as const) {
    const result = await ran(root, what)
    expect(result.of(type)).toMatchObject([
      { metrics: { 'm.score': 0.5, 'm.loss': 2 }, outputs: [{ name: 'm', path: 'out/m.json' }] },
    ])
    execFileSync('rm', [join(root, 'out/m.json')])
  }
  await ran(root, what)
  expect(readFileSync(join(root, 'out/m.json'), 'utf8')).toContain('note')
})

test('a file that changes while a node reads it: the result is used and not kept', async () => {
  const root = project({ 'input.txt': 'old' })
  const puppets = new Puppets(root)
  const puppet = puppets.step('reader', { code: ['input.txt'] })
  const running = ran(root, program([puppet]), { on: puppets.listen })
  await puppets.up('reader')
  write(root, { 'input.txt': 'new' })
  await puppets.exit('reader')
  const result = await running
  expect(result.ends).toEqual(['reader: succeeded'])
  expect(result.of('run-warning').map(({ diagnostic }) => diagnostic.message)).toEqual([
    'While `reader` ran, something it reads was changed (input.txt), so it will run again next time.',
  ])
  const again = ran(root, program([puppet]), { on: puppets.listen })
  await puppets.exit('reader')
  expect((await again).ends).toEqual(['reader: succeeded'])
})

test('params that are missing, unknown or unfit stop the run before it begins', async () => {
  const what = program([node('a', 'step', { run: param('lr'), env: record({}) })], {
    params: [{ name: 'lr', type: { type: 'float', min: 0, max: 1 } }],
  })
  expect((await ran(project(), what)).diagnostics[0]?.message).toBe('The param `lr` has no value.')
  const typo = await ran(project(), what, { overrides: new Map([['lrr', 1]]) })
  expect(typo.diagnostics[0]).toMatchObject({ hint: 'Did you mean `lr`?' })
  const high = await ran(project(), what, { overrides: new Map([['lr', 2]]) })
  expect(high.diagnostics[0]?.message).toBe('The param `lr` must be a number in 0..1, and it was set to 2.')
})
