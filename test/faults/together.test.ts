import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder, root, start } from '../cli/pipe.ts'
import { head, linesOf, mark, processesWith, run, writes } from './faulty.ts'

test('Ctrl-C ends everything, exits 130, and the next run does the rest', async () => {
  const sleep = mark()
  const text = (nap: string) => `${head}${writes('first')}
step slow { run: "echo up; ${nap}; echo slow > \${outputs.o}", needs: [first], outputs: { o: file("slow.txt") } }
step stubborn { run: "trap : INT TERM; ${nap}; ${nap}", needs: [first] }
step last { run: "cat \${slow.o}" }
`
  const place = folder({ 'p.pipe': text(`(sleep ${sleep} & sleep ${sleep})`) })
  const running = start(place, ['run', '--reporter', 'plain', '--jobs', '2'])
  await running.until(/\| up/)
  running.child.kill('SIGINT')
  expect(await running.finished).toBe(130)
  expect(running.output()).toContain('was cancelled')
  expect(running.output()).not.toMatch(/^\s+at /m)
  expect(processesWith(sleep)).toEqual([])
  spawnSync('sed', ['-i', `s/sleep ${sleep}/:/g`, 'p.pipe'], { cwd: place })
  const next = run(place)
  expect(next).toMatchObject({ status: 0, cached: ['first'], succeeded: ['last', 'slow', 'stubborn'] })
})

test('a reader that closes early ends the run with all of its processes', () => {
  const sleep = mark()
  const place = folder({ 'p.pipe': `${head}step a { run: "sleep ${sleep}" }\n${writes('b')}` })
  const command = `"${process.execPath}" "${join(root, 'dist/pipe.js')}" run --reporter plain | head -n 1`
  const { stderr } = spawnSync('sh', ['-c', command], { cwd: place, encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(processesWith(sleep)).toEqual([])
})

test('two runs on one store do each node once, and both end well', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const steps = names.map(
    (name) =>
      `step ${name} { run: "echo ${name} >> log; echo ${name} > \${outputs.o}", outputs: { o: file("${name}.txt") } }\n`,
  )
  const place = folder({ 'p.pipe': head + steps.join('') })
  const both = [1, 2].map(() => start(place, ['run', '--reporter', 'plain', '--jobs', '2']))
  expect(await Promise.all(both.map(({ finished }) => finished))).toEqual([0, 0])
  expect(linesOf(place, 'log')).toBe(names.length)
  expect(run(place)).toMatchObject({ status: 0, cached: names, stderr: '' })
})
