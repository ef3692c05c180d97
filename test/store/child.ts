import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const bundles = new Map<string, Promise<string>>()

/** Bundles a program of `children/`, since not every Node that we run on reads TypeScript. */
export function bundled(name: string): Promise<string> {
  const known = bundles.get(name)
  if (known) return known
  const bundle = buildChild(name)
  bundles.set(name, bundle)
  return bundle
}

async function buildChild(name: string): Promise<string> {
  const folder = join(root, 'node_modules/.cache/pipewright')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `store-${name}-${process.pid}.mjs`)
  await build({
    entryPoints: [join(import.meta.dirname, 'children', `${name}.ts`)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  })
  return outfile
}

export interface Wrapping {
  readonly wrap?: (command: string[]) => string[]
  readonly user?: number
}

export interface Child {
  readonly process: ChildProcessByStdio<Writable, Readable, Readable>
  readonly lines: string[]
  /** The next line that was not yet asked for; nothing at the end. */
  nextLine(): Promise<string | undefined>
  kill(): Promise<void>
  /** What it wrote to stderr so far. */
  errors(): string
  /** The exit code; fails with what it wrote to stderr when it is not 0. */
  end(): Promise<void>
}

/** Starts a program of `children/`; `wrap` may put it in a shell that sets a limit, `user` make it another's. */
export async function start(
  name: string,
  args: readonly string[],
  { wrap = (command: string[]) => command, user }: Wrapping = {},
): Promise<Child> {
  const [file = '', ...rest] = wrap([process.execPath, await bundled(name), ...args])
  const child = spawn(file, rest, {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(user !== undefined && { uid: user, gid: user }),
  })
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  let errors = ''
  child.stderr.on('data', (data) => {
    errors += data
  })
  let read = 0
  let over = false
  const closed = once(child, 'close').finally(() => {
    over = true
  })
  return {
    process: child,
    lines,
    async nextLine() {
      while (read === lines.length && !over) await Promise.race([once(reader, 'line'), closed])
      if (read === lines.length && errors !== '') throw new Error(errors)
      return lines[read++]
    },
    errors: () => errors,
    async kill() {
      child.kill('SIGKILL')
      await closed
    },
    async end() {
      const [code, signal] = await closed
      if (code !== 0) throw new Error(`exit ${code ?? signal}: ${errors}`)
    },
  }
}
