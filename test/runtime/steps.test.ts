import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { output, program, project, ran, sh, staged, step } from './workshop.ts'

test('steps run in order, hand files on, and are cached the second time', async () => {
  const root = project()
  const what = program([
    step('join', sh`cat ${output('first', 'text')} ${output('second', 'text')} > ${staged('both')}`, {
      outputs: { both: 'file:out/both.txt' },
    }),
    step('first', sh`echo one > ${staged('text')}`, { outputs: { text: 'file:first.txt' } }),
    step('second', sh`echo two > ${staged('text')}`, { outputs: { text: 'file:second.txt' } }),
  ])
  const one = await ran(root, what)
  expect(one.events.filter(({ type }) => type === 'node-failed')).toEqual([])
  expect(one.status).toBe('success')
  expect(one.ends.at(-1)).toBe('join: succeeded')
  expect(readFileSync(join(root, 'out/both.txt'), 'utf8')).toBe('one\ntwo\n')
  const two = await ran(root, what)
  expect(two.status).toBe('success')
  expect(two.ends).toEqual(['first: cached', 'second: cached', 'join: cached'])
  expect(existsSync(join(root, '.pipe/staging', one.run ?? ''))).toBe(false)
})

test('a step without outputs is not run again', async () => {
  const root = project()
  const what = program([step('touch', 'echo x >> count.txt')])
  expect((await ran(root, what)).ends).toEqual(['touch: succeeded'])
  expect((await ran(root, what)).ends).toEqual(['touch: cached'])
  expect(readFileSync(join(root, 'count.txt'), 'utf8')).toBe('x\n')
})
