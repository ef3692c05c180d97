import { expect, test } from 'vitest'
import { node, output, program, project, ran, step, value } from './workshop.ts'

const released = (rest = {}) => node('released', 'register', { name: value('m') }, rest)

test('what can not be executed is said before anything runs, with goals that can', async () => {
  const result = await ran(project(), program([step('before', 'true'), released()]))
  expect(result.status).toBe('failure')
  expect(result.events).toEqual([])
  expect(result.diagnostics.map(({ code, message, hint }) => [code, message, hint])).toEqual([
    [
      'PIPE5050',
      "`released` can't be run by this version yet: it does not execute `register`.",
      'Name goals that it can run: `--only before`.',
    ],
  ])
})

test('a node that is skipped, and what reads it, is not asked for anything', async () => {
  const reader = node('deployed', 'deploy', { model: output('released', 'version') })
  const result = await ran(
    project(),
    program([step('before', 'true'), released({ when: value(false) }), reader]),
  )
  expect(result.diagnostics).toEqual([])
  expect(result.ends.toSorted()).toEqual(['before: succeeded', 'deployed: skipped', 'released: skipped'])
})
