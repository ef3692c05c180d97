import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { program, project, ran, sh, staged, step } from './workshop.ts'

const made = (id: string) => step(id, sh`echo x > ${staged('t')}`, { outputs: { t: `file:${id}.txt` } })

test('a folder in the place of an output fails that node, also when its result is cached', async () => {
  const root = project()
  const what = program([made('a'), made('b')])
  mkdirSync(join(root, 'a.txt'))
  const first = await ran(root, what)
  expect(first.ends.toSorted()).toEqual(['a: failed', 'b: succeeded'])
  expect(first.problems('a')[0]?.message).toContain('a.txt')
  rmSync(join(root, 'a.txt'), { recursive: true })
  expect((await ran(root, what)).ends.toSorted()).toEqual(['a: succeeded', 'b: cached'])
  rmSync(join(root, 'b.txt'))
  mkdirSync(join(root, 'b.txt'))
  const last = await ran(root, what)
  expect(last.ends.toSorted()).toEqual(['a: cached', 'b: failed'])
  expect(last.status).toBe('failure')
})

test('a full disk costs the log of a node, not its work', async () => {
  const root = project()
  const what = program([step('talk', 'echo hello; echo again')])
  const result = await ran(root, what, {
    on: (event) => {
      if (event.type !== 'node-started') return
      const logs = join(root, '.pipe/runs', event.run, 'logs')
      mkdirSync(logs, { recursive: true })
      symlinkSync('/dev/full', join(logs, 'talk.log'))
    },
  })
  expect(result.status).toBe('success')
  expect(result.of('node-log').map(({ line }) => line)).toEqual(['hello', 'again'])
})

test('a store that can not be written is told, and nothing is thrown', async () => {
  const root = project()
  await ran(root, program([made('a')]))
  rmSync(join(root, '.pipe/runs'), { recursive: true })
  symlinkSync('/dev/null', join(root, '.pipe/runs'))
  const result = await ran(root, program([made('b')]))
  expect(result.status).toBe('failure')
  expect(result.diagnostics[0]?.code).toMatch(/^PIPE6/)
})
