import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunEvent } from '../../src/runtime/event.ts'
import { exec } from '../../src/runtime/run.ts'
import { bundleOf } from './bundle.ts'
import { Puppets } from './puppets.ts'
import { output, program, project, ran, sh, staged, step, storeOf, told, write } from './workshop.ts'

const text = (
  id: string,
  run = sh`echo made >> count; echo x > ${staged('t')}`,
  parts: Parameters<typeof step>[2] = {},
) => step(id, run, { outputs: { t: `file:${id}.txt` }, ...parts })

function living(word: string): string {
  return execFileSync(
    'sh',
    ['-c', `ps -eo stat,args | grep -v '^Z' | grep -F '${word}' | grep -v grep || true`],
    { encoding: 'utf8' },
  )
}

test('cancelling stops what runs, starts nothing more, and the next run goes on from there', async () => {
  const root = project()
  const puppets = new Puppets(root)
  const stop = new AbortController()
  const what = program([
    text('done'),
    puppets.step('busy', { needs: ['done'] }),
    puppets.step('also', { needs: ['done'] }),
    text('later', sh`cat ${output('done', 't')} > ${staged('t')}`, { needs: ['busy'] }),
  ])
  const running = ran(root, what, { on: puppets.listen, signal: stop.signal })
  await Promise.all([puppets.up('busy'), puppets.up('also')])
  stop.abort()
  const first = await running
  expect(first.status).toBe('cancelled')
  expect(first.ends.toSorted()).toEqual([
    'also: skipped',
    'busy: skipped',
    'done: succeeded',
    'later: skipped',
  ])
  expect(living(join(root, 'puppets'))).toBe('')
  const again = ran(root, what, { on: puppets.listen })
  await Promise.all([puppets.exit('busy'), puppets.exit('also')])
  const second = await again
  expect(second.ends.toSorted()).toEqual([
    'also: succeeded',
    'busy: succeeded',
    'done: cached',
    'later: succeeded',
  ])
  expect(second.of('run-started')[0]?.resumes).toBe(first.run)
  expect(readFileSync(join(root, 'count'), 'utf8')).toBe('made\n')
})

test('a command has its grace to end by itself', async () => {
  const root = project()
  const puppets = new Puppets(root)
  const stop = new AbortController()
  const polite = step('polite', "trap 'echo saved > state; exit 0' TERM; echo up; read x < gate")
  execFileSync('mkfifo', [join(root, 'gate')])
  const running = ran(root, program([polite]), { on: puppets.listen, signal: stop.signal })
  await puppets.up('polite')
  stop.abort()
  expect((await running).ends).toEqual(['polite: skipped'])
  expect(readFileSync(join(root, 'state'), 'utf8')).toBe('saved\n')
})

test('a command that does not listen is killed at once by the second signal', async () => {
  const root = project()
  const puppets = new Puppets(root)
  const [stop, force] = [new AbortController(), new AbortController()]
  execFileSync('mkfifo', [join(root, 'gate')])
  const deaf = step('deaf', "trap '' TERM; echo up; read x < gate")
  const running = ran(root, program([deaf]), {
    on: puppets.listen,
    signal: stop.signal,
    forceSignal: force.signal,
    grace: 3_600_000,
  })
  await puppets.up('deaf')
  stop.abort()
  force.abort()
  expect((await running).status).toBe('cancelled')
  expect(living(join(root, 'gate'))).toBe('')
})

test('a run that is cancelled before it begins does nothing', async () => {
  const result = await ran(project(), program([text('a')]), { signal: AbortSignal.abort() })
  expect(result.status).toBe('cancelled')
  expect(result.ends).toEqual(['a: skipped'])
})

test('a retry that is waited for does not hold up a cancelled run', async () => {
  const root = project()
  const stop = new AbortController()
  const retry = {
    retry: { op: 'value', value: { times: 5, backoff: { $quantity: 'duration', amount: 3600 } } },
  } as const
  const on = (event: RunEvent) => event.type === 'node-retry' && stop.abort()
  const result = await ran(root, program([step('flaky', 'exit 1', { policy: retry })]), {
    signal: stop.signal,
    on,
  })
  expect(result.ends).toEqual(['flaky: skipped'])
})

test('after SIGKILL the next run repeats only what had not finished', async () => {
  const root = project()
  const puppets = new Puppets(root)
  const what = program([text('done'), puppets.step('busy', { needs: ['done'] })])
  write(root, { 'run.mjs': await bundleOf(what) })
  const child = spawn(process.execPath, ['run.mjs'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  let heard = ''
  await new Promise<void>((resolve) =>
    child.stdout.on('data', (bytes) => {
      heard += bytes
      if (heard.includes('"line":"up"')) resolve()
    }),
  )
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('close', resolve))
  const again = ran(root, what, { on: puppets.listen })
  await puppets.up('busy')
  await puppets.exit('busy')
  const result = await again
  expect(result.ends).toEqual(['done: cached', 'busy: succeeded'])
  expect(result.of('run-started')[0]?.resumes).toMatch(/^\d{8}-\d{6}-/)
  expect(readFileSync(join(root, 'count'), 'utf8')).toBe('made\n')
})

test('two runs at once on one store do each piece of work once', async () => {
  const root = project()
  const what = program(
    Array.from({ length: 12 }, (_, index) => text(`n${index}`, sh`echo x >> log; echo y > ${staged('t')}`)),
  )
  write(root, { 'run.mjs': await bundleOf(what) })
  const start = () =>
    new Promise<number | null>((resolve) => {
      spawn(process.execPath, ['run.mjs'], { cwd: root, stdio: 'ignore' }).once('close', resolve)
    })
  expect(await Promise.all([start(), start()])).toEqual([0, 0])
  expect(readFileSync(join(root, 'log'), 'utf8')).toBe('x\n'.repeat(12))
})

test('`exec` does one node when its inputs are there, and else says which to run', async () => {
  const root = project()
  const what = program([text('a'), text('b', sh`cat ${output('a', 't')} > ${staged('t')}`), text('other')])
  const store = await storeOf(root)
  const call = async (id: string) => {
    const events: RunEvent[] = []
    const outcome = await exec(
      what,
      store,
      id,
      { program: 'trial.pipe' },
      (event) => events.push(event),
      new AbortController().signal,
    )
    return { ...outcome, ...told(events) }
  }
  const early = await call('b')
  expect(early.diagnostics.map(({ message }) => message)).toEqual([
    "`b` can't be done alone: it needs results of `a` that are not there yet.",
  ])
  expect((await call('a')).ends).toEqual(['a: succeeded'])
  expect((await call('b')).ends).toEqual(['a: cached', 'b: succeeded'])
  expect((await call('nope')).diagnostics[0]?.code).toBe('PIPE5025')
})
