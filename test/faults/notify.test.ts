import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { folder, start } from '../cli/pipe.ts'
import { head, run, writes } from './faulty.ts'

/** A server on the loopback that remembers what it was sent. */
async function receiver() {
  const received: { text: string; status: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push(JSON.parse(body))
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { received, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

test('a message reaches a server, of a failure too', async () => {
  const { received, url } = await receiver()
  const place = folder({
    'p.pipe': `${head}${writes('a')}step bad { run: "exit 1" }
notify always { to: webhook("${url}") }
notify well { to: webhook("${url}"), on: "success" }
notify ill { to: webhook("${url}"), on: "failure", message: "\${run.status}!" }
`,
  })
  expect(await start(place, ['run', '--reporter', 'plain']).finished).toBe(1)
  expect(received.map(({ text }) => text).sort()).toEqual(['failure!', 'p: failure'])
})

test('messages that reach nobody fail the run, say why, and cost no result', async () => {
  const { server, url } = await receiver()
  await new Promise((resolve) => server.close(resolve))
  const place = folder({
    'p.pipe': `${head}${writes('a')}
notify closed { to: webhook("${url}") }
notify no_url { to: webhook("nonsense") }
notify fails { to: command("exit 4") }
notify taken { to: file("a.txt/x") }
`,
  })
  const first = run(place)
  expect(first).toMatchObject({ status: 1, succeeded: ['a'] })
  expect(first.failure('closed').text).toContain('the connection was refused')
  expect(first.failure('no-url').text).toContain('no URL')
  expect(first.failure('fails').text).toContain('exit code 4')
  expect(first.failure('taken').codes).toEqual(['PIPE5033'])
})
