import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { program, project, ran, sh, staged, step, value } from './workshop.ts'

const token = 'tök3n with $pace\'s and "quotes"'
const secrets = [
  { name: 'token', from: { env: 'TOKEN' } },
  { name: 'key', from: { file: 'key.pem' } },
]
const variables = { PATH: process.env.PATH, TOKEN: token }

test('a secret reaches the command and appears nowhere else', async () => {
  const root = project({ 'key.pem': '-----BEGIN\nabcdefghij\nklmnopqrst\n-----END\n' })
  const run = sh`printf '%s' "$T" > ${staged('seen')}; echo "$T"; printf %s "$T" | base64 -w0; echo; echo "$K" >&2; printf %s "$T" | head -c 12; sleep 0.01; printf %s "$T" | tail -c +13; exit 4`
  const leaky = step('leaky', run, {
    env: { T: value({ $secret: 'token' }), K: value({ $secret: 'key' }) },
    outputs: { seen: 'file:seen.txt' },
  })
  const result = await ran(root, program([leaky], { secrets }), { variables })
  expect(result.problems('leaky')[0]?.hint).toContain('***')
  const everything = execFileSync(
    'sh',
    ['-c', 'cat $(find .pipe/runs -type f) .pipe/store.sqlite | strings -a'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  for (const text of [JSON.stringify(result.events), everything]) {
    for (const form of [
      token,
      JSON.stringify(token).slice(1, -1),
      Buffer.from(token).toString('base64'),
      'abcdefghij',
      'klmnopqrst',
    ]) {
      expect(text).not.toContain(form)
    }
  }
})

test('a secret is no part of a key, and is not handed to who does not declare it', async () => {
  const root = project({ 'key.pem': 'x' })
  const with_ = step('with', sh`printf %s "$T" > ${staged('o')}`, {
    env: { T: value({ $secret: 'token' }) },
    outputs: { o: 'file:with' },
  })
  const without = step('without', sh`printf %s "\${TOKEN-nothing}" > ${staged('o')}`, {
    outputs: { o: 'file:without' },
  })
  const what = program([with_, without], { secrets })
  const one = await ran(root, what, { variables })
  expect(one.status).toBe('success')
  expect(readFileSync(join(root, 'with'), 'utf8')).toBe(token)
  expect(readFileSync(join(root, 'without'), 'utf8')).toBe('nothing')
  const two = await ran(root, what, { variables: { ...variables, TOKEN: 'another' } })
  expect(two.ends).toEqual(['with: cached', 'without: cached'])
})

test('a secret that is not there fails the node that needs it', async () => {
  const needs = (id: string, name: string) => step(id, 'true', { env: { T: value({ $secret: name }) } })
  const what = program([needs('a', 'token'), needs('b', 'key'), step('c', 'true')], { secrets })
  const result = await ran(project(), what, { variables: { PATH: process.env.PATH } })
  expect(result.problems('a')[0]?.message).toBe(
    'The secret `token` is read from the environment variable TOKEN, and there is none.',
  )
  expect(result.problems('b')[0]?.message).toBe(
    'The secret `key` is read from the file key.pem, and there is none.',
  )
  expect(result.ends).toContain('c: succeeded')
})
