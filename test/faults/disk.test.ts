import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { folder, pipe, root } from '../cli/pipe.ts'
import { expectNoTrace, head, run, writes } from './faulty.ts'

/** A small disk of its own, where this user may make one. */
function mounted(place: string, ...words: readonly string[]): boolean {
  const done = spawnSync('mount', [...words, place]).status === 0
  if (done) onTestFinished(() => void spawnSync('umount', ['-l', place]))
  return done
}

test('a full disk: told, nothing half recorded, and the rest is done when there is room again', (context) => {
  const place = folder()
  if (!mounted(place, '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs'))
    return context.skip('needs the right to mount a tmpfs')
  const large = `step large { run: "head -c 8000000 /dev/zero > \${outputs.o}", outputs: { o: file("large") } }\n`
  writeFileSync(join(place, 'p.pipe'), head + writes('a'))
  expect(run(place).status).toBe(0)
  writeFileSync(join(place, 'p.pipe'), head + writes('a') + large)
  const full = run(place)
  expect(full).toMatchObject({ status: 1, cached: ['a'] })
  expect(full.failure('large').text).toMatch(/No space left on device|The disk is full/)

  spawnSync('dd', ['if=/dev/zero', 'of=filler', 'bs=1k'], { cwd: place })
  for (const args of [[], ['--force']]) {
    const finished = pipe(place, ['run', ...args])
    expectNoTrace(finished)
    expect(finished.status).toBe(1)
    expect(finished.stderr + finished.stdout).toContain('The disk is full')
  }
  rmSync(join(place, 'filler'))
  writeFileSync(join(place, 'p.pipe'), head + writes('a') + large.replace('8000000', '80'))
  const mended = run(place)
  expect(mended.status).toBe(0)
  expect([...mended.cached, ...mended.succeeded].sort()).toEqual(['a', 'large'])
  expect(readFileSync(join(place, 'a.txt'), 'utf8')).toBe('a\n')
})

test('a project that may not be written to can be checked, and a run says why it can not be', (context) => {
  const place = folder({ 'p.pipe': head + writes('a') })
  if (!mounted(place, '--bind', place) || spawnSync('mount', ['-o', 'remount,ro,bind', place]).status !== 0)
    return context.skip('needs the right to mount')
  expect(pipe(place, ['check']).status).toBe(0)
  const finished = pipe(place, ['run'])
  expectNoTrace(finished)
  expect(finished).toMatchObject({ status: 1, stderr: expect.stringMatching(/PIPE60\d\d/) })
})

test.skipIf(process.platform !== 'linux')('an output that takes no more is told without a trace', () => {
  const place = folder({ 'p.pipe': head + writes('a') })
  const bundle = join(root, 'dist/pipe.js')
  for (const args of [['run'], ['run', '--reporter', 'json'], ['check']]) {
    const full = openSync('/dev/full', 'w')
    const { stderr, status } = spawnSync(process.execPath, [bundle, ...args], {
      cwd: place,
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    })
    closeSync(full)
    expectNoTrace({ status, stdout: '', stderr })
    expect(stderr).toContain('PIPE8012')
    expect(status).not.toBe(0)
  }
})
