import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pipe } from '../cli/pipe.ts'
import { Client } from './client.ts'
import { birds, program } from './programs.ts'

test('edits in sequence, each with its version', async () => {
  const at = await birds()
  const { client } = at
  const lines = program.split('\n')
  const line = lines.findIndex((each) => each.startsWith('  epochs'))
  const range = (from: number, to: number) => ({
    start: { line, character: from },
    end: { line, character: to },
  })
  client.change('birds.pipe', 2, { range: range(10, 12), text: '0' })
  expect(await client.diagnostics('birds.pipe', 2)).toMatchObject([{ code: 'PIPE3002' }])
  client.change('birds.pipe', 3, { range: range(10, 11), text: '1' }, { range: range(11, 11), text: '2' })
  expect(await client.diagnostics('birds.pipe', 3)).toEqual([])
  // A burst is checked at its end.
  for (let version = 4; version < 40; version++)
    client.change('birds.pipe', version, { range: range(12, 12), text: '0' })
  expect(await client.diagnostics('birds.pipe', 39)).toHaveLength(1)
  const versions = client.notifications.filter(({ method }) => method === 'textDocument/publishDiagnostics')
  expect(versions.length).toBeLessThan(20)
})

test('several files, and closing one takes its problems away', async () => {
  const client = new Client()
  await client.start()
  client.open('a.pipe', 'let a = b\n')
  client.open('c.pipe', 'step c { run: "true" }\n')
  expect(await client.diagnostics('a.pipe', 1)).toHaveLength(1)
  expect(await client.diagnostics('c.pipe', 1)).toEqual([])
  client.notify('textDocument/didClose', { textDocument: { uri: client.uri('a.pipe') } })
  const last = () => client.notifications.findLast(({ params }) => params?.uri === client.uri('a.pipe'))
  await client.until(() => (last()?.params.diagnostics.length === 0 ? true : undefined))
})

test('a file that changes on the disk is looked at again', async () => {
  const at = await birds()
  const { client } = at
  writeFileSync(join(client.folder, 'data/rows.csv'), 'kind,size\na,1\n')
  client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: client.uri('data/rows.csv'), type: 2 }],
  })
  await client.until(() =>
    client.notifications.findLast(
      ({ method, params }) => method === 'textDocument/publishDiagnostics' && params.diagnostics.length > 0,
    ),
  )
})

test('a document without a file', async () => {
  const client = new Client()
  await client.start()
  const textDocument = { uri: 'untitled:Untitled-1', languageId: 'pipe', version: 1, text: 'let a = b' }
  client.notify('textDocument/didOpen', { textDocument })
  const found = await client.until(() =>
    client.notifications.find(({ params }) => params?.uri === 'untitled:Untitled-1'),
  )
  expect(found.params.diagnostics).toHaveLength(1)
})

test('a request that is cancelled before its turn is refused', async () => {
  const at = await birds()
  const { client } = at
  const slow = client.request('workspace/symbol', { query: '' })
  const textDocument = { uri: client.uri('birds.pipe') }
  const answer = client.request('textDocument/semanticTokens/full', { textDocument })
  client.notify('$/cancelRequest', { id: 3 })
  await slow
  await expect(answer).rejects.toMatchObject({ code: -32800 })
})

test('what the server does not know it says, and garbage does not end it', async () => {
  const client = new Client()
  await client.start()
  await expect(client.request('textDocument/nonsense', {})).rejects.toMatchObject({ code: -32601 })
  await expect(
    client.request('textDocument/hover', {
      textDocument: { uri: client.uri('none.pipe') },
      position: { line: 0, character: 0 },
    }),
  ).resolves.toBeNull()
  client.notify('textDocument/didChange', {
    textDocument: { uri: client.uri('none.pipe'), version: 2 },
    contentChanges: [{ text: 'x' }],
  })
  client.write('Content-Length: 9\r\n\r\nnot json!')
  client.write('Content-Type: nothing\r\n\r\n')
  client.write('garbage without end\r\n\r\n')
  client.open('a.pipe', '\u0000 \ud800 {{{{ """ ${')
  await client.diagnostics('a.pipe', 1)
  client.open('b.pipe', 'let a = b\n')
  expect(await client.diagnostics('b.pipe', 1)).toHaveLength(1)
})

test('positions count UTF-16 units, and lines end in any way', async () => {
  const client = new Client()
  await client.start()
  client.open('a.pipe', 'let a = "😀"\r\nlet b = "😀 ${missing}"\r\nstep s { run: "echo ${b} ${a}" }\r\n')
  expect(await client.diagnostics('a.pipe', 1)).toMatchObject([
    { range: { start: { line: 1, character: 14 }, end: { line: 1, character: 21 } } },
  ])
})

test('exit codes: 0 after a shutdown, else 1', async () => {
  const polite = new Client()
  await polite.start()
  expect(await polite.request('shutdown', null)).toBeNull()
  polite.notify('exit', null)
  expect(await polite.exit).toBe(0)

  const rude = new Client()
  await rude.start()
  rude.notify('exit', null)
  expect(await rude.exit).toBe(1)

  const gone = new Client()
  await gone.start()
  gone.child.stdin?.end()
  expect(await gone.exit).toBe(1)
})

test('`pipe lsp --help` says what it is for', () => {
  const { status, stdout } = pipe('.', ['lsp', '--help'])
  expect(status).toBe(0)
  expect(stdout).toMatch(/language server[\s\S]*Examples:[\s\S]*pipe lsp/)
})
