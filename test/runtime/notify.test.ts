import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { Expression } from '../../src/ir/expression.ts'
import { apply, fact, node, output, program, project, ran, sh, staged, step, value } from './workshop.ts'

const receiver = (name: string, fields: { readonly [field: string]: Expression }): Expression => ({
  op: 'component',
  name,
  is: 'receiver',
  arguments: fields,
})
const said = apply('text', fact('pipeline.name'), value(': '), fact('run.status'))

function tell(id: string, to: Expression, on = 'always', message: Expression = said) {
  return node(id, 'notify', { to, on: value(on), message })
}
const toFile = (path: string) => receiver('file', { path: value(path) })

/** A server that answers as it is told and keeps what it was sent. */
async function server(answer: (response: ServerResponse, count: number) => void) {
  const heard: { readonly type: string | undefined; readonly body: { readonly [name: string]: unknown } }[] =
    []
  const listening = createServer((request, response) => {
    let text = ''
    request.on('data', (piece) => {
      text += piece
    })
    request.on('end', () => {
      heard.push({ type: request.headers['content-type'], body: JSON.parse(text) })
      answer(response, heard.length)
    })
  })
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    listening.closeAllConnections()
    listening.close()
  })
  return { heard, url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/hook/s3cret` }
}

test('success, failure and always are told at the end, each to whom it may concern', async () => {
  const nodes = (command: string) => [
    tell('a-success', toFile('success.txt'), 'success'),
    tell('a-failure', toFile('failure.txt'), 'failure'),
    tell('a-always', toFile('log/always.txt')),
    step('work', command),
  ]
  const root = project()
  const good = await ran(root, program(nodes('true')))
  expect(good.ends).toEqual([
    'work: succeeded',
    'a-always: succeeded',
    'a-failure: skipped',
    'a-success: succeeded',
  ])
  const bad = await ran(root, program(nodes('false')))
  expect(bad.ends).toEqual([
    'work: failed',
    'a-always: succeeded',
    'a-failure: succeeded',
    'a-success: skipped',
  ])
  expect(readFileSync(join(root, 'log/always.txt'), 'utf8')).toBe('trial: success\ntrial: failure\n')
  expect(readFileSync(join(root, 'failure.txt'), 'utf8')).toBe('trial: failure\n')
})

test('a webhook gets JSON, again when the server is busy', async () => {
  const { heard, url } = await server((response, count) => response.writeHead(count === 1 ? 503 : 200).end())
  const result = await ran(project(), program([tell('hook', receiver('webhook', { url: value(url) }))]))
  expect(result.status).toBe('success')
  expect(heard).toHaveLength(2)
  expect(heard[1]).toMatchObject({
    type: 'application/json',
    body: { text: 'trial: success', pipeline: 'trial', status: 'success', run: result.run },
  })
})

test('Slack gets the text alone, and the address of the run is in it', async () => {
  const { heard, url } = await server((response) => response.end())
  const message = apply('text', fact('run.status'), value(' '), fact('run.url'))
  const hook = tell('hook', receiver('slack', { url: value(url) }), 'always', message)
  const root = project()
  const result = await ran(root, program([hook]))
  expect(result.status).toBe('success')
  const folder = pathToFileURL(join(root, '.pipe', 'runs', result.run ?? '')).href
  expect(heard.map(({ body }) => body)).toEqual([{ text: `success ${folder}` }])
})

test('a webhook that refuses makes the run fail, and a secret address stays secret', async () => {
  const { heard, url } = await server((response) => response.writeHead(404).end())
  const hook = tell('hook', receiver('webhook', { url: value({ $secret: 'url' }) }))
  const what = program([hook], { secrets: [{ name: 'url', from: { env: 'HOOK' } }] })
  const result = await ran(project(), what, { variables: { ...process.env, HOOK: url } })
  expect(result.status).toBe('failure')
  expect(heard).toHaveLength(1)
  expect(result.problems('hook')[0]?.message).toBe(
    'The message of `hook` could not be handed to its webhook: it answered with status 404.',
  )
  expect(JSON.stringify(result.events)).not.toContain('s3cret')
})

test('a server that is not there, and an address that is none', async () => {
  const { url } = await server((response) => response.end())
  const closed = url.replace(/:\d+/, ':1')
  const result = await ran(
    project(),
    program([
      tell('a', receiver('webhook', { url: value(closed) })),
      tell('b', receiver('webhook', { url: value('not a url') })),
    ]),
  )
  expect(result.problems('a')[0]?.message).toMatch(/webhook 127\.0\.0\.1:1: /)
  expect(result.problems('b')[0]?.code).toBe('PIPE5033')
})

test('a command is told by its environment', async () => {
  const root = project()
  const run = sh`printf '%s|%s|%s' "$PIPE_MESSAGE" "$PIPE_STATUS" ${value("it's")} > told.txt`
  const what = program([step('bad', 'false'), tell('call', receiver('command', { run }))])
  expect((await ran(root, what)).ends).toContain('call: succeeded')
  expect(readFileSync(join(root, 'told.txt'), 'utf8')).toBe("trial: failure|failure|it's")
  const failing = await ran(root, program([tell('call', receiver('command', { run: value('exit 3') }))]))
  expect(failing.problems('call')[0]?.code).toBe('PIPE5001')
})

test('a message that reads a result which is not there is told all the same', async () => {
  const root = project()
  const made = step('made', sh`exit 1; echo > ${staged('m')}`, { outputs: { m: 'metrics:m.json' } })
  const message = apply('text', value('score '), output('made', 'm', 'score'))
  const { dependencies, ...rest } = tell('tell', toFile('told.txt'), 'always', message)
  const relaxed = {
    ...rest,
    dependencies: dependencies.map((one) => ({ ...one, kind: 'alternative' as const })),
  }
  await ran(root, program([made, relaxed]))
  expect(readFileSync(join(root, 'told.txt'), 'utf8')).toBe(
    'trial: failure (its message could not be made: there is no result of made)\n',
  )
  const fine = step('made', sh`echo '{"score": 0.5, "loss": 1}' > ${staged('m')}`, {
    outputs: { m: 'metrics:m.json' },
  })
  await ran(root, program([fine, relaxed]))
  expect(readFileSync(join(root, 'told.txt'), 'utf8')).toContain('score 0.5\n')
})

test('a file outside of the project is no receiver', async () => {
  const result = await ran(project(), program([tell('tell', toFile('../told.txt'))]))
  expect(result.problems('tell')[0]?.message).toContain('it is outside of the project')
})
