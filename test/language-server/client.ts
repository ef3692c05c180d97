import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'

const bundle = join(import.meta.dirname, '../../dist/pipe.js')

/** A message of the server's, loosely typed: tests say what they expect of it. */
// biome-ignore lint/suspicious/noExplicitAny: what the protocol sends is any JSON
export type Answer = any

/** The server as an editor starts it, and the bare protocol by which it is spoken to. */
export class Client {
  readonly folder: string
  readonly child: ChildProcess
  readonly notifications: { readonly method: string; readonly params: Answer }[] = []
  readonly exit: Promise<number | null>
  stderr = ''
  private readonly waiting = new Map<number, (message: Answer) => void>()
  private readonly listeners = new Set<() => void>()
  private buffer = Buffer.alloc(0)
  private next = 1

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'pipe-lsp-')))
    for (const [name, content] of Object.entries({ '.git/HEAD': '', ...files })) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true })
      writeFileSync(join(this.folder, name), content)
    }
    this.child = spawn(process.execPath, [bundle, 'lsp', '--stdio'], { cwd: this.folder })
    this.exit = new Promise((resolve) => this.child.on('close', resolve))
    this.child.stdout?.on('data', (chunk: Buffer) => this.take(chunk))
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk
    })
    this.child.stdin?.on('error', () => undefined)
    onTestFinished(() => {
      this.child.kill('SIGKILL')
      rmSync(this.folder, { recursive: true, force: true })
    })
  }

  uri(name: string): string {
    return pathToFileURL(join(this.folder, name)).href
  }

  /** Starts a session; `capabilities` are what the client says that it can do. */
  async start(
    capabilities: object = { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
  ) {
    const workspaceFolders = [{ uri: pathToFileURL(this.folder).href, name: 'test' }]
    const answer = await this.request('initialize', {
      processId: process.pid,
      capabilities,
      workspaceFolders,
    })
    this.notify('initialized', {})
    return answer
  }

  request(method: string, params: object | null): Promise<Answer> {
    const id = this.next++
    this.send({ id, method, params })
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) => {
        if (error) reject(Object.assign(new Error(error.message), { code: error.code }))
        else resolve(result)
      })
    })
  }

  notify(method: string, params: object | null): void {
    this.send({ method, params })
  }

  write(text: string): void {
    this.child.stdin?.write(text)
  }

  open(name: string, text: string, version = 1): void {
    this.notify('textDocument/didOpen', {
      textDocument: { uri: this.uri(name), languageId: 'pipe', version, text },
    })
  }

  /** All of the text anew, or one change of a range. */
  change(name: string, version: number, ...contentChanges: readonly object[]): void {
    this.notify('textDocument/didChange', { textDocument: { uri: this.uri(name), version }, contentChanges })
  }

  /** What is shown of a document at a version, once it is. */
  async diagnostics(name: string, version: number): Promise<Answer[]> {
    const uri = this.uri(name)
    const find = () =>
      this.notifications.findLast(
        ({ method, params }) =>
          method === 'textDocument/publishDiagnostics' && params.uri === uri && params.version === version,
      )
    return (await this.until(find)).params.diagnostics
  }

  /** Waits for something to be there. */
  until<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find()
        if (found === undefined) return
        this.listeners.delete(look)
        resolve(found)
      }
      this.listeners.add(look)
      void this.exit.then(() => reject(new Error(`the server ended: ${this.stderr}`)))
      look()
    })
  }

  private send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    this.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }

  private take(chunk: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, chunk])
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n')
      const length = Number(
        /Content-Length: (\d+)/i.exec(this.buffer.toString('latin1', 0, Math.max(0, end)))?.[1],
      )
      if (end < 0 || this.buffer.length < end + 4 + length) return
      const message = JSON.parse(this.buffer.toString('utf8', end + 4, end + 4 + length))
      this.buffer = this.buffer.subarray(end + 4 + length)
      this.receive(message)
    }
  }

  private receive(message: Answer): void {
    if (message.method === undefined) {
      this.waiting.get(message.id)?.(message)
      this.waiting.delete(message.id)
    } else if (message.id !== undefined) {
      // What the server asks, such as to be told of files, is granted.
      this.send({ id: message.id, result: null })
      this.notifications.push(message)
    } else this.notifications.push(message)
    for (const look of [...this.listeners]) look()
  }
}

/** A text with its cursor, written `‸`, taken out: the text, and where the cursor is. */
export function marked(text: string): {
  readonly text: string
  readonly position: { line: number; character: number }
} {
  const offset = text.indexOf('‸')
  if (offset < 0) throw new Error('the text has no cursor')
  const before = text.slice(0, offset).split('\n')
  return {
    text: text.replace('‸', ''),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  }
}
